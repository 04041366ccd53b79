import type { TestClock } from '#domain/sla/test-clock.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { requireTestMode } from './test-mode.ts';

/** @throws DomainError `insufficient_scope`, `live_mode_forbids`, `not_found` */
export async function getTestClock(context: CallContext, id: string): Promise<TestClock> {
  requireScope(context, 'handoffs:read');
  requireTestMode(context);
  return findDocument(context.stores.testClocks, 'test clock', id);
}
