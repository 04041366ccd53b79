import type { RoutingQueue } from '#aws/ports.ts';
import type { StreamedCommit } from '#storage/commit.ts';
import type { TenantContext } from '../context.ts';
import { linesToRoute } from '../routing/lines.ts';
import { stirs } from '../routing/stirs.ts';
import type { EnterTenant } from '../system.ts';
import { actForEach, type Stuck } from './stuck.ts';

/**
 * Processes and replicas remember owners and queues for a moment after a change, so that what is routed at once may go
 * by what was before: it is routed again after this.
 */
const SETTLED_SECONDS = 2;

interface Stirred {
  /** Position of the first commit that asks for it. */
  readonly index: number;
  readonly tenant: Pick<StreamedCommit, 'tenantId' | 'mode'>;
  readonly staffing: boolean;
}

/**
 * Has the waiting handoffs of each tenant routed again whose commits may have freed somebody, if any wait. Reading the
 * lines after the commit, it sees all that was waiting then; what comes to wait later is a commit of its own.
 */
export async function drainLines(
  outbox: { readonly routing: RoutingQueue; readonly enter: EnterTenant },
  commits: readonly StreamedCommit[],
): Promise<(Stuck | undefined)[]> {
  return actForEach(stirredBy(commits), async ({ tenant, staffing }) => {
    const context = outbox.enter(tenant);
    if (!(staffing ? await hasLines(context) : await hasLinesToRoute(context))) return;
    await outbox.routing.send(tenant);
    if (staffing) await outbox.routing.send(tenant, { delaySeconds: SETTLED_SECONDS });
  });
}

function stirredBy(commits: readonly StreamedCommit[]): Stirred[] {
  const byTenant = new Map<string, Stirred>();
  for (const [index, { tenantId, mode, events, staffing = false }] of commits.entries()) {
    if (!staffing && !events.some(stirs)) continue;
    const before = byTenant.get(`${tenantId} ${mode}`);
    byTenant.set(`${tenantId} ${mode}`, {
      index: before?.index ?? index,
      tenant: { tenantId, mode },
      staffing: staffing || before?.staffing === true,
    });
  }
  return [...byTenant.values()];
}

async function hasLinesToRoute(context: TenantContext): Promise<boolean> {
  for await (const _line of linesToRoute(context)) return true;
  return false;
}

/** Whatever its queue was a moment ago: the change may have made it one that routes. */
async function hasLines({ stores }: TenantContext): Promise<boolean> {
  return (await stores.waitingLine.nextLine()) !== undefined;
}
