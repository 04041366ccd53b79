import type { ContractBody } from '#domain/contract/body.ts';
import type { Instant } from '#domain/instant.ts';
import type { ContractInForce, MaturityInput } from '#domain/maturity/input.ts';
import { NO_COUNTERS } from '#domain/metrics/counters.ts';
import { counters } from '../review/sample-month.ts';

/** A tenant that has nothing. */
export const NOTHING: MaturityInput = {
  mode: 'live',
  timeZone: 'UTC',
  from: '2026-08-25',
  to: '2026-11-22',
  days: 90,
  asOf: '2026-11-22T09:00:00.000Z' as Instant,
  contracts: [],
  figures: new Map(),
  all: NO_COUNTERS,
  before: NO_COUNTERS,
  breachesAreTold: false,
  feedback: { actions: 0, shipped: 0, effects: [] },
};

export function contract(id: string, body: Partial<ContractBody> = {}): ContractInForce {
  return {
    contractId: id,
    body: {
      name: id,
      from: { stage: 'sales' },
      to: { stage: 'onboarding' },
      packet: { schema: { type: 'object' } },
      entryCriteria: [],
      exitCriteria: [],
      routing: { rules: [] },
      clocks: [],
      escalation: [],
      ...body,
    },
  };
}

export const CRITERION = { id: 'a', description: 'A', expression: 'true' };
export const CLOCK = {
  name: 'accept',
  start: 'submitted',
  stop: ['accepted'],
  target: 'PT4H',
  warnAt: [0.5],
  pausable: false,
};
export const RULE = { id: 'all', when: 'true', assign: { queueId: 'que_1' } };
export const WHOLE: Partial<ContractBody> = {
  packet: { schema: { type: 'object', required: ['goals'], properties: { goals: {} } } },
  entryCriteria: [CRITERION],
  exitCriteria: [CRITERION],
  routing: { rules: [RULE], fallback: { ownerId: 'own_1' } },
  clocks: [CLOCK],
  escalation: [{ clock: 'accept', steps: [] }],
};
const INHERITING = {
  schema: { type: 'object', required: ['goals'], properties: { goals: {} } },
  inherit: [{ field: '/goals' }],
};
export const JOURNEY = [
  contract('ctr_1', WHOLE),
  contract('ctr_2', { ...WHOLE, from: { stage: 'onboarding' }, to: { stage: 'adoption' }, packet: INHERITING }),
];
export const GOOD = counters({
  counts: { submitted: 40, accepted: 38, rejected: 2, completed: 36, cancelled: 4, firstReassigned: 4, overridden: 3 },
  clocks: { accept: { met: 36, breached: 4 } },
});
const HELPED: MaturityInput['feedback']['effects'][number] = {
  verdict: 'better',
  measures: [{ measure: 'rejectionRate', verdict: 'better' }],
};
/** A tenant that meets everything. */
export const BEST: MaturityInput = {
  ...NOTHING,
  contracts: JOURNEY,
  figures: new Map([['ctr_1', GOOD]]),
  all: GOOD,
  breachesAreTold: true,
  feedback: { latestReview: '2026-10', actions: 2, shipped: 1, effects: [HELPED] },
};
