import { compareFigures, type FiguresChange } from '#domain/metrics/compare.ts';
import { isNothing, NO_COUNTERS } from '#domain/metrics/counters.ts';
import { addDays, type Day } from '#domain/metrics/day.ts';
import { type Figures, figuresOf } from '#domain/metrics/figures.ts';
import { type GroupKey, nameOfGroup } from './group-key.ts';
import type { Figured, FiguresGroup } from './read-figures.ts';

export interface ReportedFigures {
  readonly figures: Figures;
  /** Null where there is nothing to compare with. */
  readonly change: FiguresChange | null;
}

export interface ReportGroup extends ReportedFigures {
  readonly key: GroupKey;
}

/** Of what nothing is counted in. */
export const NOTHING_COUNTED: Figured = { counters: NO_COUNTERS, figures: figuresOf(NO_COUNTERS) };

export function compared({ figures }: Figured, before: Figured | undefined): ReportedFigures {
  const nothing = before === undefined || isNothing(before.counters);
  return { figures, change: nothing ? null : compareFigures(figures, before.figures) };
}

/**
 * Each group with what it was in the period before: the same, or, of a day, the day in the same place. What something was
 * counted in only then is listed too: that it came to nothing is news. In the order of their keys. A day that has no place
 * in this period, as the 31st in a shorter month, is left out.
 *
 * @param shift by how many days the period before begins earlier
 * @param last the last day of this period
 */
export function comparedGroups(
  present: readonly FiguresGroup[],
  previous: readonly FiguresGroup[],
  { shift, last }: { readonly shift: number; readonly last: Day },
): readonly ReportGroup[] {
  const before = new Map(previous.map((group) => [nameOfGroup(inPlaceOf(group.key, shift)), group]));
  const counted = new Set(present.map(({ key }) => nameOfGroup(key)));
  const gone = previous
    .map(({ key }) => ({ key: inPlaceOf(key, shift), ...NOTHING_COUNTED }))
    .filter(({ key }) => !counted.has(nameOfGroup(key)) && !(key.by === 'day' && key.day > last));
  return [...present, ...gone]
    .map(({ key, ...figured }) => ({ name: nameOfGroup(key), key, figured }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, key, figured }) => ({ key, ...compared(figured, before.get(name)) }));
}

function inPlaceOf(key: GroupKey, shift: number): GroupKey {
  return key.by === 'day' ? { ...key, day: addDays(key.day, shift) } : key;
}
