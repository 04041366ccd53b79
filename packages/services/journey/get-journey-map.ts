import { type JourneyMap, journeyMap } from '#domain/journey/map.ts';
import type { CallContext } from '../context.ts';
import { getReport, type Report } from '../metrics/get-report.ts';
import type { AskedDays } from '../metrics/report-period.ts';
import { mappedContracts } from './mapped-contracts.ts';

/** Of what time the figures are, and how far they can be relied on. */
export type FiguresAsOf = Pick<Report, 'period' | 'asOf' | 'rebuilding' | 'provisional' | 'empty'>;

export interface ShownMap extends FiguresAsOf, JourneyMap {}

/**
 * The stages and the contracts between them, with what happened on these days: the last 30 unless it is said. What it costs
 * does not depend on how many handoffs there were.
 *
 * @throws DomainError `validation_failed`
 */
export async function getJourneyMap(context: CallContext, days: AskedDays): Promise<ShownMap> {
  const { groups, ...report } = await getReport(context, { ...days, groupBy: 'contract' });
  const figures = new Map(
    groups.flatMap(({ key, figures }) => (key.by === 'contract' ? [[key.contractId, figures] as const] : [])),
  );
  const contracts = await mappedContracts(context, (contractId) => figures.has(contractId));
  return { ...asOfReport(report), ...journeyMap(contracts, figures) };
}

export function asOfReport({ period, asOf, rebuilding, provisional, empty }: FiguresAsOf): FiguresAsOf {
  return { period, asOf, rebuilding, provisional, empty };
}
