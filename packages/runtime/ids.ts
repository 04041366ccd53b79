import { randomBytes } from 'node:crypto';
import { monotonicFactory, ulid } from 'ulidx';
import { epochOf, type Instant } from '#domain/instant.ts';

const BYTE_VALUES = 256;
const randomShare = () => (randomBytes(1)[0] ?? 0) / BYTE_VALUES;
const nextUlid = monotonicFactory(randomShare);

/** A fresh id that sorts by `now`: a prefix that names its kind, and a ULID. */
export function newIdAt(prefix: string, now: Instant): string {
  return `${prefix}_${nextUlid(epochOf(now))}`;
}

/** A fresh id that sorts by an instant which is not the present: the ids of the present must not go on from there. */
export function newIdElsewhen(prefix: string, at: Instant): string {
  return `${prefix}_${ulid(epochOf(at), randomShare)}`;
}

export function newRandomBytes(count: number): Uint8Array {
  return randomBytes(count);
}
