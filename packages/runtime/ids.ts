import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulidx';
import { epochOf, type Instant } from '#domain/instant.ts';

const BYTE_VALUES = 256;
const nextUlid = monotonicFactory(() => (randomBytes(1)[0] ?? 0) / BYTE_VALUES);

/** A fresh id that sorts by `now`: a prefix that names its kind, and a ULID. */
export function newIdAt(prefix: string, now: Instant): string {
  return `${prefix}_${nextUlid(epochOf(now))}`;
}

export function newRandomBytes(count: number): Uint8Array {
  return randomBytes(count);
}
