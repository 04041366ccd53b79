import type { FiguresChange } from '#domain/metrics/compare.ts';
import { CLOCK_COUNTS, COUNTS, TIME_CAUSES } from '#domain/metrics/counters.ts';
import { nameOfFigure } from '#domain/metrics/figure-name.ts';
import type { FigureRef, NamedFigure } from '#domain/metrics/figure-ref.ts';
import type { ClockFigures, Figures, NamedCount, TimeFigures } from '#domain/metrics/figures.ts';
import { decodeCursor, foreignCursor, type PageRequest, pageWithin } from '../page.ts';
import type { Report, ReportedFigures } from './get-report.ts';
import { type GroupKey, nameOfGroup } from './group-key.ts';
import type { GroupNames } from './group-names.ts';
import type { FigureSelection } from './list-behind.ts';
import type { DayRange } from './read-cells.ts';

/** Where the handoffs behind figures are listed, by the names of the figures; those that are 0 have none. */
export type Links = Readonly<Record<string, string>>;

export type LinkedCount = NamedCount & { readonly handoffs: string };
export type LinkedClock = ClockFigures & { readonly handoffs: Links };

/** Figures, each with the address of the list of handoffs behind it. */
export interface LinkedFigures {
  readonly counts: Figures['counts'];
  readonly rates: Figures['rates'];
  readonly clocks: readonly LinkedClock[];
  readonly rejections: Readonly<Record<keyof Figures['rejections'], readonly LinkedCount[]>>;
  readonly rerequested: readonly LinkedCount[];
  readonly milestones: readonly LinkedCount[];
  readonly time: TimeFigures & { readonly handoffs: Links };
  readonly handoffs: Links;
  readonly change: FiguresChange | null;
}

export interface LinkedGroup extends LinkedFigures {
  readonly key: GroupKey;
}

/** A group with what it is called; absent where it is deleted, or its key says it all. */
export interface NamedGroup extends LinkedGroup {
  readonly name?: string;
}

/** A report as it is answered: with one page of its groups. */
export interface ReportView extends Omit<Report, 'totals' | 'groups'> {
  readonly totals: LinkedFigures;
  readonly groups: readonly LinkedGroup[];
  readonly nextCursor: string | null;
}

/**
 * @param contractId of the contract that the report is about, if it is about one
 * @throws DomainError `validation_failed` for a cursor of another list
 */
export function viewReport(
  { totals, groups, ...report }: Report,
  contractId: string | undefined,
  { limit, cursor }: PageRequest,
): ReportView {
  const all = { contractId, from: report.period.from, to: report.period.to };
  const after = cursor === undefined ? '' : positionOf(decodeCursor(cursor));
  const left = groups.filter(({ key }) => nameOfGroup(key) > after);
  const some = left.slice(0, limit);
  const last = left.length > limit ? some.at(-1) : undefined;
  const page = pageWithin(
    {
      data: some.map((group) => ({ key: group.key, ...linked(group, { ...all, ...selectionOf(group.key) }) })),
      ...(last === undefined ? {} : { next: nameOfGroup(last.key) }),
    },
    ({ key }) => nameOfGroup(key),
  );
  return { ...report, totals: linked(totals, all), groups: page.data, nextCursor: page.nextCursor };
}

const POSITION = /^[\w-]+(?: [\w-]+)?$/;

/** The groups of a page with what they are called. */
export function namedGroups(groups: readonly LinkedGroup[], names: GroupNames): readonly NamedGroup[] {
  return groups.map(({ key, ...figures }) => {
    const name = names.get(nameOfGroup(key));
    return { key, ...(name === undefined ? {} : { name }), ...figures };
  });
}

function positionOf(text: string): string {
  if (POSITION.test(text)) return text;
  throw foreignCursor();
}

function linked({ figures, change }: ReportedFigures, of: FigureSelection & DayRange): LinkedFigures {
  const { counts, rates, clocks, rejections, rerequested, milestones, time } = figures;
  const link = (figure: FigureRef) => linkTo(figure, of);
  const named = (kind: NamedFigure, all: readonly NamedCount[]) =>
    all.map(({ name, count }) => ({ name, count, handoffs: link({ of: 'name', kind, name }) }));
  return {
    counts,
    rates,
    clocks: clocks.map((clock) => ({ ...clock, handoffs: clockLinks(clock, link) })),
    rejections: {
      reasons: named('reason', rejections.reasons),
      classes: named('class', rejections.classes),
      criteria: named('criterion', rejections.criteria),
      fields: named('field', rejections.fields),
    },
    rerequested: named('rerequested', rerequested),
    milestones: named('milestone', milestones),
    time: { ...time, handoffs: timeLinks(time, link) },
    handoffs: linksFor(
      COUNTS,
      (count) => counts[count],
      (count) => link({ of: 'count', count }),
    ),
    change,
  };
}

function clockLinks({ clock, counts }: ClockFigures, link: (figure: FigureRef) => string): Links {
  const links = linksFor(
    CLOCK_COUNTS,
    (count) => counts[count],
    (count) => link({ of: 'clock', clock, count }),
  );
  const stopped = counts.met + counts.closedLate;
  return stopped === 0 ? links : { ...links, stopped: link({ of: 'clock', clock, count: 'stopped' }) };
}

function timeLinks({ lostSeconds, causes }: TimeFigures, link: (figure: FigureRef) => string): Links {
  const names = ['lost', ...TIME_CAUSES] as const;
  const seconds = (name: (typeof names)[number]) => (name === 'lost' ? lostSeconds : causes[name].seconds);
  return linksFor(names, seconds, (cause) => link({ of: 'time', cause }));
}

function linksFor<N extends string>(
  names: readonly N[],
  amount: (name: N) => number,
  link: (name: N) => string,
): Links {
  return Object.fromEntries(names.filter((name) => amount(name) > 0).map((name) => [name, link(name)]));
}

/** Where the handoffs behind a figure are listed. */
export function linkTo(figure: FigureRef, { from, to, ...selection }: FigureSelection & DayRange): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...nameOfFigure(figure), from, to, ...selection })) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  return `/v1/metrics/handoffs?${parameters}`;
}

function selectionOf(key: GroupKey): FigureSelection & Partial<DayRange> {
  switch (key.by) {
    case 'contract':
      return { contractId: key.contractId };
    case 'version':
      return { contractId: key.contractId, version: key.version };
    case 'stage':
      return { fromStage: key.from, toStage: key.to };
    case 'owner':
      return { ownerId: key.ownerId };
    case 'queue':
      return { queueId: key.queueId };
    case 'day':
      return { from: key.day, to: key.day };
  }
}
