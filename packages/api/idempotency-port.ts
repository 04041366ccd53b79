import type { RequestRecord } from '#domain/idempotency.ts';
import type { Instant } from '#domain/instant.ts';
import type { Principal } from '#domain/tenancy/api-key.ts';
import type { Platform } from '#services/tenancy/platform.ts';
import type { AuthenticatedContext } from './context.ts';

/** How a run ended. `overtaken`: somebody else was faster, and it came to nothing. */
export type Ending = 'written' | 'overtaken';

/** One run of a request. Its first write waits for the answer, and comes about together with it or not at all. */
export interface Run<C> {
  /** All that the run may reach. */
  readonly context: C;
  /** It cannot come to anything any more: it is to be run anew, or its answer is known. */
  readonly overtaken: boolean;
  /** It is noted that it has begun: something of it is written. */
  readonly begun: boolean;
  /** Notes that the request has begun. Throws if somebody else has noted it. */
  open(): Promise<void>;
  /** Notes whose the key is, before anything is done under it. Throws if somebody else has noted something. */
  claim(): Promise<void>;
  /** Ends it with its answer; with none, where that cannot be kept. */
  settle(sealed: Uint8Array | undefined): Promise<Ending>;
  /** What `settle` did not know of is found to have been written. */
  confirmed(): void;
  /** Ends it without one. */
  abandon(): Promise<void>;
}

/** What was done, and may be done, under one key. */
export interface UnderKey<C> {
  find(): Promise<RequestRecord | undefined>;
  /** `after`: the version of the record that the run replaces, 0 for none. `again`: the one that it goes on with. */
  run(fingerprint: string, from: { readonly after: number; readonly again?: RequestRecord }): Run<C>;
}

/** Whose request it is. */
export interface Caller {
  readonly principal: Principal;
  readonly now: Instant;
  readonly requestId: string;
}

/** Where requests are noted that name a key. `name` stands for the key, and does not tell it. */
export interface Idempotency {
  ofTenant(caller: Caller, name: string): UnderKey<AuthenticatedContext>;
  ofPlatform(name: string): UnderKey<Platform>;
}
