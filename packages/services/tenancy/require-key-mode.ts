import { DomainError } from '#domain/problem.ts';
import type { ApiKey, Principal } from '#domain/tenancy/api-key.ts';

/** Whoever has got hold of a test key must not lock production out. @throws DomainError `test_mode_forbids` */
export function requireKeyMode(principal: Principal, key: ApiKey): void {
  if (principal.mode === 'live' || key.mode === 'test') return;
  throw new DomainError('test_mode_forbids', `The API key ${key.id} is a live one; use a live key.`);
}
