import { describe, expect, it } from 'vitest';
import { checkContract } from '#domain/contract/check.ts';
import { CLOCK_START_EVENTS, CLOCK_STOP_EVENTS } from '#domain/contract/vocabulary.ts';
import { contractBody, REJECTION_REASONS } from '#tests/support/contracts.ts';
import { lifeCourses } from './life-courses.ts';

const MILESTONES = ['first_touch', 'kickoff'];
const STARTS = [...CLOCK_START_EVENTS, ...MILESTONES];
const STOPS = [...CLOCK_STOP_EVENTS, ...MILESTONES];

function bodyOf(start: string, stop: string, maxAttempts: number) {
  return contractBody({
    milestones: ['kickoff'],
    rejectionReasons: [...REJECTION_REASONS],
    clocks: [{ name: 'probe', start, stop: [stop], target: 'PT4H' }],
    maxAttempts,
  });
}

const refusals = (start: string, stop: string, maxAttempts: number) =>
  checkContract(bodyOf(start, stop, maxAttempts)).map(({ pointer, code }) => `${pointer} ${code}`);

/** The stops that can follow each start; of all others a contract is refused. */
const CAN_FOLLOW: readonly (readonly [maxAttempts: number, start: string, stops: readonly string[]])[] = [
  [1, 'submitted', ['accepted', 'rejected', 'completed', 'disqualified', 'cancelled', 'first_touch', 'kickoff']],
  [1, 'accepted', ['rejected', 'completed', 'disqualified', 'cancelled', 'first_touch', 'kickoff']],
  [1, 'rejected', ['cancelled']],
  [1, 'first_touch', ['accepted', 'rejected', 'completed', 'disqualified', 'cancelled', 'kickoff']],
  [1, 'kickoff', ['accepted', 'rejected', 'completed', 'disqualified', 'cancelled', 'first_touch']],
  ...STARTS.map((start) => [2, start, STOPS.filter((stop) => stop !== start)] as const),
];

const PAIRS = CAN_FOLLOW.flatMap(([maxAttempts, start, stops]) =>
  STOPS.map((stop) => ({ maxAttempts, start, stop, can: stops.includes(stop) })),
);

describe('of all starts and stops, with one attempt and with several,', () => {
  it.each(PAIRS)('whether $stop can follow $start with maxAttempts $maxAttempts: $can', (pair) => {
    const { maxAttempts, start, stop, can } = pair;
    const starts = maxAttempts === 1 && start === 'rejected' ? ['/clocks/0/start clock_never_starts'] : [];
    const stops = can ? [] : ['/clocks/0/stop/0 clock_never_stops'];
    expect(refusals(start, stop, maxAttempts)).toEqual([...starts, ...stops]);
  });

  it.each(STOPS)('a clock that starts with a resubmission and stops on %s is refused where there is none', (stop) => {
    expect(refusals('resubmitted', stop, 1)).toContain('/clocks/0/start clock_never_starts');
  });

  it.each(['accepted', 'rejected', 'resubmitted'])('nothing stops on %s that it starts with', (event) => {
    expect(refusals(event, event, 3)).toEqual(['/clocks/0/stop/0 clock_never_stops']);
  });

  it.each([1, 2])(
    'a clock is let through just if some life of a handoff starts and stops it: maxAttempts %d',
    (max) => {
      for (const start of STARTS) {
        for (const stop of STOPS.filter((each) => each !== start)) {
          const possible = lifeCourses(bodyOf(start, stop, max));
          expect([start, stop, refusals(start, stop, max).length === 0]).toEqual([
            start,
            stop,
            possible.starts && possible.stops,
          ]);
        }
      }
    },
  );
});

describe('a clock of a contract without rejection reasons', () => {
  const problems = (stop: string[]) =>
    checkContract(contractBody({ clocks: [{ name: 'clock', start: 'submitted', stop, target: 'PT1H' }] }));

  it('is refused where it waits for a rejection alone, as nothing is ever rejected', () => {
    expect(problems(['rejected']).map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/clocks/0/stop/0', 'clock_never_stops'],
    ]);
  });

  it('may wait for a rejection among others', () => {
    expect(problems(['accepted', 'rejected'])).toEqual([]);
  });
});
