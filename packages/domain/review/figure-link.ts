import { type Day, FIRST_DAY } from '../metrics/day.ts';

/** What a figure is of. */
export interface FigureOf {
  readonly figure: string;
  readonly clock?: string | undefined;
  readonly contractId?: string | undefined;
  /** Of the contract. */
  readonly version?: string | undefined;
  readonly ownerId?: string | undefined;
  readonly queueId?: string | undefined;
  /** The name that it is counted by: a reason, a criterion, a field. */
  readonly name?: string | undefined;
}

/** Days, both included. */
export interface DaysMeant {
  readonly from: Day;
  readonly to: Day;
}

/** Where the handoffs behind a figure are listed. `timeZone`: of the days; those that the figures now are of, if left out. */
export function figureLink(of: FigureOf, { from, to }: DaysMeant, timeZone?: string): string {
  const members = Object.entries({ ...of, from: from < FIRST_DAY ? FIRST_DAY : from, to, timeZone });
  const said = members.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  return `/v1/metrics/handoffs?${new URLSearchParams(said)}`;
}
