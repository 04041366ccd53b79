import type { Instant } from '#domain/instant.ts';
import type { CallContext } from '#services/context.ts';
import type { Platform } from '#services/tenancy/platform.ts';

/** What a handler that anybody may call knows. */
export interface PublicContext {
  readonly now: Instant;
  /** Version of the running code. */
  readonly version: string;
  readonly platform: Platform;
  /** Where the request came from, as far as it is known. */
  readonly source: string;
}

/** What a handler is given once a key was admitted: the services' own context, bound to the key's tenant and mode. */
export type AuthenticatedContext = CallContext & {
  /** Whether something was written, or may have been; of a run under a key, the run says so itself. */
  readonly hasWritten?: () => boolean;
};
