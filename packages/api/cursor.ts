import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Mode } from '#domain/wire.ts';

const CIPHER = 'aes-256-gcm';
/** Cursors stay valid as long as their format is known. */
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** What a cursor belongs to, and is worth nothing beside. */
export interface CursorPlace {
  readonly tenantId: string;
  readonly mode: Mode;
  /** The list: its operation, path and filters. */
  readonly list: readonly string[];
}

/** Makes where a list goes on opaque, and tells what it has made from all else. */
export interface CursorSeal {
  seal(position: string, place: CursorPlace): string;
  /** Undefined for what was not sealed for this place. */
  open(cursor: string, place: CursorPlace): string | undefined;
}

/** @param secret known to this deployment alone; under another, cursors are worth nothing */
export function createCursorSeal(secret: string): CursorSeal {
  // a key for each tenant, so that no key seals so many that two could get the same nonce
  const keyOf = ({ tenantId, mode }: CursorPlace) =>
    new Uint8Array(hkdfSync('sha256', secret, `${tenantId} ${mode}`, 'baton cursor 1', 32));
  const boundTo = ({ list }: CursorPlace) => Buffer.from(JSON.stringify(list));
  return {
    seal: (position, place) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, keyOf(place), nonce).setAAD(boundTo(place));
      const sealed = Buffer.concat([cipher.update(position, 'utf8'), cipher.final()]);
      return Buffer.concat([Uint8Array.of(FORMAT), nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open: (cursor, place) => {
      const bytes = Buffer.from(cursor, 'base64url');
      // the last character has bits that stand for nothing
      if (bytes.length < HEAD_BYTES || bytes[0] !== FORMAT || bytes.toString('base64url') !== cursor) return undefined;
      const options = { authTagLength: TAG_BYTES };
      const decipher = createDecipheriv(CIPHER, keyOf(place), bytes.subarray(1, 1 + NONCE_BYTES), options)
        .setAAD(boundTo(place))
        .setAuthTag(bytes.subarray(1 + NONCE_BYTES, HEAD_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(HEAD_BYTES)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
