import { type CallContext, concurrentUpdate, requireScope } from '../context.ts';
import { beginHandoff } from './begin.ts';
import { prepareSubmission, type Submission } from './prepare.ts';
import { requireReady } from './readiness.ts';
import type { HandoffView } from './view.ts';

/**
 * Starts a handoff: the packet is ready, or the key may override that it is not. State, packet and events are written in
 * one, or nothing is.
 *
 * @throws DomainError `not_ready` with every gap, and what `prepareSubmission` refuses
 */
export async function submitHandoff(context: CallContext, submission: Submission): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  if (submission.override !== undefined) requireScope(context, 'handoffs:override');
  const prepared = await prepareSubmission(context, submission);
  if (submission.override === undefined) requireReady(prepared.readiness, prepared.compiled);
  const { state, events, view } = beginHandoff(context, submission, prepared);
  if ((await context.stores.handoffs.create(state, submission.packet, events)) !== 'written') {
    throw concurrentUpdate('handoff', state.id);
  }
  return view;
}
