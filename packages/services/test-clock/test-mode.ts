import { DomainError } from '#domain/problem.ts';
import type { CallContext } from '../context.ts';

/** Time goes its own way in live mode. @throws DomainError `live_mode_forbids` */
export function requireTestMode({ mode }: CallContext): void {
  if (mode === 'test') return;
  throw new DomainError('live_mode_forbids', 'Test clocks exist in test mode only; use a test key.');
}
