import { type CountedHandoffs, countHandoffs } from './counted-handoffs.ts';
import { type Destination, isSameTarget } from './destination.ts';
import type { Judgement } from './judge.ts';

/** Handoffs that went one way, and would go another, or the same. */
export interface RoutingFlow extends CountedHandoffs {
  readonly recorded: Destination;
  readonly tested: Destination;
  /** To another owner or queue. */
  readonly moved: boolean;
}

export interface RoutingFigures {
  /** How many the rules would send to another owner or queue than they did. */
  readonly moved: number;
  /** The largest first. */
  readonly flows: readonly RoutingFlow[];
}

/** Of those that would not have been refused. */
export function routingFigures(judgements: readonly Judgement[]): RoutingFigures {
  const routed = judgements.flatMap(({ handoffId, course }) =>
    course === undefined ? [] : [{ handoffId, ...course.routing }],
  );
  const flows = [...Map.groupBy(routed, ({ recorded, tested }) => JSON.stringify([recorded, tested])).values()].flatMap(
    (alike): RoutingFlow[] => {
      const [first] = alike;
      if (first === undefined) return [];
      const { recorded, tested } = first;
      const moved = !isSameTarget(recorded, tested);
      return [{ recorded, tested, moved, ...countHandoffs(alike.map(({ handoffId }) => handoffId)) }];
    },
  );
  const moved = flows.reduce((sum, flow) => sum + (flow.moved ? flow.count : 0), 0);
  return { moved, flows: flows.sort((one, other) => other.count - one.count) };
}
