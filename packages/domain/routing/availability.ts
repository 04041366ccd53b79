import type { Instant } from '../instant.ts';
import type { WorkingTime } from '../sla/working-time.ts';
import { type Absence, presenceAt } from './absence.ts';

/** Why somebody cannot be given a handoff; the first that applies, in this order. */
export const AVAILABILITIES = ['unknown', 'inactive', 'excluded', 'absent', 'closed', 'full', 'available'] as const;
export type OwnerAvailability = (typeof AVAILABILITIES)[number];

/** What routing needs to know of an owner. */
export interface RoutableOwner {
  /** The version of the owner that this was read from; a decision holds only while there is no later one. */
  readonly version?: number | undefined;
  readonly active: boolean;
  /** It is taken from them, so it is not given back to them. */
  readonly excluded?: true | undefined;
  readonly calendarId?: string | undefined;
  /** Absent: no limit. */
  readonly capacity?: number | undefined;
  readonly outOfOffice?: readonly Absence[] | undefined;
  /** How many handoffs are assigned to, or accepted by, them now. Absent: nothing depends on it, and it was not read. */
  readonly load?: number | undefined;
}

/** When calendars are open. A calendar that is gone should count as always open, so that nothing waits for it. */
export interface OpeningHours {
  isOpen(calendarId: string, at: Instant): boolean;
  /** `at` itself where it is open, else the next opening. Where there is none, any instant at which it is closed. */
  nextOpening(calendarId: string, at: Instant): Instant;
}

/** The opening hours of calendars by their arithmetic, which is asked once for each calendar and instant. */
export function openingHours(timeOf: (calendarId: string) => WorkingTime): OpeningHours {
  const known = new Map<string, Instant>();
  const nextOpening = (calendarId: string, at: Instant) => {
    const key = `${calendarId} ${at}`;
    const opening = known.get(key) ?? timeOf(calendarId).add(at, 0);
    known.set(key, opening);
    return opening;
  };
  return { isOpen: (calendarId, at) => nextOpening(calendarId, at) === at, nextOpening };
}

/** Whether `owner` can be given a handoff at `at`. Without `hours`, whether they work at that time is not looked at. */
export function availabilityOf(owner: RoutableOwner | undefined, at: Instant, hours?: OpeningHours): OwnerAvailability {
  if (owner === undefined) return 'unknown';
  if (!owner.active) return 'inactive';
  if (owner.excluded) return 'excluded';
  if (owner.outOfOffice !== undefined && presenceAt(owner.outOfOffice, at).away) return 'absent';
  if (hours !== undefined && owner.calendarId !== undefined && !hours.isOpen(owner.calendarId, at)) return 'closed';
  return isFull(owner) ? 'full' : 'available';
}

/** Whether they have as many handoffs as they can, or more since their capacity was lowered. */
export function isFull({ capacity, load = 0 }: RoutableOwner): boolean {
  return capacity !== undefined && load >= capacity;
}
