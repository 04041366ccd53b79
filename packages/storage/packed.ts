import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Attributes } from './attributes.ts';
import { STATE_DICTIONARY } from './state-dictionary.ts';

/** DynamoDB charges writes by the kilobyte begun. */
const UNIT_BYTES = 1024;
/** Far above the largest packet: what would inflate to more was not written by Baton. */
const MAX_INFLATED_BYTES = 1024 * 1024;

/**
 * A document as it is stored: deflated (RFC 1951) where that saves a unit of each write, in the clear otherwise. For what
 * is written often or large, and read through the API: states and packets. `beside`: bytes of the item's other attributes.
 */
export function pack(json: string, beside = 0): Attributes {
  return stored(json, beside, 'packed');
}

/** The same for the state of a handoff, which is written with every command: it comes to half of what `pack` makes of it. */
export function packState(json: string, beside: number): Attributes {
  return stored(json, beside, 'packedState', STATE_DICTIONARY);
}

/** The JSON text that was given to `pack` or `packState`. Throws if the item was damaged. */
export function unpack({ doc, packed, packedState }: Attributes): string {
  if (packed instanceof Uint8Array) return inflated(packed, {});
  return packedState instanceof Uint8Array ? inflated(packedState, { dictionary: STATE_DICTIONARY }) : String(doc);
}

function stored(json: string, beside: number, name: 'packed' | 'packedState', dictionary?: Buffer): Attributes {
  const clear = units(Buffer.byteLength(json) + beside);
  if (clear === 1) return { doc: json };
  const deflated = deflateRawSync(json, dictionary === undefined ? {} : { dictionary });
  return units(deflated.length + beside) < clear ? { [name]: deflated } : { doc: json };
}

function inflated(packed: Uint8Array, options: { readonly dictionary?: Buffer }): string {
  return inflateRawSync(packed, { ...options, maxOutputLength: MAX_INFLATED_BYTES }).toString('utf8');
}

function units(bytes: number): number {
  return Math.ceil(bytes / UNIT_BYTES);
}
