import type { Route } from '#domain/routing/route.ts';
import { type CallContext, requireScope } from '../context.ts';
import { beginHandoff } from './begin.ts';
import { prepareSubmission, type Submission } from './prepare.ts';
import type { Readiness } from './readiness.ts';
import type { ClockView } from './view.ts';

export interface HandoffCheck extends Readiness {
  /** Who would receive it, and why. */
  readonly routing: Route;
  /** The clocks that would start, with their due instants. */
  readonly clocks: readonly ClockView[];
}

/** A submission without effect: what is missing, who would get it, and by when. */
export async function checkHandoff(context: CallContext, submission: Submission): Promise<HandoffCheck> {
  requireScope(context, 'handoffs:read');
  const prepared = await prepareSubmission(context, submission);
  const { clocks } = beginHandoff(context, submission, prepared).view;
  return { ...prepared.readiness, routing: prepared.route, clocks };
}
