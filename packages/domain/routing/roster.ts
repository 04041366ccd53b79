import * as z from 'zod';
import { assigneeSchema } from '../contract/routing.ts';
import type { Instant } from '../instant.ts';
import { once } from '../once.ts';
import { absencesSchema } from './absence.ts';
import type { Owner } from './owner.ts';
import { type Queue, STRATEGIES } from './queue.ts';

const memberSchema = once(() =>
  z.strictObject({
    ownerId: z.string(),
    /** Of the owner. */
    version: z.number().int(),
    weight: z.number().int().optional(),
    active: z.boolean(),
    capacity: z.number().int().optional(),
    calendarId: z.string().optional(),
    outOfOffice: absencesSchema().optional(),
  }),
);

/**
 * A queue with all that routing asks of its members, gathered so that one read tells it. Out of date as soon as an owner,
 * a queue or a calendar changes, which the `stamp` tells.
 */
export const rosterSchema = once(() =>
  z.strictObject({
    queueId: z.string(),
    version: z.number().int(),
    stamp: z.number().int(),
    strategy: z.enum(STRATEGIES),
    fallback: assigneeSchema().optional(),
    /** Members who are there. */
    members: z.array(memberSchema()),
    /** The versions of the members' calendars. */
    calendars: z.record(z.string(), z.number().int()),
  }),
);
export type Roster = z.infer<ReturnType<typeof rosterSchema>>;
export type RosterMember = Roster['members'][number];

/** What is kept of a queue's members. Absences that are over by `now` are left out. */
export function rosterOf(
  queue: Queue,
  owners: readonly Owner[],
  {
    stamp,
    calendars,
    now,
  }: { readonly stamp: number; readonly calendars: Roster['calendars']; readonly now?: Instant },
): Roster {
  const byId = new Map(owners.map((owner) => [owner.id, owner]));
  const members = queue.members.flatMap(({ ownerId, weight }): RosterMember[] => {
    const owner = byId.get(ownerId);
    if (owner === undefined) return [];
    const { version, active, capacity, calendarId, outOfOffice = [] } = owner;
    const ahead = outOfOffice.filter(({ to }) => now === undefined || to > now);
    return [
      {
        ownerId,
        version,
        ...(weight === undefined ? {} : { weight }),
        active,
        ...(capacity === undefined ? {} : { capacity }),
        ...(calendarId === undefined ? {} : { calendarId }),
        ...(ahead.length === 0 ? {} : { outOfOffice: ahead }),
      },
    ];
  });
  const { id: queueId, version, strategy, fallback } = queue;
  return { queueId, version, stamp, strategy, ...(fallback === undefined ? {} : { fallback }), members, calendars };
}
