import { encodeTime } from 'ulidx';
import { epochOf, type Instant } from '#domain/instant.ts';
import { foreignCursor } from '../page.ts';

const ULID_TIME_CHARACTERS = 10;

/**
 * The handoff after which a list goes on. `pointer` is where its cursor was, the query unless it is said.
 *
 * @throws DomainError `validation_failed` for a cursor of another list
 */
export function positionOf(text: string, pointer?: string): string {
  if (/^hnd_[0-9A-Z]{26}$/.test(text)) return text;
  throw foreignCursor(pointer);
}

/** Below and above every handoff id. */
export const FIRST_ID = 'hnd_';
export const LAST_ID = 'hnd_~';

/** Handoff ids begin with their instant of birth: at or above this are those born at `instant` or later. */
export function firstIdAt(instant: Instant): string {
  return `hnd_${encodeTime(Math.max(0, epochOf(instant)), ULID_TIME_CHARACTERS)}`;
}
