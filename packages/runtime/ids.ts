import { randomBytes, randomInt } from 'node:crypto';
import { encodeTime, monotonicFactory } from 'ulidx';
import { epochOf, type Instant } from '#domain/instant.ts';

const BYTE_VALUES = 256;
const randomShare = () => (randomBytes(1)[0] ?? 0) / BYTE_VALUES;
const nextUlid = monotonicFactory(randomShare);

/** A fresh id that sorts by `now`: a prefix that names its kind, and a ULID. */
export function newIdAt(prefix: string, now: Instant): string {
  return `${prefix}_${nextUlid(epochOf(now))}`;
}

/** Characters of five bits each: of an instant, of the present, and of what tells apart those of the same of both. */
const LENGTHS = { at: 10, present: 9, tail: 7 } as const;
/** Where tails begin: far enough from the last of them to count on within a millisecond. */
const TAILS = 2 ** 34;

let lastPresent = 0;
let lastTail = 0;

/**
 * A fresh id that sorts by `at`, an instant which is not the present, and of the same instant by when it was made: a ULID
 * whose random part begins with the present. The ids of the present must not go on from there.
 */
export function newIdElsewhen(prefix: string, at: Instant, now: Instant): string {
  const present = Math.max(lastPresent, epochOf(now));
  lastTail = present === lastPresent ? lastTail + 1 : randomInt(TAILS);
  lastPresent = present;
  const parts = [
    encodeTime(epochOf(at), LENGTHS.at),
    encodeTime(present, LENGTHS.present),
    encodeTime(lastTail, LENGTHS.tail),
  ];
  return `${prefix}_${parts.join('')}`;
}

export function newRandomBytes(count: number): Uint8Array {
  return randomBytes(count);
}
