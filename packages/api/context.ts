import type { Instant } from '#domain/instant.ts';
import type { Principal } from '#domain/tenancy/api-key.ts';

/** What a handler knows of the moment and the caller. */
export interface PublicContext {
  readonly now: Instant;
  readonly requestId: string;
  /** Version of the running code. */
  readonly version: string;
}

export interface AuthenticatedContext extends PublicContext {
  readonly principal: Principal;
}
