import type { InheritedField } from '#domain/packet/inherited.ts';
import { type Direction, directionOf, type Route } from '#domain/routing/route.ts';
import { type CallContext, requireScope } from '../context.ts';
import { beginHandoff } from './begin.ts';
import { type PreparedSubmission, prepareSubmission, type Submission } from './prepare.ts';
import type { Readiness } from './readiness.ts';
import { routeHandoff } from './route-handoff.ts';
import type { ClockView } from './view.ts';

export interface HandoffCheck extends Readiness {
  /** What would be carried over into the packet from earlier ones of the subject. */
  readonly inherited: readonly InheritedField[];
  /** Who would receive it, and why. */
  readonly routing: Omit<Direction, 'broken'> & Pick<Route, 'trace'>;
  /** The clocks that would start, with their due instants. */
  readonly clocks: readonly ClockView[];
}

/** A submission without effect: what is missing, who would get it, and by when. */
export async function checkHandoff(context: CallContext, submission: Submission): Promise<HandoffCheck> {
  requireScope(context, 'handoffs:read');
  const prepared = await prepareSubmission(context, submission);
  return showPrepared(context, submission, prepared);
}

/** What a prepared submission would come to, without effect. */
export async function showPrepared(
  context: CallContext,
  submission: Submission,
  prepared: PreparedSubmission,
): Promise<HandoffCheck> {
  const { input, inherited, now, readiness, compiled } = prepared;
  const { route } = await routeHandoff(context, compiled, { ...input, now });
  // the trace shows it too
  const { broken: _broken, ...direction } = directionOf(route);
  const routing = { ...direction, trace: route.trace };
  return { ...readiness, inherited, routing, clocks: beginHandoff(context, submission, prepared, route).view.clocks };
}
