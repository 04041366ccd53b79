import * as z from 'zod';
import type { RoutingQueue } from '#aws/ports.ts';
import { ROUTING_ACTOR } from '#domain/actor.ts';
import type { EventType } from '#domain/event-types.ts';
import { once } from '#domain/once.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import type { StreamedCommit } from '#storage/commit.ts';
import type { TenantContext } from '../context.ts';
import { nextToRoute } from '../routing/lines.ts';
import type { EnterTenant } from '../system.ts';
import type { Stuck } from './stuck.ts';

/** After one of these somebody may be free who was not, or something waits that somebody free could be given. */
const STIRRING: ReadonlySet<EventType> = new Set<EventType>([
  'handoff.queued',
  'handoff.rejected',
  'handoff.reassigned',
  'handoff.escalated',
  'handoff.migrated',
  'handoff.reprioritized',
  'handoff.completed',
  'handoff.disqualified',
  'handoff.cancelled',
]);

/** A submission for which not even a queue was found to wait in: nothing else tells that it waits. */
const unroutedSchema = once(() => z.object({ routing: z.object({ reason: z.literal('unrouted') }) }));

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
  return Promise.all(
    stirredBy(commits).map(async ({ index, tenant, staffing }) => {
      try {
        const context = outbox.enter(tenant);
        if (!(staffing ? await hasLines(context) : await hasLinesToRoute(context))) return undefined;
        await outbox.routing.send(tenant);
        if (staffing) await outbox.routing.send(tenant, { delaySeconds: SETTLED_SECONDS });
        return undefined;
      } catch (error) {
        return { index, error };
      }
    }),
  );
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

/**
 * Where routing has found somebody, others in the line may find somebody too. What it has put back has just been tried:
 * trying that again at once would never end.
 */
function stirs({ type, actor, data }: PublishedEvent): boolean {
  if (actor.id === ROUTING_ACTOR.id) return type === 'handoff.assigned';
  return STIRRING.has(type) || unroutedSchema().safeParse(data).success;
}

async function hasLinesToRoute(context: TenantContext): Promise<boolean> {
  return (await nextToRoute(context)) !== undefined;
}

/** Whatever its queue was a moment ago: the change may have made it one that routes. */
async function hasLines({ stores }: TenantContext): Promise<boolean> {
  return (await stores.waitingLine.nextLine()) !== undefined;
}
