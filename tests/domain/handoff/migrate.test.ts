import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { epochOf } from '#domain/instant.ts';
import { contractBody } from '#tests/support/contracts.ts';
import { BIRTH, HOUR, instantAt, MINUTE } from '#tests/support/instants.ts';
import { after, begin, factsOf, migration, type Present, type World, waitUntil } from './moving-terms.ts';

type Clock = NonNullable<ContractBodyInput['clocks']>[number];

const MEET: Clock = { name: 'meet', start: 'submitted', stop: ['completed'], target: 'PT4H', pausable: true };

function world(before: Partial<ContractBodyInput>, later: Partial<ContractBodyInput>): World {
  const pauseReasons = [{ code: 'customer', clocks: ['meet'] }];
  return {
    bodies: [contractBody({ clocks: [MEET], pauseReasons, ...before }), contractBody({ clocks: [MEET], ...later })],
    calendars: {},
  };
}

/** A handoff so many seconds after its birth, with what was asked of it on the way. */
function at(place: World, seconds: number, ...asked: readonly (readonly [seconds: number, HandoffCommand])[]): Present {
  let present = begin(place, epochOf(BIRTH));
  for (const [moment, command] of asked) present = after(place, waitUntil(place, present, instantAt(moment)), command);
  return waitUntil(place, present, instantAt(seconds));
}

function migrated(place: World, present: Present): Present {
  return after(place, present, migration(place, present, 2));
}

describe('a migration', () => {
  it('measures the new target from the start of the clock', () => {
    const place = world({}, { clocks: [{ ...MEET, target: 'PT6H' }] });
    expect(migrated(place, at(place, HOUR)).state.clocks).toMatchObject([
      { state: 'running', target: 'PT6H', targetSeconds: 6 * HOUR, dueAt: instantAt(6 * HOUR) },
    ]);
  });

  it('cancels a clock that would wait for what has happened already', () => {
    const place = world({}, { clocks: [{ ...MEET, stop: ['accepted'] }] });
    const accepted: HandoffCommand = { type: 'accept' };
    const moved = migrated(place, at(place, 2 * HOUR, [HOUR, accepted]));
    expect(moved.state.clocks).toMatchObject([{ state: 'cancelled', stoppedAt: instantAt(2 * HOUR) }]);
  });

  it('tells nothing of a clock that goes on as it was', () => {
    const place = world({}, { milestones: ['first_value'] });
    const present = at(place, HOUR);
    expect(factsOf(place, present, migration(place, present, 2)).map(({ type }) => type)).toEqual(['handoff.migrated']);
  });

  it('gives 15 minutes where the new target has passed, and says so', () => {
    const place = world({}, { clocks: [{ ...MEET, target: 'PT1H' }] });
    const moved = migrated(place, at(place, 2 * HOUR));
    expect(moved.state.clocks).toMatchObject([
      { state: 'running', targetSeconds: 2.25 * HOUR, dueAt: instantAt(2.25 * HOUR), shortNotice: true },
    ]);
    const late = waitUntil(place, moved, instantAt(3 * HOUR));
    expect(late.state.clocks).toMatchObject([{ state: 'breached_open', breachedAt: instantAt(2.25 * HOUR) }]);
  });

  it('gives no warning a second time, and of those whose moment has passed only the last, at once', () => {
    const place = world(
      { clocks: [{ ...MEET, warnAt: [0.25] }] },
      { clocks: [{ ...MEET, warnAt: [0.25, 0.3, 0.4, 0.9] }] },
    );
    const moved = migrated(place, at(place, 2 * HOUR));
    expect(moved.state.clocks).toMatchObject([
      {
        warned: [0.25],
        warnings: [
          { fraction: 0.4, at: instantAt(2 * HOUR) },
          { fraction: 0.9, at: instantAt(3.6 * HOUR) },
        ],
      },
    ]);
  });

  it('plans the escalation steps of the version, but none that was taken before', () => {
    const step = (id: string, elapsed: number) => ({ id, at: { elapsed }, notify: ['owner' as const] });
    const path = (...steps: ReturnType<typeof step>[]) => ({ escalation: [{ clock: 'meet', steps }] });
    const place = world(path(step('nudge', 0.25), step('gone', 0.75)), path(step('nudge', 0.5), step('new', 0.75)));
    expect(migrated(place, at(place, 1.5 * HOUR)).state.escalations).toEqual([
      { clock: 'meet', attempt: 1, stepId: 'new', at: instantAt(3 * HOUR), repetition: 0 },
    ]);
  });

  it('changes the target of what stands still, which falls due by it once it goes on', () => {
    const place = world({}, { clocks: [{ ...MEET, target: 'PT2H' }] });
    const pause = { type: 'pause', reason: 'customer', resumeBy: instantAt(3 * HOUR) } as const;
    const moved = migrated(place, at(place, 2 * HOUR, [HOUR, pause]));
    expect(moved.state.clocks).toMatchObject([
      { state: 'paused', targetSeconds: 2 * HOUR, counted: { seconds: HOUR } },
    ]);
    expect(waitUntil(place, moved, instantAt(3 * HOUR)).state.clocks).toMatchObject([
      { state: 'running', dueAt: instantAt(4 * HOUR) },
    ]);
  });

  it('closes a late clock that the version does not have as late, and cancels a timely one', () => {
    const place = world({ clocks: [MEET, { ...MEET, name: 'accept', target: 'PT1H' }] }, { clocks: [] });
    expect(migrated(place, at(place, 2 * HOUR)).state.clocks).toMatchObject([
      { name: 'meet', state: 'cancelled', elapsedSeconds: 2 * HOUR },
      { name: 'accept', state: 'breached_closed', elapsedSeconds: 2 * HOUR },
    ]);
  });

  it('names the priority’s own target', () => {
    const place = world({}, { clocks: [{ ...MEET, targets: { urgent: 'PT3H' } }] });
    const urgent = at(place, HOUR, [MINUTE, { type: 'reprioritize', priority: 'urgent' }]);
    expect(migrated(place, urgent).state.clocks).toMatchObject([{ target: 'PT3H', dueAt: instantAt(3 * HOUR) }]);
  });

  it('is one fact for the handoff, and one for each open clock', () => {
    const place = world({}, { clocks: [{ ...MEET, target: 'PT6H' }] });
    const present = at(place, HOUR);
    expect(factsOf(place, present, migration(place, present, 2)).map(({ type }) => type)).toEqual([
      'handoff.migrated',
      'clock.retargeted',
    ]);
  });
});
