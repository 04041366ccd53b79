/** What an API key may be allowed to do. A key without any scope can do nothing. */
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
