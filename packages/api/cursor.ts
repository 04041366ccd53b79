import { hkdfSync } from 'node:crypto';
import type { Mode } from '#domain/wire.ts';
import { opened, sealed } from './sealed.ts';

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
    seal: (position, place) =>
      Buffer.from(sealed(Buffer.from(position), keyOf(place), boundTo(place))).toString('base64url'),
    open: (cursor, place) => {
      const bytes = Buffer.from(cursor, 'base64url');
      // the last character has bits that stand for nothing
      if (bytes.toString('base64url') !== cursor) return undefined;
      return opened(bytes, keyOf(place), boundTo(place))?.toString('utf8');
    },
  };
}
