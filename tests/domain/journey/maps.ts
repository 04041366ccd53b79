import type { MappedContract } from '#domain/journey/map.ts';
import { type ClockCounters, type Counters, NO_COUNTERS } from '#domain/metrics/counters.ts';
import { type Figures, figuresOf } from '#domain/metrics/figures.ts';

/** A contract of the map; its id is its name. */
export function mapped(
  name: string,
  from: string,
  to: string,
  more: Partial<MappedContract['body']> = {},
): MappedContract {
  const body = { name, from: { stage: from }, to: { stage: to }, subjectType: 'account', ...more };
  return { contractId: name, version: 1, status: 'published', body };
}

/** Figures of a contract with one clock, or with another one beside it. */
export function figures(of: {
  readonly submitted?: number;
  readonly completed?: number;
  readonly cancelled?: number;
  readonly disqualified?: number;
  readonly met?: number;
  readonly breached?: number;
  readonly excused?: number;
  readonly lostSeconds?: number;
  readonly also?: { readonly met: number; readonly breached: number };
}): Figures {
  const { met = 0, breached = 0, excused = 0, lostSeconds = 0, also, ...events } = of;
  const clocks = new Map([['accept', runs(met, breached, excused)]]);
  if (also !== undefined) clocks.set('other', runs(also.met, also.breached, 0));
  const counts: Counters['counts'] = new Map(Object.entries(events) as [keyof typeof events, number][]); // its own keys
  const time: Counters['time'] = new Map([['waiting:receiver', lostSeconds * 1000]]);
  return figuresOf({ ...NO_COUNTERS, counts, time, clocks });
}

function runs(met: number, breached: number, excused: number): ClockCounters {
  const counts = new Map([['met', met] as const, ['breached', breached] as const, ['excused', excused] as const]);
  return { counts, working: new Map(), calendar: new Map() };
}

/** Names that would break out of what they stand in, if they could. */
export const HOSTILE_NAMES = [
  '"]; click s0 "javascript:alert(1)"',
  '</text></svg><script>alert(1)</script>',
  'a|b--> end %%{init: {}}%%',
  '`**bold**` #quot; #35; &amp; <b>x</b>',
  "it's \u0007 a \u202e test \ud800 \uffff",
  'x'.repeat(200),
  '1. first',
  'end',
];
