/** What an API key may be allowed to do. */
export const SCOPES = [
  'contracts:read',
  'contracts:write',
  'handoffs:read',
  'handoffs:write',
  'handoffs:override',
  'routing:read',
  'routing:write',
  'webhooks:read',
  'webhooks:write',
  'metrics:read',
  'tenant:admin',
] as const;

export type Scope = (typeof SCOPES)[number];

/** Who may call a route: anybody, anybody with a valid key, or keys with one scope. */
export type Access = 'public' | 'authenticated' | Scope;
