import type { Instant } from '#domain/instant.ts';
import { compareFigures, type FiguresChange } from '#domain/metrics/compare.ts';
import { isNothing, NO_COUNTERS } from '#domain/metrics/counters.ts';
import { addDays, dayOf } from '#domain/metrics/day.ts';
import { type Figures, figuresOf } from '#domain/metrics/figures.ts';
import { type Generation, type Generations, isOutdated } from '#domain/metrics/generation.ts';
import { invalid } from '#domain/problem.ts';
import { type CallContext, notFound, requireScope } from '../context.ts';
import { getTenant } from '../tenancy/get-tenant.ts';
import { type Grouping, type GroupKey, nameOfGroup } from './group-key.ts';
import { type DayRange, TooManyCellsError } from './read-cells.ts';
import { type Figured, type FiguresGroup, figuresIn } from './read-figures.ts';
import { type AskedDays, lengthOf, periodBefore, reportPeriod } from './report-period.ts';

export interface ReportRequest extends AskedDays {
  readonly contractId?: string | undefined;
  readonly groupBy?: Grouping | undefined;
  readonly compareTo?: 'previous' | undefined;
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

export interface ReportedFigures {
  readonly figures: Figures;
  /** Null where there is nothing to compare with. */
  readonly change: FiguresChange | null;
}

export interface ReportGroup extends ReportedFigures {
  readonly key: GroupKey;
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
  const { contractId } = request;
  const [tenant, generations] = await Promise.all([
    getTenant(context),
    context.stores.metrics.generations({ consistent: false }),
    contractId === undefined ? undefined : requireContract(context, contractId),
  ]);
  const { timeZone } = generations?.serving ?? { timeZone: tenant.timezone };
  const { now, mode } = context;
  const range = reportPeriod(request, { now, mode, timeZone, createdAt: tenant.createdAt });
  const read = { context, generations, request };
  const present = await figuresOn(read, range);
  const previous = request.compareTo === undefined ? undefined : await figuresOn(read, periodBefore(range));
  return {
    period: periodOf(range, timeZone),
    asOf: now,
    rebuilding: isRebuilding(generations, tenant.timezone),
    provisional: range.to >= dayOf(now, timeZone),
    empty: isNothing(present.totals.counters),
    totals: reported(present.totals, previous?.totals),
    dropOff: present.stages.flatMap(dropOffOf),
    groups: present.groups.map((group) => ({
      key: group.key,
      ...reported(group, counterpartOf(group, previous, range)),
    })),
    comparedTo:
      previous === undefined
        ? null
        : { ...periodOf(periodBefore(range), timeZone), empty: isNothing(previous.totals.counters) },
  };
}

/** @throws DomainError `not_found` */
export async function requireContract({ stores }: CallContext, contractId: string): Promise<void> {
  if ((await stores.contracts.get(contractId)) === undefined) throw notFound('contract', contractId);
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

const NOTHING: PeriodFigures = {
  totals: { counters: NO_COUNTERS, figures: figuresOf(NO_COUNTERS) },
  stages: [],
  groups: [],
};

async function figuresOn({ context, generations, request }: Reading, range: DayRange): Promise<PeriodFigures> {
  if (generations === undefined) return NOTHING;
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
    const message = 'is too far back for so many contracts, owners or queues: ask for fewer days, or for one contract';
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

function reported({ figures }: Figured, before: Figured | undefined): ReportedFigures {
  const nothing = before === undefined || isNothing(before.counters);
  return { figures, change: nothing ? null : compareFigures(figures, before.figures) };
}

/** What a group is compared with: the same, or, of a day, the day in the same place of the period before. */
function counterpartOf(
  { key }: FiguresGroup,
  previous: PeriodFigures | undefined,
  range: DayRange,
): FiguresGroup | undefined {
  const sought = key.by === 'day' ? { ...key, day: addDays(key.day, -lengthOf(range)) } : key;
  return previous?.groups.find((group) => nameOfGroup(group.key) === nameOfGroup(sought));
}

function dropOffOf({ key, figures }: FiguresGroup): StageDropOff[] {
  if (key.by !== 'stage') return [];
  const { completed, disqualified, cancelled } = figures.counts;
  const dropped = disqualified + cancelled;
  return [{ from: key.from, to: key.to, ended: completed + dropped, dropped, rate: figures.rates.dropOff }];
}
