import * as fc from 'fast-check';
import type { Assignee, Routing } from '#domain/contract/body.ts';
import type { Instant } from '#domain/instant.ts';
import { type OpeningHours, openingHours, type RoutableOwner } from '#domain/routing/availability.ts';
import type { RoutableQueue, RoutingWorld } from '#domain/routing/consider-queue.ts';
import { STRATEGIES } from '#domain/routing/queue.ts';
import type { RuleResult } from '#domain/routing/route.ts';
import { instantAt } from '#tests/support/instants.ts';
import { PULSE, PULSE_CALENDAR, SLOW_PULSE, SLOW_PULSE_CALENDAR } from '#tests/support/pulse.ts';

/** Well-formed ids, told apart by their last letter. */
export const OWNER_IDS = [...'ABCDEFGH'].map((letter) => `own_${'0'.repeat(25)}${letter}`);
export const QUEUE_IDS = [...'QRSTVWXY'].map((letter) => `que_${'0'.repeat(25)}${letter}`);

/** All calendars open and close, and all absences begin and end, at multiples of this. */
export const STEP_SECONDS = 10;
/** After so long all absences are over and all calendars have been through their cycles together. */
export const HORIZON_SECONDS = 600;

export const HOURS: OpeningHours = openingHours((id) => (id === PULSE_CALENDAR ? PULSE : SLOW_PULSE));

/** Rules with their results, and a world to route in. */
export interface Situation {
  readonly routing: Routing;
  readonly results: readonly RuleResult[];
  readonly owners: Readonly<Record<string, RoutableOwner>>;
  readonly queues: Readonly<Record<string, RoutableQueue>>;
  readonly now: Instant;
}

/** The situation as it is at `now` if nothing but time changes. */
export function worldOf({ owners, queues }: Situation, now: Instant): RoutingWorld {
  return { now, hours: HOURS, owner: (id) => owners[id], queue: (id) => queues[id] };
}

const ownerId = fc.constantFrom(...OWNER_IDS);
const assignee: fc.Arbitrary<Assignee> = fc.oneof(
  ownerId.map((id) => ({ ownerId: id })),
  fc.constantFrom(...QUEUE_IDS).map((id) => ({ queueId: id })),
);

function perhaps<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

/** Without the members that came out as undefined, as stored documents have none such. */
function sparse<T extends object>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return arbitrary.map((value) => {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(members) as T; // what was left out may be left out: its type allows undefined
  });
}

const absence = fc
  .record({
    from: fc.integer({ min: -10, max: 20 }),
    length: fc.integer({ min: 1, max: 15 }),
    delegate: fc.option(ownerId),
  })
  .map(({ from, length, delegate }) => ({
    from: instantAt(from * STEP_SECONDS),
    to: instantAt((from + length) * STEP_SECONDS),
    ...(delegate === null ? {} : { delegateId: delegate }),
  }));

/** Away all the time, and somebody else instead: chains and circles of delegates. */
const longAbsence = ownerId.map((delegateId) => ({ from: instantAt(-200), to: instantAt(400), delegateId }));

const owner: fc.Arbitrary<RoutableOwner> = sparse(
  fc.record({
    active: fc.integer({ min: 0, max: 9 }).map((roll) => roll > 0),
    calendarId: perhaps(fc.constantFrom(PULSE_CALENDAR, SLOW_PULSE_CALENDAR)),
    capacity: perhaps(fc.integer({ min: 0, max: 3 })),
    outOfOffice: fc.oneof(fc.array(absence, { maxLength: 4 }), fc.array(longAbsence, { minLength: 1, maxLength: 1 })),
    load: fc.integer({ min: 0, max: 4 }),
  }),
);

const queue: fc.Arbitrary<RoutableQueue> = sparse(
  fc.record({
    strategy: fc.constantFrom(...STRATEGIES.slice(1), ...STRATEGIES),
    members: fc.uniqueArray(sparse(fc.record({ ownerId, weight: perhaps(fc.integer({ min: 1, max: 100 })) })), {
      maxLength: OWNER_IDS.length,
      selector: (member) => member.ownerId,
    }),
    fallback: perhaps(assignee),
    turns: fc.record({
      version: fc.nat({ max: 9 }),
      turns: fc.dictionary(ownerId, fc.integer({ min: -300, max: 300 })),
    }),
  }),
);

const rule = fc.record({
  assign: assignee,
  fallback: fc.option(assignee),
  outcome: fc.constantFrom('yes', 'yes', 'no', 'error'),
});

/** Any rules, results, owners, queues, absences, calendars, capacities, loads and turns; some are named and not there. */
export const anySituation: fc.Arbitrary<Situation> = fc
  .record({
    rules: fc.array(rule, { maxLength: 4 }),
    fallback: fc.option(assignee),
    owners: fc.array(fc.option(owner, { freq: 9 }), { minLength: OWNER_IDS.length, maxLength: OWNER_IDS.length }),
    queues: fc.array(fc.option(queue, { freq: 9 }), { minLength: QUEUE_IDS.length, maxLength: QUEUE_IDS.length }),
    at: fc.nat({ max: 12 }),
  })
  .map(({ rules, fallback, owners, queues, at }) => ({
    routing: {
      rules: rules.map((each, index) => ({
        id: `rule${index}`,
        when: 'true',
        assign: each.assign,
        ...(each.fallback === null ? {} : { fallback: each.fallback }),
      })),
      ...(fallback === null ? {} : { fallback }),
    },
    results: rules.map(({ outcome }, index) => ({
      id: `rule${index}`,
      matched: outcome === 'yes',
      ...(outcome === 'error' ? { error: 'no such key: arr' } : {}),
    })),
    owners: byId(OWNER_IDS, owners),
    queues: byId(QUEUE_IDS, queues),
    now: instantAt(at * STEP_SECONDS),
  }));

function byId<T>(ids: readonly string[], values: readonly (T | null)[]): Record<string, T> {
  const entries = ids.flatMap((id, index) => {
    const value = values[index];
    return value === null || value === undefined ? [] : [[id, value] as const];
  });
  return Object.fromEntries(entries);
}
