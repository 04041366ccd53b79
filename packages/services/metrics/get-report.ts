import type { Instant } from '#domain/instant.ts';
import { isNothing } from '#domain/metrics/counters.ts';
import { dayOf } from '#domain/metrics/day.ts';
import { type Generation, type Generations, isOutdated } from '#domain/metrics/generation.ts';
import { invalid } from '#domain/problem.ts';
import { type CallContext, requireScope } from '../context.ts';
import { compared, comparedGroups, NOTHING_COUNTED, type ReportedFigures, type ReportGroup } from './compare-groups.ts';
import type { Grouping } from './group-key.ts';
import { type AskedFigures, openReport } from './open-report.ts';
import { type DayRange, TooManyCellsError } from './read-cells.ts';
import { type Figured, type FiguresGroup, figuresIn } from './read-figures.ts';
import { type Comparison, lengthOf, periodBefore } from './report-period.ts';

export type { ReportedFigures, ReportGroup } from './compare-groups.ts';

export interface ReportRequest extends AskedFigures {
  readonly groupBy?: Grouping | undefined;
  readonly compareTo?: Comparison | undefined;
}

/** Days from one to another, both included, in a time zone. */
export interface Period extends DayRange {
  readonly days: number;
  readonly timeZone: string;
}

export interface Report {
  readonly period: Period;
  readonly asOf: Instant;
  /** Figures for other days or by other rules are being counted, and will take the place of these. */
  readonly rebuilding: boolean;
  /** The last of the days is not over. */
  readonly provisional: boolean;
  /** Nothing was counted on these days. */
  readonly empty: boolean;
  readonly totals: ReportedFigures;
  readonly dropOff: readonly StageDropOff[];
  readonly groups: readonly ReportGroup[];
  /** The period that is compared with; null if none is. */
  readonly comparedTo: (Period & { readonly empty: boolean }) | null;
}

/** Of those that ended between two stages, those that did not arrive. */
export interface StageDropOff {
  readonly from: string;
  readonly to: string;
  readonly ended: number;
  readonly dropped: number;
  readonly rate: number | null;
}

/**
 * The figures of a tenant on some days. What it costs does not depend on how many handoffs there were.
 *
 * @throws DomainError `validation_failed`, `not_found`
 */
export async function getReport(context: CallContext, request: ReportRequest): Promise<Report> {
  requireScope(context, 'metrics:read');
  const { now } = context;
  const { tenant, generations, timeZone, range } = await openReport(context, request);
  const read = { context, generations, request };
  const before = request.compareTo === undefined ? undefined : periodBefore(range, request.compareTo);
  const present = await figuresOn(read, range);
  const previous = before === undefined ? undefined : { range: before, ...(await figuresOn(read, before)) };
  const place = {
    shift: before === undefined ? 0 : lengthOf({ from: before.from, to: range.from }) - 1,
    last: range.to,
  };
  return {
    period: periodOf(range, timeZone),
    asOf: now,
    rebuilding: isRebuilding(generations, tenant.timezone),
    provisional: range.to >= dayOf(now, timeZone),
    empty: isNothing(present.totals.counters),
    totals: compared(present.totals, previous?.totals),
    dropOff: present.stages.flatMap(dropOffOf),
    groups: comparedGroups(present.groups, previous?.groups ?? [], place),
    comparedTo:
      previous === undefined
        ? null
        : { ...periodOf(previous.range, timeZone), empty: isNothing(previous.totals.counters) },
  };
}

interface Reading {
  readonly context: CallContext;
  readonly generations: Generations | undefined;
  readonly request: ReportRequest;
}

interface PeriodFigures {
  readonly totals: Figured;
  readonly stages: readonly FiguresGroup[];
  readonly groups: readonly FiguresGroup[];
}

async function figuresOn({ context, generations, request }: Reading, range: DayRange): Promise<PeriodFigures> {
  if (generations === undefined) return { totals: NOTHING_COUNTED, stages: [], groups: [] };
  const { groupBy, contractId } = request;
  const groupings = new Set<Grouping>(['stage', ...(groupBy === undefined ? [] : [groupBy])]);
  const { serving } = generations;
  const read = await readSome(context, serving, { ...range, contractId }, [...groupings]);
  return {
    totals: read.totals,
    stages: read.groupings.get('stage') ?? [],
    groups: groupBy === undefined ? [] : (read.groupings.get(groupBy) ?? []),
  };
}

async function readSome(
  context: CallContext,
  generation: Generation,
  query: DayRange & { readonly contractId?: string | undefined },
  groupings: readonly Grouping[],
) {
  try {
    return await figuresIn(context, generation, query, groupings);
  } catch (error) {
    if (!(error instanceof TooManyCellsError)) throw error;
    const fewer = query.contractId === undefined ? 'ask for fewer days, or for one contract' : 'ask for fewer days';
    const message = `is too far back: there are more figures since then than one call can add up; ${fewer}`;
    throw invalid({ pointer: '/query/from', code: 'too_much', message });
  }
}

function periodOf(range: DayRange, timeZone: string): Period {
  return { ...range, days: lengthOf(range), timeZone };
}

/** Also where nobody has begun to: a change of the time zone is noticed a little later. */
function isRebuilding(generations: Generations | undefined, timeZone: string): boolean {
  if (generations === undefined) return false;
  return generations.building !== undefined || isOutdated(generations, timeZone);
}

function dropOffOf({ key, figures }: FiguresGroup): StageDropOff[] {
  if (key.by !== 'stage') return [];
  const { completed, disqualified, cancelled } = figures.counts;
  const dropped = disqualified + cancelled;
  return [{ from: key.from, to: key.to, ended: completed + dropped, dropped, rate: figures.rates.dropOff }];
}
