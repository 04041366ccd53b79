import { type Funnel, funnelOf, type StagePair } from '#domain/journey/funnel.ts';
import type { CallContext } from '../context.ts';
import { getReport } from '../metrics/get-report.ts';
import type { AskedDays } from '../metrics/report-period.ts';
import { asOfReport, type FiguresAsOf } from './get-journey-map.ts';
import { mappedContracts } from './mapped-contracts.ts';

export interface ShownFunnel extends FiguresAsOf, Funnel {}

/**
 * How far customers came on these days, the last 30 unless it is said: stage by stage, of all contracts in force and of
 * those that were. Counted by the stages of the contract version that each handoff went by.
 *
 * @throws DomainError `validation_failed`
 */
export async function getFunnel(context: CallContext, days: AskedDays): Promise<ShownFunnel> {
  const { groups, ...report } = await getReport(context, { ...days, groupBy: 'stage' });
  const contracts = await mappedContracts(context, () => false);
  const pairs = new Map<string, StagePair>();
  const note = (pair: StagePair) => pairs.set(`${pair.from} ${pair.to}`, pair);
  for (const { body } of contracts) note({ from: body.from.stage, to: body.to.stage, figures: undefined });
  for (const { key, figures } of groups) {
    if (key.by === 'stage') note({ from: key.from, to: key.to, figures });
  }
  return { ...asOfReport(report), ...funnelOf([...pairs.values()]) };
}
