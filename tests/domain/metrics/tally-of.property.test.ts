import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totalOf } from '#domain/metrics/counted.ts';
import { addTallies, EMPTY_TALLY, subtractTallies } from '#domain/metrics/tally.ts';
import { tallyOf } from '#domain/metrics/tally-of.ts';
import { holds } from '#tests/support/property.ts';
import { expectSame } from './expect-same.ts';
import { factsOf } from './facts-of.ts';
import { flatten } from './flatten.ts';
import { eventfulLives, movingLives, zones } from './lives.ts';
import { recount } from './recount.ts';

const RUNS = 400;
const lives = fc.oneof(eventfulLives, movingLives);

describe('what is counted of a handoff', () => {
  it('is what a recount from the raw events finds, whatever its life and the time zone', () => {
    holds(fc.tuple(lives, zones), RUNS, ([{ events, world }, zone]) => {
      expectSame(tallyOf(events, factsOf(world), zone), recount(events, world, zone));
    });
  });

  it('is the sum of what each part of its history changes, in whatever pieces it is heard of', () => {
    holds(fc.tuple(lives, zones, fc.array(fc.nat(60))), RUNS / 4, ([{ events, world }, zone, cuts]) => {
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
    holds(fc.tuple(lives, zones), RUNS / 4, ([{ events, world }, zone]) => {
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
