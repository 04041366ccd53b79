import type { Scope } from '#domain/tenancy/scope.ts';

/** Who may call a route: anybody, anybody with a valid key, or keys with one scope. */
export type Access = 'public' | 'authenticated' | Scope;
