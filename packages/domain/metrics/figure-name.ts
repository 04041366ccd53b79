import type { Party } from '../handoff/holders.ts';
import { CLOCK_COUNTS, type ClockCount, COUNTS, type Count, TIME_CAUSES, type TimeCause } from './counters.ts';
import { type FigureRef, NAMED_FIGURES, type NamedFigure } from './figure-ref.ts';

type TimeName = `${TimeCause | 'lost'}Time`;
export type FigureName = Count | ClockCount | 'stopped' | NamedFigure | TimeName;

const TIME_NAMES = ['lost' as const, ...TIME_CAUSES].map((cause): TimeName => `${cause}Time`);
const NAMED = Object.keys(NAMED_FIGURES).filter(isNamed);

/** How figures are called in links. `cancelled` is one of handoffs; with a clock, of its runs. */
export const FIGURE_NAMES: readonly FigureName[] = [
  ...new Set<FigureName>([...COUNTS, ...CLOCK_COUNTS, 'stopped', ...NAMED, ...TIME_NAMES]),
];

/** A figure as a link names it. */
export interface NamedFigureRef {
  readonly figure: string;
  readonly clock?: string | undefined;
  readonly name?: string | undefined;
  readonly party?: Party | undefined;
}

/** A figure, by what a link says of it; undefined where that is none: no such figure, or it is of no clock, name or party. */
export function figureNamed({ figure, clock, name, party }: NamedFigureRef): FigureRef | undefined {
  if (isNamed(figure)) return name === undefined || clock || party ? undefined : { of: 'name', kind: figure, name };
  if (name !== undefined) return undefined;
  const cause = TIME_CAUSES.find((each) => figure === `${each}Time`) ?? (figure === 'lostTime' ? 'lost' : undefined);
  if (cause !== undefined) return clock === undefined ? { of: 'time', cause, party } : undefined;
  if (party !== undefined) return undefined;
  const count = COUNTS.find((each) => each === figure);
  if (count !== undefined && clock === undefined) return { of: 'count', count };
  const runs = figure === 'stopped' ? figure : CLOCK_COUNTS.find((each) => each === figure);
  return runs && { of: 'clock', clock, count: runs };
}

/** What a link says of a figure, by which `figureNamed` finds it. */
export function nameOfFigure(figure: FigureRef): NamedFigureRef {
  switch (figure.of) {
    case 'count':
      return { figure: figure.count };
    case 'clock':
      return { figure: figure.count, clock: figure.clock };
    case 'name':
      return { figure: figure.kind, name: figure.name };
    case 'time':
      return { figure: `${figure.cause}Time`, party: figure.party };
  }
}

function isNamed(figure: string): figure is NamedFigure {
  return Object.hasOwn(NAMED_FIGURES, figure);
}
