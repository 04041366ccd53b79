import * as fc from 'fast-check';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { last, MILLISECOND } from '../handoff/any-history.ts';
import { courses, moments } from '../handoff/moving-history.ts';
import { timeOf } from '../handoff/moving-terms.ts';
import { play } from '../handoff/play.ts';
import { scripts } from '../handoff/random-history.ts';
import type { RawWorld } from './recount-life.ts';

/** A handoff's whole life, and the contract and calendar versions that it is led under. */
export interface Told {
  readonly events: readonly HandoffEvent[];
  readonly world: RawWorld;
}

/** Lives with every kind of command, those of excuses, escalations and reports of the past among them; by no calendar. */
export const eventfulLives: fc.Arbitrary<Told> = scripts.map((script) => {
  const { life } = last(play(script, MILLISECOND));
  return { events: life.events, world: { bodies: [life.terms.body], timeOf: () => undefined } };
});

/** Lives under changing contract versions and calendars. */
export const movingLives: fc.Arbitrary<Told> = courses.map((course) => {
  const { world } = course;
  const events = [...moments(course)].at(-1)?.events ?? [];
  return { events, world: { bodies: world.bodies, timeOf: (id, version) => timeOf(world, id, version) } };
});

export const zones = fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Pacific/Kiritimati');
