import type { TestClock } from '#domain/sla/test-clock.ts';
import { type CallContext, requireScope } from '../context.ts';
import { listDocuments } from '../documents.ts';
import type { Page, PageRequest } from '../page.ts';
import { requireTestMode } from './test-mode.ts';

/** @throws DomainError `insufficient_scope`, `live_mode_forbids`, `validation_failed` */
export async function listTestClocks(context: CallContext, request: PageRequest): Promise<Page<TestClock>> {
  requireScope(context, 'handoffs:read');
  requireTestMode(context);
  return listDocuments(context.stores.testClocks, request);
}
