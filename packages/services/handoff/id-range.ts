import { encodeTime } from 'ulidx';
import { epochOf, type Instant } from '#domain/instant.ts';

const ULID_TIME_CHARACTERS = 10;

/** Below and above every handoff id. */
export const FIRST_ID = 'hnd_';
export const LAST_ID = 'hnd_~';

/** Handoff ids begin with their instant of birth: at or above this are those born at `instant` or later. */
export function firstIdAt(instant: Instant): string {
  return `hnd_${encodeTime(Math.max(0, epochOf(instant)), ULID_TIME_CHARACTERS)}`;
}
