import type { DeadlineTimers, EventBus } from '#aws/ports.ts';
import { nextDeadline } from '#domain/handoff/deadlines.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { StreamedCommit } from '#storage/commit.ts';
import type { TenantContext } from '../context.ts';
import type { EnterTenant } from '../system.ts';

export interface Outbox {
  readonly bus: EventBus;
  readonly timers: Pick<DeadlineTimers, 'arm' | 'disarm'>;
  readonly enter: EnterTenant;
}

/**
 * Publishes what was committed, and arms each handoff's timer for its next deadline. Repeating any of it changes nothing:
 * events keep their ids, and the timer is set from what is stored now, not from what the commit said then.
 *
 * @throws whatever the bus or the timers throw; then all of `commits` must be given again
 */
export async function publishCommits(outbox: Outbox, commits: readonly StreamedCommit[]): Promise<void> {
  await outbox.bus.publish(commits.flatMap(({ events }) => events));
  const latest = new Map<string, StreamedCommit>();
  const fresh = new Set<string>();
  for (const commit of commits) {
    const { handoff, events } = commit;
    if (handoff === undefined) continue;
    latest.set(handoff.id, commit);
    if (events.some(({ type }) => type === 'handoff.submitted')) fresh.add(handoff.id);
  }
  await Promise.all(
    [...latest.values()].map((commit) => setTimer(outbox, commit, fresh.has(commit.handoff?.id ?? ''))),
  );
}

async function setTimer({ timers, enter }: Outbox, commit: StreamedCommit, fresh: boolean): Promise<void> {
  const { handoff, tenantId, mode } = commit;
  if (handoff === undefined) return;
  const state = await readAtLeast(enter({ tenantId, mode }), handoff);
  if (state === undefined || state.clocks.length === 0) return;
  const ref = { tenantId, mode, handoffId: handoff.id };
  const next = nextDeadline(state);
  if (next !== undefined) await timers.arm(ref, next, { fresh });
  else if (!fresh) await timers.disarm(ref);
}

/** The handoff at the commit's version or a later one: a cheap read first, an exact one if that was too old. */
async function readAtLeast(
  { stores }: TenantContext,
  { id, version }: NonNullable<StreamedCommit['handoff']>,
): Promise<Handoff | undefined> {
  const found = await stores.handoffs.get(id, { consistent: false });
  return found !== undefined && found.version >= version ? found : stores.handoffs.get(id);
}
