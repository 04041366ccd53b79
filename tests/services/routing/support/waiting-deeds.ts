import * as fc from 'fast-check';

/** An owner or a queue of the world by its position. */
export interface Named {
  readonly kind: 'owner' | 'queue';
  readonly index: number;
}

const VERBS = [
  ...['submit', 'submit', 'submit', 'submit', 'submit', 'submit', 'submit', 'finish', 'finish', 'finish', 'finish'],
  ...['claim', 'claim', 'cancel', 'misrouted', 'to_queue', 'to_owner', 'reprioritize', 'reprioritize', 'capacity'],
  ...['pass', 'pass', 'advance'],
] as const;

const named: fc.Arbitrary<Named> = fc.oneof(
  fc.record({ kind: fc.constant('owner' as const), index: fc.nat(2) }),
  fc.record({ kind: fc.constant('queue' as const), index: fc.nat(3) }),
);
/** Rules of which each matches for some, and a fallback or none. */
const contract = fc.record({
  rules: fc.tuple(
    fc.record({ when: fc.constantFrom("handoff.priority == 'high'", "packet.k == 'b'"), assign: named }),
    fc.record({ when: fc.constant("packet.k == 'a'"), assign: named }),
    fc.record({ when: fc.constant('true'), assign: named }),
  ),
  fallback: fc.option(named, { nil: undefined }),
});
/** What is done, to the `which`th handoff or owner. */
const deed = fc.record({
  verb: fc.constantFrom(...VERBS),
  which: fc.nat(20),
  contract: fc.nat(1),
  /** Real time, mostly, or one of the test clocks. */
  clock: fc.constantFrom(0, 0, 0, 1, 2),
});
export type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

const capacity = fc.constantFrom(0, 1, 1, 2);

/** Contracts with rules and fallbacks, people with little room, and what happens. */
export const anyWaitingLife = fc.record({
  capacities: fc.tuple(capacity, capacity, capacity),
  contracts: fc.tuple(contract, contract),
  deeds: fc.array(deed, { minLength: 20, maxLength: 50 }),
});
export type Given = typeof anyWaitingLife extends fc.Arbitrary<infer T> ? T : never;
