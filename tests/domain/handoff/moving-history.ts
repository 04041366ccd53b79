import * as fc from 'fast-check';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { PRIORITIES } from '#domain/contract/vocabulary.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { addSeconds, epochOf, type Instant, instantFromEpoch } from '#domain/instant.ts';
import { calendarTime } from '#domain/sla/calendar-time.ts';
import type { Segment, WorkingTime } from '#domain/sla/working-time.ts';
import { contractBody, REJECTION_REASONS } from '#tests/support/contracts.ts';
import { BIRTH } from '#tests/support/instants.ts';
import { ANA, BEN, OTHER_QUEUE, QUEUE } from '#tests/support/people.ts';
import { PULSE, PULSE_CALENDAR } from '#tests/support/pulse.ts';
import { type Situation, situations } from '../sla/random-calendars.ts';
import { after, begin, migration, type Present, rebasing, type World, waitUntil } from './moving-terms.ts';

const OTHER_CALENDAR = 'cal_00000000000000000000000002';
const CALENDARS = [PULSE_CALENDAR, OTHER_CALENDAR];
const NAMES = ['one', 'two', 'three'];

/** What is asked at a moment; its instants are relative to that. */
type Ask = (world: World, present: Present) => HandoffCommand;

export interface Course {
  readonly world: World;
  /** Milliseconds since the epoch of its birth. */
  readonly birth: number;
  readonly steps: readonly { readonly wait: number; readonly ask?: Ask }[];
}

/** `time` with everything so many seconds later. */
function shifted(time: WorkingTime, seconds: number): WorkingTime {
  const back = (instant: Instant) => addSeconds(instant, -seconds);
  const on = (instant: Instant) => addSeconds(instant, seconds);
  return {
    add: (start, length) => on(time.add(back(start), length)),
    addBusinessDays: (start, days) => on(time.addBusinessDays(back(start), days)),
    elapsedSeconds: (from, to) => time.elapsedSeconds(back(from), back(to)),
    segments: (from, to) =>
      time.segments(back(from), back(to)).map((each): Segment => ({ ...each, from: on(each.from), to: on(each.to) })),
  };
}

/** Seconds of a clock's life, in the measure of the calendars: seconds for the small one, half hours for real ones. */
function measures(unit: number) {
  const span = (min: number, max: number) => fc.integer({ min, max }).map((count) => count * unit);
  const target = fc.oneof(
    { weight: 4, arbitrary: span(1, 200).map((seconds) => `PT${seconds}S`) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }).map((businessDays) => ({ businessDays })) },
  );
  return { span, target };
}

function clocks(unit: number) {
  const { span, target } = measures(unit);
  const step = fc.oneof(
    fc.record({ elapsed: fc.constantFrom(0.5, 0.8, 1) }),
    fc.record({ afterBreach: span(0, 60).map((seconds) => `PT${seconds}S`), working: fc.boolean() }),
  );
  const definition = (name: string) =>
    fc.record({
      name: fc.constant(name),
      start: fc.constantFrom('submitted', 'submitted', 'accepted', 'rejected', 'first_touch'),
      stop: fc.subarray(['accepted', 'rejected', 'completed', 'first_meeting'], { minLength: 1 }),
      target,
      targets: fc.option(fc.record({ urgent: target }), { nil: undefined }),
      calendarId: fc.option(fc.constantFrom(...CALENDARS), { nil: undefined, freq: 5 }),
      warnAt: fc.subarray([0.1, 0.5, 0.9]),
      pausable: fc.constant(true),
      at: fc.option(step, { nil: undefined }),
    });
  return fc.tuple(fc.subarray(NAMES, { minLength: 1 }), fc.tuple(...NAMES.map(definition))).map(([names, all]) => {
    const kept = all.filter(({ name }) => names.includes(name));
    return {
      clocks: kept.map(({ at: _at, ...clock }) => clock),
      escalation: kept.flatMap(({ name, at }) =>
        at === undefined
          ? []
          : [{ clock: name, steps: [{ id: 'hand_on', at, notify: [], reassign: { to: { ownerId: BEN } } }] }],
      ),
    };
  });
}

function body(unit: number) {
  return fc.tuple(clocks(unit), fc.boolean()).map(([parts, fallback]) =>
    contractBody({
      ...parts,
      milestones: ['first_meeting'],
      rejectionReasons: [...REJECTION_REASONS],
      pauseReasons: NAMES.map((name) => ({ code: name, clocks: [name, 'two'] })),
      routing: { rules: [], ...(fallback ? { fallback: { queueId: QUEUE } } : {}) },
      maxAttempts: 4,
    } satisfies Partial<ContractBodyInput>),
  );
}

const given =
  (command: HandoffCommand): Ask =>
  () =>
    command;

function ask(unit: number): fc.Arbitrary<Ask> {
  const { span, target } = measures(unit);
  const to = fc.constantFrom({ ownerId: ANA }, { ownerId: BEN }, { queueId: QUEUE }, { queueId: OTHER_QUEUE });
  const route = to.map((each) => ({ to: each, reason: 'fallback' as const }));
  const anyName = fc.constantFrom(...NAMES);
  return fc.oneof(
    fc.constantFrom(ANA, BEN).map((ownerId) => given({ type: 'accept', ownerId })),
    fc.constant(given({ type: 'accept' })),
    fc.constantFrom('missing_goals', 'wrong_team').map((reason) =>
      given({
        type: 'reject',
        reason,
        criteria: [],
        fields: ['/goals'],
        route: { to: { queueId: QUEUE }, reason: 'fallback' },
      }),
    ),
    route.map((each) => given({ type: 'resubmit', changed: [], route: each })),
    fc.record({ to, misroute: fc.boolean() }).map((move) => given({ type: 'reassign', reason: 'other', ...move })),
    fc.record({ name: fc.constantFrom('first_touch', 'first_meeting'), ago: span(0, 40) }).map(
      ({ name, ago }): Ask =>
        (_world, { now }) => ({ type: 'milestone', name, occurredAt: addSeconds(now, -ago) }),
    ),
    fc.record({ reason: anyName, length: span(1, 90) }).map(
      ({ reason, length }): Ask =>
        (_world, { now }) => ({ type: 'pause', reason, resumeBy: addSeconds(now, length) }),
    ),
    fc.constant(given({ type: 'resume' })),
    fc.constantFrom(...PRIORITIES).map((priority) => given({ type: 'reprioritize', priority })),
    fc.record({ clock: anyName, target }).map((change) => given({ type: 'retarget', ...change })),
    fc.constantFrom(1, 2).map(
      (version): Ask =>
        (world, present) =>
          migration(world, present, version),
    ),
    fc.tuple(fc.constantFrom(...CALENDARS), fc.constantFrom(1, 2)).map(
      ([id, version]): Ask =>
        (world, present) =>
          rebasing(world, present, id, version),
    ),
    fc.constant(given({ type: 'complete', outcome: {} })),
  );
}

const steps = (unit: number) =>
  fc.array(fc.record({ wait: measures(unit).span(0, 60), ask: ask(unit) }, { requiredKeys: ['wait'] }), {
    minLength: 1,
    maxLength: 14,
  });

const bodies = (unit: number) => fc.tuple(body(unit), body(unit));

const small: fc.Arbitrary<Course> = fc.record({ bodies: bodies(1), steps: steps(1) }).map(({ bodies, steps }) => ({
  world: {
    bodies,
    calendars: { [PULSE_CALENDAR]: [PULSE, shifted(PULSE, 7)], [OTHER_CALENDAR]: [shifted(PULSE, 40), PULSE] },
  },
  birth: epochOf(BIRTH),
  steps,
}));

const HALF_HOUR = 1800;

/** Calendars of zones whose wall clock is moved while it goes on. */
const real: fc.Arbitrary<Course> = fc
  .record({
    situation: situations,
    others: fc.tuple(situations, situations, situations),
    bodies: bodies(HALF_HOUR),
    steps: steps(HALF_HOUR),
  })
  .map(({ situation, others, bodies, steps }) => {
    const time = ({ hours }: Situation) => calendarTime(hours);
    const [second, third, fourth] = others;
    return {
      world: {
        bodies,
        calendars: {
          [PULSE_CALENDAR]: [time(situation), time(second)],
          [OTHER_CALENDAR]: [time(third), time(fourth)],
        },
      },
      birth: situation.about - 24 * 3_600_000,
      steps,
    };
  });

/** Lives under changing terms: by a calendar small enough to be stepped through, and by real ones. */
export const courses: fc.Arbitrary<Course> = fc.oneof({ weight: 2, arbitrary: small }, { weight: 1, arbitrary: real });

/** Every moment of a course: what is due recorded, and then what was asked done, unless it was refused. */
export function* moments({
  world,
  birth,
  steps,
}: Course): Generator<Present & { readonly before: Present; readonly ask?: Ask }> {
  let present = begin(world, birth);
  for (const { wait, ask } of steps) {
    const before = waitUntil(world, present, instantFromEpoch(epochOf(present.now) + wait * 1000));
    present = after(world, before, ask?.(world, before));
    yield { ...present, before, ...(ask === undefined ? {} : { ask }) };
  }
}
