import type { Day } from '../metrics/day.ts';

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

/** Days of a month, both included. */
export interface DaysMeant {
  readonly from: Day;
  readonly to: Day;
}

/** Where the handoffs behind a figure are listed. */
export function figureLink(of: FigureOf, { from, to }: DaysMeant): string {
  const members = Object.entries({ ...of, from, to });
  const said = members.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  return `/v1/metrics/handoffs?${new URLSearchParams(said)}`;
}
