/** What a tenant may have and do, in each mode. */
export interface Plan {
  readonly requests: {
    /** Requests per second that a tenant can keep up, in each mode. */
    readonly perSecond: number;
    /** So many requests at once, after a pause. */
    readonly burst: number;
  };
  readonly limits: Limits;
}

export interface Limits {
  readonly openHandoffs: number;
  readonly contracts: number;
  readonly calendars: number;
  readonly owners: number;
  readonly queues: number;
  readonly webhookEndpoints: number;
  readonly testClocks: number;
  readonly apiKeys: number;
  readonly packetBytes: number;
}

export const PLAN_NAMES = ['standard'] as const;
export type PlanName = (typeof PLAN_NAMES)[number];

const PLANS: Readonly<Record<PlanName, Plan>> = {
  standard: {
    requests: { perSecond: 200, burst: 1_000 },
    limits: {
      openHandoffs: 100_000,
      contracts: 500,
      calendars: 500,
      owners: 5_000,
      queues: 500,
      webhookEndpoints: 20,
      testClocks: 100,
      apiKeys: 100,
      packetBytes: 128 * 1024,
    },
  },
};

export function planOf(name: PlanName): Plan {
  return PLANS[name];
}
