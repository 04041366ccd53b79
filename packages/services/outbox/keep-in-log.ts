import type { RecordedCommit } from '#storage/commit.ts';
import type { EventLog } from '#storage/event-log.ts';
import type { LogEntry } from '#storage/logged-commit.ts';
import type { EnterTenant } from '../system.ts';
import type { MovedHandoff } from './moved-handoffs.ts';
import { carryOut, type Stuck } from './stuck.ts';

type Placed = RecordedCommit & { readonly index: number };

/**
 * Writes what was committed to the logs of its tenants. A commit that comes again writes the same items again. Of a
 * handoff, or a fact about the configuration, that is there no more nothing is kept: its tenant has been erased, and must
 * not come back by this.
 */
export async function keepInLog(
  enter: EnterTenant,
  commits: readonly RecordedCommit[],
  moved: ReadonlyMap<string, MovedHandoff>,
): Promise<(Stuck | undefined)[]> {
  const placed = commits.map((commit, index) => ({ ...commit, index })).filter(({ events }) => events.length > 0);
  const tenants = Map.groupBy(placed, ({ tenantId, mode }) => `${tenantId} ${mode}`);
  return Promise.all(
    [...tenants.values()].map((ofTenant) => carryOut(ofTenant, (some) => keepOfTenant(enter, some, moved))),
  );
}

async function keepOfTenant(
  enter: EnterTenant,
  commits: readonly Placed[],
  moved: ReadonlyMap<string, MovedHandoff>,
): Promise<void> {
  const [first] = commits;
  if (first === undefined) return;
  const { tenantId, mode } = first;
  const { eventLog } = enter({ tenantId, mode }).stores;
  const entries = await Promise.all(commits.map((commit) => entryOf(commit, eventLog, moved)));
  await eventLog.keep(entries.filter((entry) => entry !== undefined));
}

async function entryOf(
  { recordedAt, events, handoff }: Placed,
  log: EventLog,
  moved: ReadonlyMap<string, MovedHandoff>,
): Promise<LogEntry | undefined> {
  if (handoff === undefined) {
    const [event] = events;
    return event && (await log.configurationEvent(event.id)) && { recordedAt, events };
  }
  const state = await moved.get(handoff.id)?.read();
  return state && { recordedAt, events };
}
