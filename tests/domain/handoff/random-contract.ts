import * as fc from 'fast-check';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { PRIORITIES } from '#domain/contract/vocabulary.ts';
import { REJECTION_REASONS } from '#tests/support/contracts.ts';
import { EVERYBODY, QUEUES } from '#tests/support/people.ts';
import { PULSE_CALENDAR, SLOW_PULSE_CALENDAR } from '#tests/support/pulse.ts';

export const CLOCK_NAMES = ['clock0', 'clock1', 'clock2', 'clock3'] as const;
export const PAUSE_REASONS = ['customer', 'vendor'] as const;
export const MILESTONES = ['first_touch', 'first_meeting', 'kickoff'] as const;

export const owner = fc.constantFrom(...EVERYBODY);
export const assignee = fc.oneof(
  owner.map((ownerId) => ({ ownerId })),
  fc.constantFrom(...QUEUES).map((queueId) => ({ queueId })),
);
const fraction = fc.constantFrom(0.001, 0.1, 0.25, 0.5, 0.8, 0.99);

/** Contracts whose spans are multiples of `unit` seconds, so that calendars of any size have something to do. */
export function contracts(unit: number): fc.Arbitrary<Partial<ContractBodyInput>> {
  const clocks = fc.array(clock(unit), { minLength: 1, maxLength: CLOCK_NAMES.length });
  return fc
    .record({
      clocks,
      fallback: fc.option(assignee),
      pauseReasons: fc.array(pauseReason(unit), { minLength: 1, maxLength: PAUSE_REASONS.length }),
      pauseLimits: fc.option(pauseLimits(unit)),
      maxAttempts: fc.integer({ min: 1, max: 3 }),
    })
    .map(
      ({ clocks: unnamed, fallback, pauseReasons, pauseLimits: limits, maxAttempts }): Partial<ContractBodyInput> => {
        const named = unnamed.map((definition, index) => ({ name: `clock${index}`, ...definition }));
        const pausable = named.filter(({ pausable }) => pausable).map(({ name }) => name);
        return {
          entryCriteria: [{ id: 'arr_known', expression: 'packet.arr > 0' }],
          milestones: MILESTONES.filter((name) => name !== 'first_touch'),
          rejectionReasons: [...REJECTION_REASONS],
          pauseReasons: pauseReasons.flatMap(({ few, ...reason }, index) => {
            const stops = few ? pausable.slice(0, 1) : pausable;
            return stops.length === 0 ? [] : [{ code: PAUSE_REASONS[index] ?? 'customer', clocks: stops, ...reason }];
          }),
          ...(limits === null ? {} : { pauseLimits: limits }),
          routing: { rules: [], ...(fallback === null ? {} : { fallback }) },
          clocks: named.map(({ steps: _steps, ...definition }) => definition),
          escalation: named.flatMap(({ name, steps }) => (steps === null ? [] : [{ clock: name, steps }])),
          maxAttempts,
        };
      },
    );
}

function span(unit: number, min: number, max: number) {
  return fc.integer({ min, max }).map((count) => `PT${count * unit}S`);
}

function clock(unit: number) {
  const duration = span(unit, 1, 200);
  const days = fc.integer({ min: 1, max: 3 }).map((businessDays) => ({ businessDays }));
  const onCalendar = clockBy(
    fc.constantFrom(PULSE_CALENDAR, SLOW_PULSE_CALENDAR),
    fc.oneof({ weight: 3, arbitrary: duration }, { weight: 1, arbitrary: days }),
    unit,
  );
  // A business day of 24 hours is too long to be stepped through, so days are always those of a small calendar.
  const aroundTheClock = clockBy(fc.constant(undefined), duration, unit).map(({ calendarId: _none, ...rest }) => rest);
  return fc.oneof({ weight: 3, arbitrary: onCalendar }, { weight: 2, arbitrary: aroundTheClock });
}

type Target = NonNullable<ContractBodyInput['clocks']>[number]['target'];

function clockBy<C extends string | undefined>(
  calendarId: fc.Arbitrary<C>,
  target: fc.Arbitrary<Target>,
  unit: number,
) {
  return fc
    .record({
      course: fc.oneof(usualCourse, anyCourse),
      calendarId,
      target,
      targets: fc.option(fc.dictionary(fc.constantFrom(...PRIORITIES), target, { noNullPrototype: true })),
      warnAt: fc.uniqueArray(fraction, { maxLength: 3 }).map((fractions) => fractions.toSorted((a, b) => a - b)),
      pausable: fc.constantFrom(true, true, false),
      steps: fc.option(steps(unit)),
    })
    .map(({ course, targets, ...rest }) => ({ ...course, ...rest, ...(targets === null ? {} : { targets }) }));
}

interface Course {
  start: string;
  stop: string[];
}

const usualCourse = fc.constantFrom<Course[]>(
  { start: 'submitted', stop: ['accepted', 'rejected'] },
  { start: 'submitted', stop: ['completed'] },
  { start: 'submitted', stop: ['first_touch'] },
  { start: 'accepted', stop: ['completed', 'disqualified'] },
  { start: 'rejected', stop: ['resubmitted'] },
);
const anyCourse: fc.Arbitrary<Course> = fc
  .record({
    start: fc.constantFrom('submitted', 'accepted', 'rejected', 'resubmitted', ...MILESTONES),
    stop: fc.uniqueArray(
      fc.constantFrom('accepted', 'rejected', 'resubmitted', 'completed', 'disqualified', 'cancelled', ...MILESTONES),
      { minLength: 2, maxLength: 3 },
    ),
  })
  .map(({ start, stop }) => ({ start, stop: stop.filter((occurrence) => occurrence !== start) }));

function pauseReason(unit: number) {
  return fc.record({ few: fc.boolean(), maxPause: span(unit, 1, 400) }, { requiredKeys: ['few'] });
}

function pauseLimits(unit: number) {
  return fc.record({ count: fc.integer({ min: 1, max: 3 }), total: span(unit, 1, 600) }, { requiredKeys: [] });
}

function steps(unit: number) {
  return fc
    .array(step(unit), { minLength: 1, maxLength: 4 })
    .map((path) => path.map((body, index) => ({ id: `step${index}`, ...body })));
}

function step(unit: number) {
  return fc.record(
    {
      at: fc.oneof(
        {
          weight: 3,
          arbitrary: fc.record(
            { elapsed: fc.oneof(fraction, fc.constant(1)), working: fc.boolean() },
            { requiredKeys: ['elapsed'] },
          ),
        },
        { weight: 3, arbitrary: fc.record({ afterBreach: span(unit, 0, 90) }) },
        { weight: 2, arbitrary: fc.record({ afterBreach: span(unit, 0, 40), working: fc.boolean() }) },
        { weight: 1, arbitrary: fc.record({ afterBreach: fc.constant('PT0S'), working: fc.boolean() }) },
      ),
      notify: fc.array(
        fc.oneof(
          fc.constantFrom('owner' as const, 'manager' as const, 'queue' as const, 'sender' as const),
          owner.map((ownerId) => ({ ownerId })),
        ),
        { maxLength: 3 },
      ),
      reassign: fc.record({ to: fc.oneof(fc.constant('fallback' as const), assignee) }),
      raisePriority: fc.constantFrom(...PRIORITIES),
      repeat: fc.record({ every: span(unit, 1, 60), times: fc.integer({ min: 1, max: 4 }) }),
      ackTimeout: span(unit, 1, 60),
    },
    { requiredKeys: ['at'] },
  );
}
