import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { ordered } from './ordered.ts';
import type { AnyReply } from './route.ts';
import { opened, sealed } from './sealed.ts';

/** An item holds 400 KB. */
const LARGEST_SEALED = 350 * 1024;
const LARGEST_ANSWER = 16 * 1024 * 1024;
const UNBOUND = new Uint8Array(0);

/** What identifies a request to whoever knows its key. */
export interface Identified {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  /** The API key that sent it; a stranger has none. */
  readonly apiKeyId?: string;
}

/**
 * What only who knows an idempotency key can do: recognize its request, and read its answer. An answer may hold secrets that
 * are shown once, so that neither it nor the key may be read off the table. `owner` is whose key it is.
 */
export class IdempotencySecret {
  /** Stands for the key where it is stored. */
  readonly name: string;
  readonly #key: string;
  readonly #owner: string;

  constructor(key: string, owner: string) {
    this.#key = key;
    this.#owner = owner;
    this.name = createHash('sha256').update(`baton idempotency key\0${owner}\0${key}`).digest('hex');
  }

  /**
   * The same for requests of one sender that mean the same: members of a body may come in any order. An answer may tell more
   * than another API key of the tenant is to know.
   */
  fingerprint({ method, path, query, body, apiKeyId }: Identified): string {
    const meant = JSON.stringify([method, path, query, ordered(body), apiKeyId ?? null]);
    return createHmac('sha256', this.#derived('fingerprint')).update(meant).digest('base64url');
  }

  /** Undefined if the answer is too large to be kept. */
  seal({ status, headers, body }: AnyReply): Uint8Array | undefined {
    const text = deflateRawSync(JSON.stringify({ status, headers, body }));
    const bytes = sealed(text, this.#derived('answer'), UNBOUND);
    return bytes.length > LARGEST_SEALED ? undefined : bytes;
  }

  /** Throws if it was not sealed under this key, or was altered. */
  open(bytes: Uint8Array): AnyReply {
    const text = opened(bytes, this.#derived('answer'), UNBOUND);
    if (text === undefined) throw new Error('an answer that was not sealed under this key, or was altered');
    return JSON.parse(inflateRawSync(text, { maxOutputLength: LARGEST_ANSWER }).toString('utf8')) as AnyReply;
  }

  #derived(purpose: string): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.#key, this.#owner, `baton idempotency ${purpose} 1`, 32));
  }
}
