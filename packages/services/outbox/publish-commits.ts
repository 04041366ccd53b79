import type { DeadlineTimers, DeletionQueue, EventBus, ReplayQueue, RoutingQueue, ZoneCheckQueue } from '#aws/ports.ts';
import type { RecordedCommit } from '#storage/commit.ts';
import type { EnterTenant } from '../system.ts';
import { checkZones } from './check-zones.ts';
import { drainLines } from './drain-lines.ts';
import { keepInLog } from './keep-in-log.ts';
import { movedHandoffs } from './moved-handoffs.ts';
import { setTimers } from './set-timers.ts';
import { startDeletions } from './start-deletions.ts';
import { startReplays } from './start-replays.ts';
import { carryOut, firstStuck, type Stuck } from './stuck.ts';

export interface Outbox {
  readonly bus: EventBus;
  readonly timers: Pick<DeadlineTimers, 'arm' | 'disarm'>;
  readonly routing: RoutingQueue;
  readonly replays: ReplayQueue;
  readonly deletions: DeletionQueue;
  readonly zones: ZoneCheckQueue;
  readonly enter: EnterTenant;
}

/**
 * Arms each handoff's timer for its next deadline, publishes what was committed, keeps it in the tenant's log, has what
 * waits routed again where somebody may be free now, and replays and deletions begun that were asked for. None waits for
 * the others, so a bus that does not answer delays no deadline. Repeating any of it changes nothing: events keep their
 * ids and their places in the log, and the timer is set from what is stored now, not from what the commit said then.
 *
 * @returns undefined if everything was carried out
 */
export async function publishCommits(outbox: Outbox, commits: readonly RecordedCommit[]): Promise<Stuck | undefined> {
  const { bus, timers, enter } = outbox;
  const moved = movedHandoffs(enter, commits);
  const placed = commits.map(({ events, recordedAt }, index) => ({
    index,
    recorded: events.map((event) => ({ event, recordedAt })),
  }));
  const stuck = await Promise.all([
    setTimers(timers, moved.values()),
    carryOut(placed, (some) => bus.publish(some.flatMap(({ recorded }) => recorded))),
    keepInLog(enter, commits, moved),
    drainLines(outbox, commits),
    startReplays(outbox.replays, commits),
    startDeletions(outbox.deletions, commits),
    checkZones(outbox.zones, commits),
  ]);
  return firstStuck(stuck.flat());
}
