import { describe, expect, it } from 'vitest';
import type { Routing } from '#domain/contract/body.ts';
import { candidates } from '#domain/routing/route.ts';
import { BEN, CLEO, MAY, QUEUE } from '#tests/support/people.ts';

const ROUTING: Routing = {
  rules: [
    { id: 'enterprise', when: 'packet.arr > 50000', assign: { queueId: QUEUE }, fallback: { ownerId: BEN } },
    { id: 'everything', when: 'true', assign: { ownerId: CLEO } },
  ],
  fallback: { ownerId: MAY },
};
const BOTH = [
  { id: 'enterprise', matched: true },
  { id: 'everything', matched: true },
];

describe('who may be asked', () => {
  it("is the first matching rule's assignee, its fallback, then the contract's, and of no later rule anybody", () => {
    expect(candidates(ROUTING, BOTH)).toEqual([
      { assignee: { queueId: QUEUE }, via: 'rule', reason: 'rule', ruleId: 'enterprise' },
      { assignee: { ownerId: BEN }, via: 'rule_fallback', reason: 'fallback', ruleId: 'enterprise' },
      { assignee: { ownerId: MAY }, via: 'contract_fallback', reason: 'fallback' },
    ]);
  });

  it('goes by the order of the contract, not of the results', () => {
    expect(candidates(ROUTING, BOTH.toReversed())).toEqual(candidates(ROUTING, BOTH));
  });

  it('counts a rule that could not be evaluated as not matched', () => {
    const results = [
      { id: 'enterprise', matched: false, error: 'no such key: arr' },
      { id: 'everything', matched: true },
    ];
    expect(candidates(ROUTING, results).map(({ assignee }) => assignee)).toEqual([{ ownerId: CLEO }, { ownerId: MAY }]);
  });

  it("is the contract's fallback alone where no rule matches, and nobody where there is none", () => {
    expect(candidates(ROUTING, [])).toEqual([
      { assignee: { ownerId: MAY }, via: 'contract_fallback', reason: 'fallback' },
    ]);
    expect(candidates({ rules: [] }, [])).toEqual([]);
  });
});
