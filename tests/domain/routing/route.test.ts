import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assignee, Routing } from '#domain/contract/body.ts';
import { type Availability, candidates, chooseRoute, type RuleResult } from '#domain/routing/route.ts';
import { ANA, BEN, CLEO, MAY, OTHER_QUEUE, QUEUE } from '#tests/support/people.ts';
import { holds } from '#tests/support/property.ts';

const RUNS = 3000;

const assignee: fc.Arbitrary<Assignee> = fc.oneof(
  fc.constantFrom(ANA, BEN, CLEO, MAY).map((ownerId) => ({ ownerId })),
  fc.constantFrom(QUEUE, OTHER_QUEUE).map((queueId) => ({ queueId })),
);

interface Situation {
  readonly routing: Routing;
  readonly results: readonly RuleResult[];
  readonly available: (assignee: Assignee) => Availability;
}

const situations: fc.Arbitrary<Situation> = fc
  .record({
    rules: fc.array(
      fc.record({ assign: assignee, fallback: fc.option(assignee), outcome: fc.constantFrom('yes', 'no', 'error') }),
      { maxLength: 6 },
    ),
    fallback: fc.option(assignee),
    unavailable: fc.subarray<readonly [string, Availability]>([
      [ANA, 'inactive'],
      [BEN, 'unknown'],
      [CLEO, 'inactive'],
      [QUEUE, 'unknown'],
      [OTHER_QUEUE, 'unknown'],
    ]),
  })
  .map(({ rules, fallback, unavailable }) => ({
    routing: {
      rules: rules.map((rule, index) => ({
        id: `rule${index}`,
        when: 'true',
        assign: rule.assign,
        ...(rule.fallback === null ? {} : { fallback: rule.fallback }),
      })),
      ...(fallback === null ? {} : { fallback }),
    },
    results: rules.map(({ outcome }, index) => ({
      id: `rule${index}`,
      matched: outcome === 'yes',
      ...(outcome === 'error' ? { error: 'no such key: arr' } : {}),
    })),
    available: (who) => new Map(unavailable).get('ownerId' in who ? who.ownerId : who.queueId) ?? 'available',
  }));

describe('routing, whatever the rules, their results and who is there', () => {
  it('never chooses anybody who is not available', () => {
    holds(situations, RUNS, ({ routing, results, available }) => {
      const { to } = chooseRoute(routing, results, available);
      if (to !== undefined) expect(available(to)).toBe('available');
    });
  });

  it("asks the first matching rule's assignee, then its fallback, then the contract's, and nobody else", () => {
    holds(situations, RUNS, ({ routing, results }) => {
      const first = routing.rules.find((_rule, index) => results[index]?.matched);
      const expected = [first?.assign, first?.fallback, routing.fallback].filter((who) => who !== undefined);
      expect(candidates(routing, results).map((candidate) => candidate.assignee)).toEqual(expected);
    });
  });

  it('chooses the first available candidate, and leaves it unrouted only when none is', () => {
    holds(situations, RUNS, ({ routing, results, available }) => {
      const route = chooseRoute(routing, results, available);
      const first = candidates(routing, results).find((candidate) => available(candidate.assignee) === 'available');
      expect(route.to).toEqual(first?.assignee);
      expect(route.reason).toBe(first?.reason ?? 'unrouted');
      expect(route.ruleId).toBe(first?.ruleId);
    });
  });

  it('leaves a complete trace: every rule with its result, and everybody asked up to the one chosen', () => {
    holds(situations, RUNS, ({ routing, results, available }) => {
      const { to, trace } = chooseRoute(routing, results, available);
      expect(trace.rules).toEqual(results);
      const asked = candidates(routing, results).map((candidate) => candidate.assignee);
      expect(trace.considered.map((each) => each.assignee)).toEqual(asked.slice(0, trace.considered.length));
      for (const each of trace.considered) expect(each.availability).toBe(available(each.assignee));
      const passedOver = trace.considered.slice(0, to === undefined ? undefined : -1);
      for (const each of passedOver) expect(each.availability).not.toBe('available');
      if (to === undefined) expect(trace.considered).toHaveLength(asked.length);
      else expect(trace.considered.at(-1)?.assignee).toEqual(to);
    });
  });
});

describe('routing', () => {
  const routing: Routing = {
    rules: [
      { id: 'enterprise', when: 'packet.arr > 50000', assign: { queueId: QUEUE }, fallback: { ownerId: BEN } },
      { id: 'everything', when: 'true', assign: { ownerId: CLEO } },
    ],
    fallback: { ownerId: MAY },
  };
  const both = [
    { id: 'enterprise', matched: true },
    { id: 'everything', matched: true },
  ];

  it('lets the first matching rule win in the order of the contract, not of the results', () => {
    expect(chooseRoute(routing, both.toReversed(), () => 'available')).toMatchObject({
      to: { queueId: QUEUE },
      reason: 'rule',
      ruleId: 'enterprise',
    });
  });

  it('counts a rule that could not be evaluated as not matched', () => {
    const results = [
      { id: 'enterprise', matched: false, error: 'no such key: arr' },
      { id: 'everything', matched: true },
    ];
    expect(chooseRoute(routing, results, () => 'available')).toMatchObject({
      to: { ownerId: CLEO },
      ruleId: 'everything',
    });
  });

  it("goes to the rule's own fallback before the contract's, and says that it is a fallback of that rule", () => {
    const queueClosed = (who: Assignee) => ('queueId' in who ? 'unknown' : 'available');
    expect(chooseRoute(routing, both, queueClosed)).toMatchObject({
      to: { ownerId: BEN },
      reason: 'fallback',
      ruleId: 'enterprise',
    });
  });

  it('does not try a later rule when the matching one has nobody available', () => {
    const onlyCleo = (who: Assignee) => ('ownerId' in who && who.ownerId === CLEO ? 'available' : 'inactive');
    expect(chooseRoute(routing, both, onlyCleo)).toMatchObject({ to: undefined, reason: 'unrouted' });
  });

  it("uses the contract's fallback when no rule matches, and names no rule then", () => {
    const route = chooseRoute(routing, [], () => 'available');
    expect(route).toMatchObject({ to: { ownerId: MAY }, reason: 'fallback' });
    expect(route).not.toHaveProperty('ruleId');
  });
});
