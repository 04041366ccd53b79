import type { DeadlineTimers, EventBus, RoutingQueue } from '#aws/ports.ts';
import { nextDeadline } from '#domain/handoff/deadlines.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { StreamedCommit } from '#storage/commit.ts';
import type { TenantContext } from '../context.ts';
import type { EnterTenant } from '../system.ts';
import { drainLines } from './drain-lines.ts';

export interface Outbox {
  readonly bus: EventBus;
  readonly timers: Pick<DeadlineTimers, 'arm' | 'disarm'>;
  readonly routing: RoutingQueue;
  readonly enter: EnterTenant;
}

/** Where the outbox got stuck: that commit and those after it must be given again. */
export interface Stuck {
  /** Position of the first commit that was not carried out. */
  readonly index: number;
  readonly error: unknown;
}

/**
 * Arms each handoff's timer for its next deadline, publishes what was committed, and has what waits routed again where
 * somebody may be free now. None waits for the others, so a bus that does not answer delays no deadline. Repeating any of it changes nothing: events keep their ids, and the timer
 * is set from what is stored now, not from what the commit said then.
 *
 * @returns undefined if everything was carried out
 */
export async function publishCommits(outbox: Outbox, commits: readonly StreamedCommit[]): Promise<Stuck | undefined> {
  const stuck = await Promise.all([
    setTimers(outbox, commits),
    publish(outbox.bus, commits),
    drainLines(outbox, commits),
  ]);
  return stuck
    .flat()
    .reduce<Stuck | undefined>(
      (first, next) => (next !== undefined && (first === undefined || next.index < first.index) ? next : first),
      undefined,
    );
}

/** All at once; if that fails, one by one, so that one commit that cannot be published is told from all the others. */
async function publish(bus: EventBus, commits: readonly StreamedCommit[]): Promise<Stuck | undefined> {
  try {
    await bus.publish(commits.flatMap(({ events }) => events));
    return undefined;
  } catch (error) {
    if (commits.length === 1) return { index: 0, error };
  }
  for (const [index, { events }] of commits.entries()) {
    try {
      await bus.publish(events);
    } catch (error) {
      return { index, error };
    }
  }
  return undefined;
}

/** One call for each handoff, however many of its commits there are. */
async function setTimers(outbox: Outbox, commits: readonly StreamedCommit[]): Promise<(Stuck | undefined)[]> {
  const handoffs = new Map<
    string,
    { readonly index: number; readonly commit: StreamedCommit; readonly fresh: boolean }
  >();
  for (const [index, commit] of commits.entries()) {
    const { handoff, events } = commit;
    if (handoff === undefined) continue;
    const before = handoffs.get(handoff.id);
    const fresh = before?.fresh ?? events.some(({ type }) => type === 'handoff.submitted');
    handoffs.set(handoff.id, { index: before?.index ?? index, commit, fresh });
  }
  return Promise.all(
    [...handoffs.values()].map(async ({ index, commit, fresh }) => {
      try {
        await setTimer(outbox, commit, fresh);
        return undefined;
      } catch (error) {
        return { index, error };
      }
    }),
  );
}

async function setTimer({ timers, enter }: Outbox, commit: StreamedCommit, fresh: boolean): Promise<void> {
  const { handoff, tenantId, mode } = commit;
  if (handoff === undefined) return;
  const state = await readAtLeast(enter({ tenantId, mode }), handoff);
  // what lives on a test clock waits for nothing but that clock
  if (state === undefined || state.testClockId !== undefined) return;
  const ref = { tenantId, mode, handoffId: handoff.id };
  const next = nextDeadline(state);
  if (next !== undefined) await timers.arm(ref, next, { fresh });
  else if (hasWaited(state)) await timers.disarm(ref);
}

/** Whether there can be a timer of its: something of it has ever been due at an instant to come. */
function hasWaited({ clocks, pausesBefore, holder }: Handoff): boolean {
  return clocks.length > 0 || pausesBefore !== undefined || holder.queueId !== undefined;
}

/** The handoff at the commit's version or a later one: a cheap read first, an exact one if that was too old. */
async function readAtLeast(
  { stores }: TenantContext,
  { id, version }: NonNullable<StreamedCommit['handoff']>,
): Promise<Handoff | undefined> {
  const found = await stores.handoffs.get(id, { consistent: false });
  return found !== undefined && found.version >= version ? found : stores.handoffs.get(id);
}
