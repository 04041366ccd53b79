import * as fc from 'fast-check';

/** An owner or a queue of the world by its position. */
export interface Named {
  readonly kind: 'owner' | 'queue';
  readonly index: number;
}

const VERBS = [
  ...['submit', 'submit', 'submit', 'submit', 'submit', 'finish', 'finish', 'finish', 'claim', 'cancel', 'misrouted'],
  ...['to_queue', 'to_owner', 'reprioritize', 'reprioritize', 'capacity', 'pass', 'advance'],
] as const;

const named: fc.Arbitrary<Named> = fc.oneof(
  fc.record({ kind: fc.constant('owner' as const), index: fc.nat(2) }),
  fc.record({ kind: fc.constant('queue' as const), index: fc.nat(3) }),
);
const rule = fc.record({
  when: fc.constantFrom("packet.k == 'a'", "handoff.priority == 'urgent'", 'true'),
  assign: named,
});
const contract = fc.record({
  rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
  fallback: fc.option(named, { nil: undefined }),
});
/** What is done, to the `which`th handoff or owner. */
const deed = fc.record({
  verb: fc.constantFrom(...VERBS),
  which: fc.nat(20),
  contract: fc.nat(1),
  clock: fc.nat(2),
});
export type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

const capacity = fc.integer({ min: 0, max: 2 });

/** Contracts with rules and fallbacks, people with little room, and what happens. */
export const anyWaitingLife = fc.record({
  capacities: fc.tuple(capacity, capacity, capacity),
  contracts: fc.tuple(contract, contract),
  deeds: fc.array(deed, { minLength: 10, maxLength: 40 }),
});
export type Given = typeof anyWaitingLife extends fc.Arbitrary<infer T> ? T : never;
