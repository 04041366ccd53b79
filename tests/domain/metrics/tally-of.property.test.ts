import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContractBody } from '#domain/contract/body.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { contractFacts, type MetricFacts } from '#domain/metrics/contract-facts.ts';
import { totalOf } from '#domain/metrics/counted.ts';
import { quantile } from '#domain/metrics/histogram.ts';
import { addTallies, EMPTY_TALLY, subtractTallies, type Tally } from '#domain/metrics/tally.ts';
import { tallyOf } from '#domain/metrics/tally-of.ts';
import { AROUND_THE_CLOCK } from '#domain/sla/working-time.ts';
import { holds } from '#tests/support/property.ts';
import { last, MILLISECOND } from '../handoff/any-history.ts';
import { type Course, courses, moments } from '../handoff/moving-history.ts';
import { timeOf } from '../handoff/moving-terms.ts';
import { play } from '../handoff/play.ts';
import { scripts } from '../handoff/random-history.ts';
import { flatten } from './flatten.ts';
import { recount } from './recount.ts';
import type { RawWorld } from './recount-life.ts';

const RUNS = 400;
const zones = fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Pacific/Kiritimati');

interface Told {
  readonly events: readonly HandoffEvent[];
  readonly world: RawWorld;
}

/** Lives with every kind of command, those of excuses, escalations and reports of the past among them. */
const lives: fc.Arbitrary<Told> = scripts.map((script) => {
  const { life } = last(play(script, MILLISECOND));
  return { events: life.events, world: { bodies: [life.terms.body], timeOf: () => undefined } };
});

/** Lives under changing contract versions and calendars. */
const moving: fc.Arbitrary<Told> = courses.map((course: Course) => {
  const events = [...moments(course)].at(-1)?.events ?? [];
  const { world } = course;
  return { events, world: { bodies: world.bodies, timeOf: (id, version) => timeOf(world, id, version) } };
});

const told = fc.oneof(lives, moving);

function factsOf({ bodies, timeOf: time }: RawWorld): MetricFacts {
  return {
    contract: (version) => contractFacts(bodies[version - 1] as ContractBody),
    workingTime: ({ calendarId, version }) => time(calendarId, version) ?? AROUND_THE_CLOCK,
  };
}

function exactQuantile(durations: readonly number[], q: number): number {
  const sorted = [...durations].sort((a, b) => a - b);
  return (sorted[Math.max(1, Math.ceil(sorted.length * q)) - 1] ?? Number.NaN) / 1000;
}

function expectSame(tally: Tally, raw: ReturnType<typeof recount>): void {
  const { counts, histograms } = flatten(tally);
  expect(Object.fromEntries([...counts].sort())).toEqual(Object.fromEntries([...raw.counts].sort()));
  expect([...histograms.keys()].sort()).toEqual([...raw.durations.keys()].sort());
  for (const [name, durations] of raw.durations) {
    const histogram = histograms.get(name) ?? new Map<number, number>();
    expect(totalOf(histogram)).toBe(durations.length);
    for (const q of [0.01, 0.5, 0.9, 0.99, 1]) {
      const exact = exactQuantile(durations, q);
      expect(Math.abs((quantile(histogram, q) ?? Number.NaN) - exact)).toBeLessThanOrEqual(0.02 * exact);
    }
  }
}

describe('what is counted of a handoff', () => {
  it('is what a recount from the raw events finds, whatever its life and the time zone', () => {
    holds(fc.tuple(told, zones), RUNS, ([{ events, world }, zone]) => {
      expectSame(tallyOf(events, factsOf(world), zone), recount(events, world, zone));
    });
  });

  it('is the sum of what each part of its history changes, in whatever pieces it is heard of', () => {
    holds(fc.tuple(told, zones, fc.array(fc.nat(60))), RUNS / 4, ([{ events, world }, zone, cuts]) => {
      const facts = factsOf(world);
      const ends = [...cuts.filter((cut) => cut > 0 && cut < events.length), events.length].sort((a, b) => a - b);
      let sum = EMPTY_TALLY;
      let before = EMPTY_TALLY;
      for (const end of ends) {
        const tally = tallyOf(events.slice(0, end), facts, zone);
        sum = addTallies(sum, subtractTallies(tally, before));
        before = tally;
      }
      expect(flatten(sum)).toEqual(flatten(tallyOf(events, facts, zone)));
    });
  });

  it('accounts for every moment from its submission to its end', () => {
    holds(fc.tuple(told, zones), RUNS / 4, ([{ events, world }, zone]) => {
      const ends = ['handoff.completed', 'handoff.disqualified', 'handoff.cancelled'];
      const end = events.find(({ type }) => ends.includes(type));
      const start = events[0];
      if (end === undefined || start === undefined) return;
      const tally = tallyOf(events, factsOf(world), zone);
      const contracts = [...tally.values()].filter(({ cell }) => cell.dimension.kind === 'contract');
      const spent = contracts.reduce((sum, { counters }) => sum + totalOf(counters.time), 0);
      expect(spent).toBe(Date.parse(end.occurredAt) - Date.parse(start.occurredAt));
    });
  });
});
