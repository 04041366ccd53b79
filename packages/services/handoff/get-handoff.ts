import type { Handoff } from '#domain/handoff/state.ts';
import { type CallContext, notFound, requireScope } from '../context.ts';
import { bringUp } from './bring-up.ts';
import { momentOf } from './moment.ts';
import { type HandoffView, viewHandoff } from './view.ts';

/** @throws DomainError `not_found` */
export async function getHandoff(context: CallContext, id: string): Promise<HandoffView> {
  requireScope(context, 'handoffs:read');
  return showHandoff(context, await findHandoff(context, id));
}

export async function findHandoff({ stores }: CallContext, id: string): Promise<Handoff> {
  const stored = await stores.handoffs.get(id);
  if (stored === undefined) throw notFound('handoff', id);
  return stored;
}

/** A stored handoff as of now. */
export async function showHandoff(context: CallContext, stored: Handoff): Promise<HandoffView> {
  const { terms } = await context.terms.get(context, stored);
  const now = await momentOf(context, stored);
  const { directory } = await bringUp(context, stored, { terms, now });
  return viewHandoff(stored, { terms, directory, now });
}
