import { type CallContext, concurrentUpdate, requireScope } from '../context.ts';
import { place } from '../routing/place.ts';
import { auditOverride } from '../tenancy/audit-override.ts';
import { requireOpenRoom } from '../tenancy/open-handoffs.ts';
import { beginHandoff } from './begin.ts';
import { prepareSubmission, type Submission } from './prepare.ts';
import { requireReady } from './readiness.ts';
import { routeHandoff } from './route-handoff.ts';
import type { HandoffView } from './view.ts';

/**
 * Starts a handoff: the packet is ready, or the key may override that it is not. State, packet and events are written in
 * one, or nothing is. Where many submit to one queue at once, one that finds no turn waits there instead of failing.
 *
 * @throws DomainError `limit_reached`, `not_ready` with every gap, and what `prepareSubmission` refuses
 */
export async function submitHandoff(context: CallContext, submission: Submission): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  if (submission.override !== undefined) requireScope(context, 'handoffs:override');
  await requireOpenRoom(context);
  const prepared = await prepareSubmission(context, submission);
  const { compiled, input, now, handoffId } = prepared;
  if (submission.override === undefined) requireReady(prepared.readiness, compiled);
  let view: HandoffView | undefined;
  const written = await place(context, {
    now,
    testClockId: submission.testClockId,
    route: (fresh) => routeHandoff(context, compiled, { ...input, now }, { fresh }),
    write: ({ route, placement }) => {
      const beginning = beginHandoff(context, submission, prepared, route);
      view = beginning.view;
      const { state, events } = beginning;
      const audited = auditOverride(context, state.id, 'submit', submission.override);
      const { packet } = input;
      return context.stores.handoffs.create(state, packet, events, { ...placement, ...audited }, prepared.inherited);
    },
  });
  if (written !== 'written' || view === undefined) throw concurrentUpdate('handoff', handoffId);
  context.openHandoffs.note(1);
  return view;
}
