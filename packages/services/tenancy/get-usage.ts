import { type Plan, type PlanName, planOf } from '#domain/tenancy/plan.ts';
import type { Mode } from '#domain/wire.ts';
import { type CallContext, requireScope } from '../context.ts';

interface Traffic {
  readonly requests: number;
  /** How many more were refused for their rate. */
  readonly refused: number;
}

/** What a tenant may have and do, has, and has done, in the mode of the caller. */
export interface Usage {
  readonly mode: Mode;
  readonly plan: PlanName;
  readonly limits: Plan['limits'];
  readonly current: Omit<Plan['limits'], 'packetBytes'>;
  readonly rate: Plan['requests'];
  /** Days and months are those of UTC. */
  readonly today: Traffic;
  readonly month: Traffic;
}

/** How much of an instant its day, and its month, is. */
const [DAY, MONTH] = [10, 7];
const NONE: Traffic = { requests: 0, refused: 0 };

/** Figures of traffic and of open handoffs are those that processes have told with their leases: a little behind. */
export async function getUsage(context: CallContext): Promise<Usage> {
  requireScope(context, 'tenant:admin');
  const { stores, account, mode, now, principal } = context;
  const { plan: name = 'standard' } = principal;
  const { limits, requests: rate } = planOf(name);
  const [bucket, contracts, calendars, owners, queues, webhookEndpoints, testClocks, apiKeys] = await Promise.all([
    stores.bucket.read(),
    stores.contracts.count(),
    stores.calendars.count(),
    stores.owners.count(),
    stores.queues.count(),
    stores.endpoints.count(),
    stores.testClocks.count(),
    account.apiKeys.count(mode),
  ]);
  const openHandoffs = Math.max(0, bucket?.openHandoffs ?? 0);
  const isSame = (length: number) => bucket?.day.slice(0, length) === now.slice(0, length);
  return {
    mode,
    plan: name,
    limits,
    current: { openHandoffs, contracts, calendars, owners, queues, webhookEndpoints, testClocks, apiKeys },
    rate,
    today: bucket && isSame(DAY) ? { requests: bucket.dayRequests, refused: bucket.dayRefusals } : NONE,
    month: bucket && isSame(MONTH) ? { requests: bucket.monthRequests, refused: bucket.monthRefusals } : NONE,
  };
}
