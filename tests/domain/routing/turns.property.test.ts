import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { considerQueue, type RoutableQueue } from '#domain/routing/consider-queue.ts';
import { type Strategy, weightOf } from '#domain/routing/queue.ts';
import { giveBack, NO_TURNS, type QueueTurns } from '#domain/routing/turns.ts';
import { BIRTH } from '#tests/support/instants.ts';
import { holds } from '#tests/support/property.ts';
import { HOURS } from './worlds.ts';

type Automatic = Exclude<Strategy, 'manual'>;
type Members = RoutableQueue['members'];

interface Choice {
  readonly ownerId: string;
  readonly turns: QueueTurns;
  readonly taken: number | undefined;
}

/** Chooses once among those of the members who are `there`, with their loads; the turns are kept as they are stored. */
function choose(
  { strategy, members, turns }: { strategy: Automatic; members: Members; turns: QueueTurns },
  there: (ownerId: string) => boolean = () => true,
  load: (ownerId: string) => number = () => 0,
): Choice {
  const owner = (ownerId: string) => ({ active: there(ownerId), load: load(ownerId) });
  const world = { now: BIRTH, hours: HOURS, owner, queue: () => undefined };
  const { picked } = considerQueue({ strategy, members, turns }, strategy, world);
  if (picked === undefined) throw new Error('nobody was there to choose');
  const { turn } = picked;
  const after = turn === undefined ? turns : { version: turns.version + 1, turns: turn.turns };
  return { ownerId: picked.ownerId, turns: after, taken: turn?.taken };
}

const names = (count: number) => Array.from({ length: count }, (_member, index) => `m${index}`);
const membersOf = (weights: readonly number[]): Members =>
  weights.map((weight, index) => ({ ownerId: `m${index}`, weight }));

const weights = fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 30 })), {
  minLength: 1,
  maxLength: 9,
});
const automatic = fc.constantFrom<Automatic>('round_robin', 'weighted', 'least_loaded');

/** A queue and, for each of many choices, who of its members is there: at least one of them. */
const comingsAndGoings = weights.chain((each) =>
  fc.record({
    members: fc.constant(membersOf(each)),
    there: fc.array(fc.subarray(names(each.length), { minLength: 1 }), { minLength: 1, maxLength: 40 }),
  }),
);

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe('round robin', () => {
  it('differs by at most one turn among members who are always there, whoever else comes and goes', () => {
    const several = fc.record({ queue: comingsAndGoings, always: fc.subarray(names(9), { minLength: 2 }) });
    holds(several, 3000, ({ queue: { members, there }, always }) => {
      const steady = members.map(({ ownerId }) => ownerId).filter((ownerId) => always.includes(ownerId));
      const counts = new Map(steady.map((ownerId) => [ownerId, 0]));
      let turns = NO_TURNS;
      for (const some of there) {
        const here = new Set([...some, ...steady]);
        const choice = choose({ strategy: 'round_robin', members, turns }, (ownerId) => here.has(ownerId));
        turns = choice.turns;
        const count = counts.get(choice.ownerId);
        if (count !== undefined) counts.set(choice.ownerId, count + 1);
        const all = [...counts.values()];
        expect(Math.max(0, ...all) - Math.min(...all, Number.MAX_SAFE_INTEGER)).toBeLessThanOrEqual(1);
      }
    });
  });

  it('takes the members in their order, over and over, without regard to weights', () => {
    let turns = NO_TURNS;
    const order: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      const choice = choose({ strategy: 'round_robin', members: membersOf([1, 9, 1]), turns });
      order.push(choice.ownerId);
      turns = choice.turns;
    }
    expect(order).toEqual(['m0', 'm1', 'm2', 'm0', 'm1', 'm2', 'm0']);
  });

  it('gives those who come back no burst: while others are there, nobody is chosen more than twice in a row', () => {
    holds(comingsAndGoings, 3000, ({ members, there }) => {
      let turns = NO_TURNS;
      let row: string[] = [];
      for (const some of there) {
        const choice = choose({ strategy: 'round_robin', members, turns }, (ownerId) => some.includes(ownerId));
        turns = choice.turns;
        row = some.length > 1 && row[0] === choice.ownerId ? [...row, choice.ownerId] : [choice.ownerId];
        expect(row.length).toBeLessThanOrEqual(2);
      }
    });
  });
});

describe('the weighted strategy', () => {
  it('spreads the turns of the heavy smoothly among those of the light', () => {
    let turns = NO_TURNS;
    const order: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      const choice = choose({ strategy: 'weighted', members: membersOf([5, 1, 1]), turns });
      order.push(choice.ownerId);
      turns = choice.turns;
    }
    expect(order.join(' ')).toBe('m0 m0 m1 m0 m2 m0 m0');
  });

  it('is never a turn ahead of the share by weight, never two behind it, and exact after each full cycle', () => {
    holds(weights, 1000, (each) => {
      const members = membersOf(each);
      const total = sum(each);
      const counts = new Map(members.map(({ ownerId }) => [ownerId, 0]));
      let turns = NO_TURNS;
      for (let choices = 1; choices <= total; choices += 1) {
        const choice = choose({ strategy: 'weighted', members, turns });
        turns = choice.turns;
        counts.set(choice.ownerId, (counts.get(choice.ownerId) ?? 0) + 1);
        for (const { ownerId, weight = 1 } of members) {
          const ahead = (counts.get(ownerId) ?? 0) - (choices * weight) / total;
          if (ahead >= 1 || ahead <= -2) throw new Error(`${ownerId} is ${ahead} turns ahead after ${choices}`);
        }
      }
      expect(counts).toEqual(new Map(members.map(({ ownerId, weight = 1 }) => [ownerId, weight])));
      expect(turns.turns).toEqual({});
    });
  });

  it('gives those who come back after a long absence at most two turns more than their share of what follows', () => {
    const absent = fc.record({ each: weights.filter((all) => all.length > 1), away: fc.nat(100), after: fc.nat(60) });
    holds(absent, 1000, ({ each, away, after }) => {
      const members = membersOf(each);
      let turns = NO_TURNS;
      for (let count = 0; count < away; count += 1) {
        turns = choose({ strategy: 'weighted', members, turns }, (ownerId) => ownerId !== 'm0').turns;
      }
      let chosen = 0;
      for (let count = 1; count <= after; count += 1) {
        const choice = choose({ strategy: 'weighted', members, turns });
        turns = choice.turns;
        if (choice.ownerId === 'm0') chosen += 1;
        expect(chosen - (count * (each[0] ?? 0)) / sum(each)).toBeLessThan(2);
      }
    });
  });

  it('keeps no debt from a time with more, or heavier, members: all who are there soon have their turn', () => {
    const debtor = fc.record({ each: weights, turn: fc.integer({ min: -20_000, max: 20_000 }) });
    holds(debtor, 300, ({ each, turn }) => {
      const members = membersOf(each);
      const last = `m${each.length - 1}`;
      let turns: QueueTurns = { version: 1, turns: { [last]: turn } };
      const chosen = new Set<string>();
      for (let count = 0; count < 4 * sum(each); count += 1) {
        const choice = choose({ strategy: 'weighted', members, turns });
        turns = choice.turns;
        chosen.add(choice.ownerId);
      }
      expect([...chosen].sort()).toEqual(names(each.length));
    });
  });
});

describe('the least loaded', () => {
  it('is always one with the smallest load for the weight', () => {
    const loaded = fc.array(fc.record({ weight: fc.integer({ min: 1, max: 100 }), load: fc.nat(10) }), {
      minLength: 1,
      maxLength: 9,
    });
    holds(loaded, 3000, (all) => {
      const members = membersOf(all.map(({ weight }) => weight));
      const loadOf = (ownerId: string) => all[Number(ownerId.slice(1))]?.load ?? 0;
      const { ownerId } = choose({ strategy: 'least_loaded', members, turns: NO_TURNS }, undefined, loadOf);
      const chosen = all[Number(ownerId.slice(1))] ?? { load: Number.NaN, weight: 1 };
      for (const { load, weight } of all) expect(chosen.load * weight).toBeLessThanOrEqual(load * chosen.weight);
    });
  });

  it('is found by turns among equals, so that nobody is always the first', () => {
    let turns = NO_TURNS;
    const order: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      const choice = choose({ strategy: 'least_loaded', members: membersOf([1, 1, 1]), turns });
      order.push(choice.ownerId);
      turns = choice.turns;
    }
    expect(order).toEqual(['m0', 'm1', 'm2', 'm0', 'm1', 'm2']);
  });

  it("uses nobody's turn where one has less to do than all others", () => {
    const { ownerId, taken } = choose(
      { strategy: 'least_loaded', members: membersOf([1, 1]), turns: NO_TURNS },
      undefined,
      (owner) => (owner === 'm1' ? 0 : 1),
    );
    expect({ ownerId, taken }).toEqual({ ownerId: 'm1', taken: undefined });
  });
});

describe('a turn that is given back', () => {
  /** Whom `count` further choices among all members would take. */
  function ahead(strategy: Automatic, members: Members, turns: QueueTurns, count: number): string[] {
    const order: string[] = [];
    for (let state = turns; order.length < count; ) {
      const choice = choose({ strategy, members, turns: state });
      order.push(choice.ownerId);
      state = choice.turns;
    }
    return order;
  }

  it('restores the order as it was, by every strategy, if all members had been there', () => {
    const any = fc.record({ strategy: automatic, each: weights, before: fc.nat(30) });
    holds(any, 3000, ({ strategy, each, before }) => {
      const members = membersOf(each);
      let turns = NO_TURNS;
      for (let count = 0; count < before; count += 1) turns = choose({ strategy, members, turns }).turns;
      const { ownerId, taken, turns: after } = choose({ strategy, members, turns });
      if (taken === undefined) return;
      const returned = giveBack(after, { strategy, members }, { ownerId, taken });
      expect(returned?.version).toBe(after.version + 1);
      const restored = returned ?? after;
      expect(ahead(strategy, members, restored, 20)).toEqual(ahead(strategy, members, turns, 20));
    });
  });

  it('makes the same member the next of a round robin, whoever had been there', () => {
    holds(comingsAndGoings, 3000, ({ members, there }) => {
      let turns = NO_TURNS;
      for (const some of there) {
        const here = (ownerId: string) => some.includes(ownerId);
        const { ownerId, taken, turns: after } = choose({ strategy: 'round_robin', members, turns }, here);
        if (taken !== undefined) {
          const restored = giveBack(after, { strategy: 'round_robin', members }, { ownerId, taken }) ?? after;
          expect(choose({ strategy: 'round_robin', members, turns: restored }, here).ownerId).toBe(ownerId);
        }
        turns = after;
      }
    });
  });

  it('changes nothing for those who have left the queue', () => {
    const queue = { strategy: 'weighted' as const, members: membersOf([1, 2]) };
    expect(giveBack({ version: 3, turns: { m0: 4 } }, queue, { ownerId: 'm7', taken: 3 })).toBeUndefined();
  });
});

describe('turns as they are stored', () => {
  it('stay small, whoever comes and goes, joins, leaves and is given turns back', () => {
    const uses = fc.record({ strategy: automatic, each: weights, there: fc.array(fc.nat(), { maxLength: 60 }) });
    holds(uses, 2000, ({ strategy, each, there }) => {
      const all = membersOf(each);
      let turns = NO_TURNS;
      for (const seed of there) {
        const members = all.filter((_member, index) => ((seed >> index) & 1) === 0 || index === seed % all.length);
        const { ownerId, taken, turns: after } = choose({ strategy, members, turns });
        turns =
          (seed % 3 === 0 && taken !== undefined && giveBack(after, { strategy, members }, { ownerId, taken })) ||
          after;
        const bound = 2 * sum(all.map((member) => weightOf(member, strategy)));
        for (const turn of Object.values(turns.turns)) expect(Math.abs(turn)).toBeLessThanOrEqual(bound);
      }
    });
  });

  it('do not grow with the turns that are given back, however many, while some are away', () => {
    const queue = { strategy: 'weighted' as const, members: membersOf([3, 1, 1]) };
    let turns = NO_TURNS;
    for (let count = 0; count < 1000; count += 1) {
      const { ownerId, taken = 0, turns: after } = choose({ ...queue, turns }, (each) => each !== 'm2');
      turns = giveBack(after, queue, { ownerId, taken }) ?? after;
    }
    for (const turn of Object.values(turns.turns)) expect(Math.abs(turn)).toBeLessThanOrEqual(10);
  });
});
