import { DomainError } from '#domain/problem.ts';
import type { CallContext } from '../context.ts';

/** What somebody is told who asks for a test clock with a live key. */
export const TEST_MODE_ONLY =
  'Test clocks exist in test mode only, and this API key is a live one: use one that begins with baton_test_.';

/** Time goes its own way in live mode. @throws DomainError `live_mode_forbids` */
export function requireTestMode({ mode }: CallContext): void {
  if (mode === 'test') return;
  throw new DomainError('live_mode_forbids', TEST_MODE_ONLY);
}
