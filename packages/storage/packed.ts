import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Attributes } from './attributes.ts';

/** DynamoDB charges writes by the kilobyte begun. */
const UNIT_BYTES = 1024;
/** Far above the largest packet: what would inflate to more was not written by Baton. */
const MAX_INFLATED_BYTES = 1024 * 1024;

/**
 * A document as it is stored: deflated (RFC 1951) where that saves a unit of each write, in the clear otherwise. For what
 * is written often or large, and read through the API: states and packets. `beside`: bytes of the item's other attributes.
 */
export function pack(json: string, beside = 0): Attributes {
  const clear = Buffer.byteLength(json);
  if (units(clear + beside) === 1) return { doc: json };
  const packed = deflateRawSync(json);
  return units(packed.length + beside) < units(clear + beside) ? { packed } : { doc: json };
}

/** The JSON text that was given to `pack`. Throws if the item was damaged. */
export function unpack({ doc, packed }: Attributes): string {
  if (packed instanceof Uint8Array) {
    return inflateRawSync(packed, { maxOutputLength: MAX_INFLATED_BYTES }).toString('utf8');
  }
  return String(doc);
}

function units(bytes: number): number {
  return Math.ceil(bytes / UNIT_BYTES);
}
