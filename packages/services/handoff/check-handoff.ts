import type { Route } from '#domain/routing/route.ts';
import { type CallContext, requireScope } from '../context.ts';
import { beginHandoff } from './begin.ts';
import { prepareSubmission, type Submission } from './prepare.ts';
import type { Readiness } from './readiness.ts';
import { routeHandoff } from './route-handoff.ts';
import type { ClockView } from './view.ts';

export interface HandoffCheck extends Readiness {
  /** Who would receive it, and why. */
  readonly routing: Omit<Route, 'turn' | 'load'>;
  /** The clocks that would start, with their due instants. */
  readonly clocks: readonly ClockView[];
}

/** A submission without effect: what is missing, who would get it, and by when. */
export async function checkHandoff(context: CallContext, submission: Submission): Promise<HandoffCheck> {
  requireScope(context, 'handoffs:read');
  const prepared = await prepareSubmission(context, submission);
  const { input, now, readiness } = prepared;
  const { route } = await routeHandoff(context, prepared.compiled, { ...input, now });
  const { clocks } = beginHandoff(context, submission, prepared, route).view;
  return { ...readiness, routing: shownRoute(route), clocks };
}

/** Without what it would take to hold the decision against others. */
export function shownRoute({ turn: _turn, load: _load, ...shown }: Route): HandoffCheck['routing'] {
  return shown;
}
