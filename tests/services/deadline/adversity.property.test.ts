import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HandoffEvent, HandoffFact } from '#domain/handoff/events.ts';
import { TERMINAL_STATES } from '#domain/handoff/state.ts';
import { addSeconds, type Instant, secondsBetween } from '#domain/instant.ts';
import { COMMANDS } from './simulation/commands.ts';
import type { LifePlan } from './simulation/life.ts';
import { undisturbed } from './simulation/undisturbed.ts';
import { ADVERSE, CALM, type Weather } from './simulation/weather.ts';
import { leadWorld, type Past, SWEEP_PERIOD_SECONDS } from './simulation/world.ts';

/** A timer is taken for lost when it is so late; the index of deadlines is behind by a little. */
const LOST_AFTER_SECONDS = 90 + ADVERSE.indexDelay / 1000;

/** How soon a deadline is noticed where nothing is lost: a second of the queue's own, and what is under way. */
const NOTICED_WITHIN_SECONDS = 2;

const planned = fc.record({
  kind: fc.constantFrom(...COMMANDS),
  from: fc.constantFrom('last' as const, 'deadline' as const),
  after: fc.oneof(
    fc.constantFrom(-1_000, -1, 0, 1, 500, 1_000, 30_000),
    fc.integer({ min: 0, max: 600_000 }),
    fc.integer({ min: 0, max: 3_600_000 }),
  ),
});
const life: fc.Arbitrary<LifePlan> = fc.array(planned, { maxLength: 10 });
const worlds = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  plans: fc.array(life, { minLength: 1, maxLength: 4 }),
});

async function holdsInWorlds(weather: Weather, runs: number, guarantee: (past: Past) => void): Promise<void> {
  const property = fc.asyncProperty(worlds, async ({ seed, plans }) =>
    guarantee(await leadWorld(seed, weather, plans)),
  );
  const details = await fc.check(property, { numRuns: runs });
  if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
}

/** What happened as it is stored, whenever it was noticed. */
function facts(events: readonly HandoffEvent[]): HandoffFact[] {
  const noticed = events.map(({ sequence: _numbered, detectedAt: _noticed, ...fact }) => fact);
  return JSON.parse(JSON.stringify(noticed));
}

/** What timers can be in time for: not the warnings that a change of target plans for right before the due instant. */
function foreseen(events: readonly HandoffEvent[]): HandoffFact[] {
  const isInTime = ({ type, occurredAt, data }: HandoffEvent) =>
    type !== 'clock.warned' || secondsBetween(occurredAt, data.dueAt) > NOTICED_WITHIN_SECONDS;
  return facts(events.filter(isInTime));
}

/**
 * What must come about however late it is noticed. Warnings are not among it: those that nobody saw in time collapse into
 * the breach; and of repetitions that nobody saw in time only the last one tells anybody.
 */
function inevitable(events: readonly HandoffEvent[]): HandoffFact[] {
  return facts(events.filter(({ type }) => type !== 'clock.warned')).map((fact) => {
    if (fact.type === 'clock.retargeted') return { ...fact, data: { ...fact.data, warnings: [] } };
    if (fact.type !== 'escalation.triggered') return fact;
    const { missed: _late, ...data } = fact.data;
    return { ...fact, data: { ...data, recipients: [] } };
  });
}

/** Each warning that was given had been planned for its instant, and none is given again before it is planned again. */
function expectWarningsAsPlanned(history: readonly HandoffEvent[]): void {
  const plans = new Map<string, Instant>();
  const plan = (clock: string, warnings: readonly { fraction: number; at: Instant }[]) => {
    for (const { fraction, at } of warnings) plans.set(`${clock} ${fraction}`, at);
  };
  for (const { type, occurredAt, data } of history) {
    if (type === 'clock.started' || type === 'clock.retargeted') plan(data.clock, data.warnings);
    if (type === 'handoff.resumed') for (const { clock, warnings } of data.clocks) plan(clock, warnings);
    if (type !== 'clock.warned') continue;
    const name = `${data.clock} ${data.fraction}`;
    expect([name, plans.get(name)]).toEqual([name, occurredAt]);
    plans.delete(name);
  }
}

const lagOf = ({ occurredAt, detectedAt }: { occurredAt: Instant; detectedAt?: Instant | undefined }): number =>
  secondsBetween(occurredAt, detectedAt ?? occurredAt);

/** How late Baton noticed what fell due, of each fact of that kind. */
function lags({ lives }: Past): number[] {
  return lives.flatMap(({ history }) => history.filter(({ actor }) => actor.type === 'system').map(lagOf));
}

function expectWholeHistories({ lives, published }: Past): void {
  for (const {
    life: { id },
    history,
  } of lives) {
    expect(history.map(({ sequence }) => sequence)).toEqual(history.map((_, index) => index + 1));
    const told = [...published].filter((event) => event.includes(id.slice('hnd_'.length)));
    expect(told).toHaveLength(history.length);
  }
}

const endOf = (history: readonly HandoffEvent[]): Instant | undefined =>
  history.find(({ type }) => TERMINAL_STATES.has(type.slice('handoff.'.length) as never))?.occurredAt;

test('with timers and batches of the stream lost, late, repeated and out of order, each deadline is recorded once, at its true instant, a sweep late at the most', async () => {
  await holdsInWorlds(ADVERSE, 60, (past) => {
    for (const {
      life: { born, carried },
      history,
    } of past.lives) {
      for (const timers of [true, false]) {
        const expected = undisturbed(born, carried, { timers, until: past.end });
        expect(inevitable(history)).toEqual(inevitable(expected));
      }
      expectWarningsAsPlanned(history);
    }
    expectWholeHistories(past);
    expect(Math.min(0, ...lags(past))).toBe(0);
    expect(Math.max(0, ...lags(past))).toBeLessThanOrEqual(SWEEP_PERIOD_SECONDS + LOST_AFTER_SECONDS);

    const swept = past.recordings.filter((recording) => recording.swept);
    expect(past.repaired.reduce((sum, count) => sum + count, 0)).toBe(swept.length);
    expect(past.lags).toHaveLength(past.recordings.length);
    const over = past.lives.filter(({ history }) => endOf(history) !== undefined).map(({ life: { id } }) => id);
    expect(past.armed.filter((id) => over.includes(id))).toEqual([]);
  });
});

test('with nothing lost each deadline is recorded within two seconds, the sweeper has nothing to do, and what is over is disarmed', async () => {
  await holdsInWorlds(CALM, 40, (past) => {
    for (const {
      life: { id, born, carried },
      history,
    } of past.lives) {
      expect(foreseen(history)).toEqual(foreseen(undisturbed(born, carried, { timers: true, until: past.end })));
      const over = endOf(history);
      if (over === undefined) continue;
      const limit = addSeconds(over, 1);
      expect(past.fired.filter(({ handoffId, at }) => handoffId === id && at > limit)).toEqual([]);
    }
    expectWholeHistories(past);
    expect(Math.max(0, ...lags(past), ...past.lags)).toBeLessThanOrEqual(NOTICED_WITHIN_SECONDS);
    expect(past.repaired.filter((count) => count > 0)).toEqual([]);
    expect(past.lags).toHaveLength(past.recordings.length);
    for (const [index, { commit }] of past.recordings.entries()) {
      // of a warning that collapsed there is no event: the deadline that was noticed may be earlier than the first
      const least = Math.max(...commit.events.slice(0, 1).map(lagOf));
      expect(past.lags[index]).toBeGreaterThanOrEqual(least);
    }
  });
});
