import type { Mode } from '#domain/wire.ts';

/** Whom a valid API key speaks for. */
export interface Principal {
  readonly tenantId: string;
  readonly mode: Mode;
  readonly keyId: string;
  readonly scopes: readonly string[];
}
