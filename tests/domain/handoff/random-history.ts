import * as fc from 'fast-check';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { PRIORITIES } from '#domain/contract/vocabulary.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { REJECTION_REASONS } from '#tests/support/contracts.ts';
import { ANA, BEN, CLEO, EVERYBODY, MAY, QUEUE, QUEUES } from '#tests/support/people.ts';
import { PULSE_CALENDAR } from '#tests/support/pulse.ts';

/** One moment of a history: seconds to wait, or a wait until the very next deadline, and then perhaps a command. */
export interface Moment {
  readonly wait: number | 'next-deadline' | 'just-past-next-deadline';
  readonly command?: HandoffCommand;
}

/** Everything that decides how the life of one handoff goes. */
export interface Script {
  readonly contract: Partial<ContractBodyInput>;
  readonly to: { ownerId: string } | { queueId: string } | undefined;
  readonly away: readonly string[];
  readonly gone: readonly string[];
  readonly members: Readonly<Record<string, readonly string[]>>;
  readonly senderId: string | undefined;
  readonly moments: readonly Moment[];
}

const span = (min: number, max: number) => fc.integer({ min, max }).map((seconds) => `PT${seconds}S`);
const fraction = fc.constantFrom(0.001, 0.1, 0.25, 0.5, 0.8, 0.99);
const owner = fc.constantFrom(...EVERYBODY);
const assignee = fc.oneof(
  owner.map((ownerId) => ({ ownerId })),
  fc.constantFrom(...QUEUES).map((queueId) => ({ queueId })),
);

const at = fc.oneof(
  { weight: 3, arbitrary: fc.record({ elapsed: fc.oneof(fraction, fc.constant(1)) }) },
  { weight: 3, arbitrary: fc.record({ afterBreach: span(0, 90) }) },
  { weight: 1, arbitrary: fc.record({ afterBreach: span(0, 40), working: fc.boolean() }) },
);

const recipient = fc.oneof(
  fc.constantFrom('owner' as const, 'manager' as const, 'queue' as const, 'sender' as const),
  owner.map((ownerId) => ({ ownerId })),
);

const step = fc.record(
  {
    at,
    notify: fc.array(recipient, { maxLength: 3 }),
    reassign: fc.record({ to: fc.oneof(fc.constant('fallback' as const), assignee) }),
    raisePriority: fc.constantFrom(...PRIORITIES),
    repeat: fc.record({ every: span(1, 60), times: fc.integer({ min: 1, max: 4 }) }),
  },
  { requiredKeys: ['at'] },
);

const steps = fc
  .array(step, { minLength: 1, maxLength: 4 })
  .map((path) => path.map((body, index) => ({ id: `step${index}`, ...body })));

const clock = fc.record({
  start: fc.constantFrom('submitted', 'submitted', 'accepted', 'rejected', 'first_touch'),
  stop: fc.uniqueArray(fc.constantFrom('accepted', 'rejected', 'completed', 'cancelled', 'first_meeting'), {
    minLength: 1,
    maxLength: 3,
  }),
  target: fc.oneof(
    { weight: 5, arbitrary: span(1, 200) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }).map((businessDays) => ({ businessDays })) },
  ),
  calendar: fc.boolean(),
  warnAt: fc.array(fraction, { maxLength: 3 }),
  steps: fc.option(steps),
});

const contract = fc
  .record({ clocks: fc.array(clock, { maxLength: 4 }), fallback: fc.option(assignee) })
  .map(({ clocks, fallback }): Partial<ContractBodyInput> => {
    const named = clocks.map((definition, index) => ({ name: `clock${index}`, ...definition }));
    return {
      entryCriteria: [{ id: 'arr_known', expression: 'packet.arr > 0' }],
      milestones: ['first_meeting'],
      rejectionReasons: [...REJECTION_REASONS],
      routing: { rules: [], ...(fallback === null ? {} : { fallback }) },
      clocks: named.map(({ steps: _steps, calendar, target, ...definition }) => ({
        ...definition,
        // A business day of 24 hours is too long to be stepped through, so days are always the small calendar's.
        ...(calendar || typeof target !== 'string' ? { calendarId: PULSE_CALENDAR } : {}),
        target,
      })),
      escalation: named.flatMap(({ name, steps: path }) => (path === null ? [] : [{ clock: name, steps: path }])),
    };
  });

const command: fc.Arbitrary<HandoffCommand> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ type: 'accept' as const }) },
  { weight: 6, arbitrary: owner.map((ownerId) => ({ type: 'accept' as const, ownerId })) },
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constant('reject' as const),
      reason: fc.constantFrom(...REJECTION_REASONS.map(({ code }) => code), 'wrong_team', 'unheard_of'),
      criteria: fc.constantFrom([], ['arr_known'], ['arr_known', 'no_such_criterion']),
      fields: fc.constantFrom([], ['/goals']),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('milestone' as const),
      name: fc.constantFrom('first_touch', 'first_meeting', 'unheard_of'),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ type: 'complete' as const, outcome: { liveAt: '2026-12-01' } }) },
  { weight: 1, arbitrary: fc.constant({ type: 'cancel' as const, reason: 'The customer left' }) },
);

const moment: fc.Arbitrary<Moment> = fc.record(
  {
    wait: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 120 }) },
      { weight: 2, arbitrary: fc.constant('next-deadline' as const) },
      { weight: 1, arbitrary: fc.constant('just-past-next-deadline' as const) },
    ),
    command,
  },
  { requiredKeys: ['wait'] },
);

export const scripts: fc.Arbitrary<Script> = fc.record({
  contract,
  to: fc.oneof(
    { weight: 4, arbitrary: fc.constant({ ownerId: ANA }) },
    { weight: 1, arbitrary: fc.constant({ queueId: QUEUE }) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  away: fc.subarray([BEN, CLEO, MAY]),
  gone: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray([...QUEUES]) }),
  members: fc.dictionary(fc.constantFrom(...QUEUES), fc.subarray([...EVERYBODY]), { noNullPrototype: true }),
  senderId: fc.option(owner, { nil: undefined }),
  moments: fc.array(moment, { maxLength: 8 }),
});
