import type { Write } from './tenant-table.ts';

/** Where it is noted, with the tenant, which answer is kept to the request that opened it: it is outside of the tenant's keys. */
export const SIGN_UP_NOTES = 'sign-up';

/** `name`: by which the answer is kept, hexadecimal. */
export function notingSignUp(name: string): Write {
  return { put: { partition: SIGN_UP_NOTES, sort: name }, attributes: {}, ifVersion: 0 };
}
