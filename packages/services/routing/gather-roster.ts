import { type Roster, rosterOf } from '#domain/routing/roster.ts';
import type { TenantContext } from '../context.ts';

/**
 * A queue with what routing asks of its members: in one cheap read or two, or none within a second; gathered anew from all
 * of their documents once an owner, a queue or a calendar has changed. Undefined: there is no such queue. `fresh`: what was
 * known of it is old.
 */
export async function findRoster(
  context: TenantContext,
  queueId: string,
  options: { readonly fresh: boolean },
): Promise<Roster | undefined> {
  const { routing } = context.stores;
  const stamp = await routing.stamp(options);
  return (await routing.roster(queueId, stamp)) ?? gatherRoster(context, queueId, stamp);
}

/** What changes while this reads counts the stamp on, so that what is kept here is not taken for the latest. */
async function gatherRoster(context: TenantContext, queueId: string, stamp: number): Promise<Roster | undefined> {
  const { stores, terms, mode, now } = context;
  const queue = await stores.queues.get(queueId);
  if (queue === undefined) return undefined;
  const memberIds = queue.members.map(({ ownerId }) => ownerId);
  const owners = await stores.owners.getMany(memberIds, { consistent: true });
  // a claim may be made at any hour
  const calendarIds = queue.strategy === 'manual' ? [] : owners.flatMap(({ calendarId }) => calendarId ?? []);
  const calendars = await terms.calendarsInForce(context, calendarIds);
  // test clocks may stand at any time, before absences that are over by now
  const roster = rosterOf(queue, owners, { stamp, calendars, ...(mode === 'live' ? { now } : {}) });
  await stores.routing.keepRoster(roster);
  return roster;
}
