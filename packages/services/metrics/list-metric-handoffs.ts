import type { Party } from '#domain/handoff/holders.ts';
import { FIGURE_NAMES, figureNamed, type NamedFigureRef } from '#domain/metrics/figure-name.ts';
import type { FigureRef } from '#domain/metrics/figure-ref.ts';
import { invalid } from '#domain/problem.ts';
import { type CallContext, requireScope } from '../context.ts';
import type { Page, PageRequest } from '../page.ts';
import { type Behind, type FigureSelection, listBehind } from './list-behind.ts';
import { openReport } from './open-report.ts';
import type { AskedDays } from './report-period.ts';
import { requireClock } from './require-clock.ts';
import { requireVersion } from './require-version.ts';

export interface MetricHandoffsQuery extends AskedDays, FigureSelection, NamedFigureRef {
  readonly party?: Party | undefined;
  /** Whose the days are; left out: those of the figures. */
  readonly timeZone?: string | undefined;
}

/**
 * The handoffs behind one figure of a report, which is named by the link beside it.
 *
 * @throws DomainError `validation_failed`, `not_found`
 */
export async function listMetricHandoffs(
  context: CallContext,
  query: MetricHandoffsQuery,
  request: PageRequest,
): Promise<Page<Behind>> {
  requireScope(context, 'metrics:read');
  const figure = requireFigure(query);
  const { generations, range, contract } = await openReport(context, query);
  const { clock, version } = query;
  if (contract !== undefined) {
    if (version !== undefined) requireVersion(contract, version);
    if (clock !== undefined) await requireClock(context, contract, clock);
  }
  if (generations === undefined) return { data: [], nextCursor: null };
  return listBehind(context, generations.serving, { ...query, ...range, figure }, request);
}

function requireFigure(query: MetricHandoffsQuery): FigureRef {
  const figure = figureNamed(query);
  if (figure !== undefined) return figure;
  const known = FIGURE_NAMES.some((name) => name === query.figure);
  const message = known
    ? 'does not go with these parameters: clock is for runs of clocks, name for what is counted by name, party for time'
    : `must be one of ${FIGURE_NAMES.join(', ')}`;
  throw invalid({ pointer: '/query/figure', code: 'unknown_figure', message });
}
