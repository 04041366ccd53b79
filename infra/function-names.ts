/** The functions of Baton: each is `functions/<name>.ts` and exports `handler`. See docs/architecture.md. */
export const FUNCTION_NAMES = [
  'api',
  'docs',
  'relay',
  'route',
  'dispatch',
  'deliver',
  'deliver-slow',
  'replay',
  'deadline',
  'sweep',
  'measure',
  'review',
  'delete-tenant',
] as const;

export type FunctionName = (typeof FUNCTION_NAMES)[number];
