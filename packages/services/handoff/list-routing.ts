import type { RoutingTrace } from '#domain/routing/trace.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findHandoff } from './get-handoff.ts';

/** Only a handoff that waits for long and is tried again and again has more; the oldest are then left out. */
const MOST = 100;

/** Why a handoff went where it went: the routing decisions about it, the latest first. @throws DomainError `not_found` */
export async function listRouting(context: CallContext, id: string): Promise<readonly RoutingTrace[]> {
  requireScope(context, 'handoffs:read');
  await findHandoff(context, id);
  return (await context.stores.handoffs.decisions(id, MOST)).map(({ trace }) => trace);
}
