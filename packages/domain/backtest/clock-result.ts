import { type Clock, isOpen } from '../handoff/state.ts';

/** How a run of a clock came out; `open`: it is neither late nor over. */
export type ClockResult = 'met' | 'breached' | 'cancelled' | 'open';

export function resultOf(clock: Clock): ClockResult {
  if (clock.state === 'breached_open' || clock.state === 'breached_closed') return 'breached';
  return isOpen(clock) ? 'open' : clock.state;
}

/** One run of a clock: as it was, and under the contract that is tested. Absent: there it did not run. */
export interface ClockPair {
  readonly name: string;
  readonly recorded?: ClockResult;
  readonly tested?: ClockResult;
}

/** The runs of the clocks under both, each beside its like: of the same name, in the same attempt, the same in order. */
export function pairClocks(recorded: readonly Clock[], tested: readonly Clock[]): readonly ClockPair[] {
  const before = keyed(recorded);
  const after = keyed(tested);
  return [...new Set([...before.keys(), ...after.keys()])].map((key) => {
    const [one, other] = [before.get(key), after.get(key)];
    return {
      name: (one ?? other)?.name ?? key,
      ...(one === undefined ? {} : { recorded: resultOf(one) }),
      ...(other === undefined ? {} : { tested: resultOf(other) }),
    };
  });
}

function keyed(clocks: readonly Clock[]): ReadonlyMap<string, Clock> {
  const runs = new Map<string, number>();
  return new Map(
    clocks.map((clock) => {
      const of = `${clock.name} ${clock.attempt}`;
      const run = (runs.get(of) ?? 0) + 1;
      runs.set(of, run);
      return [`${of} ${run}`, clock];
    }),
  );
}
