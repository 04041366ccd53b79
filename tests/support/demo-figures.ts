import type { HandoffEvent } from '#domain/handoff/events.ts';
import { contractFacts, type MetricFacts } from '#domain/metrics/contract-facts.ts';
import { addCounters } from '#domain/metrics/counters.ts';
import type { TallyEntry } from '#domain/metrics/tally.ts';
import { tallyOf } from '#domain/metrics/tally-of.ts';
import type { WorkingTime } from '#domain/sla/working-time.ts';
import { TIME_ZONE } from '../../scripts/demo-data/plan/office.ts';
import { CONTRACT_KEYS } from '../../scripts/demo-data/plan/story.ts';
import { bodiesOf, idOf } from './demo-company.ts';

/** The versions of the demo's contracts, as reviews know them. */
export const DEMO_VERSIONS = CONTRACT_KEYS.flatMap((key) =>
  bodiesOf(key).map((body, index) => ({ contractId: idOf('ctr', key), version: index + 1, body })),
);

/** Counts lives as `measure` does, cell by cell. */
export function figuresOf(lives: readonly (readonly HandoffEvent[])[], office: WorkingTime): readonly TallyEntry[] {
  const entries = new Map<string, TallyEntry>();
  const known = new Map(DEMO_VERSIONS.map((each) => [each.contractId, factsOf(each.contractId, office)]));
  for (const events of lives) {
    const [first] = events;
    const facts = first?.type === 'handoff.submitted' ? known.get(first.data.contractId) : undefined;
    if (facts === undefined) throw new Error('a life begins with a submission under a contract of the demo');
    for (const [name, { cell, counters }] of tallyOf(events, facts, TIME_ZONE)) {
      const before = entries.get(name)?.counters;
      entries.set(name, { cell, counters: before === undefined ? counters : addCounters(before, counters) });
    }
  }
  return [...entries.values()];
}

function factsOf(contractId: string, office: WorkingTime): MetricFacts {
  const bodies = DEMO_VERSIONS.filter((each) => each.contractId === contractId).map(({ body }) => contractFacts(body));
  return {
    contract: (version) => {
      const found = bodies[version - 1];
      if (found === undefined) throw new Error(`the demo has no version ${version} of ${contractId}`);
      return found;
    },
    workingTime: () => office,
  };
}
