import { decideSubmission } from '#domain/handoff/decide.ts';
import { applyFacts } from '#domain/handoff/evolve.ts';
import type { Route } from '#domain/routing/route.ts';
import { type CallContext, requireScope } from '../context.ts';
import { NOBODY } from './directory.ts';
import { prepareSubmission, type Submission } from './prepare.ts';
import type { Readiness } from './readiness.ts';
import { type ClockView, viewHandoff } from './view.ts';

export interface HandoffCheck extends Readiness {
  /** Who would receive it, and why. */
  readonly routing: Route;
  /** The clocks that would start, with their due instants. */
  readonly clocks: readonly ClockView[];
}

/** A submission without effect: what is missing, who would get it, and by when. */
export async function checkHandoff(context: CallContext, submission: Submission): Promise<HandoffCheck> {
  requireScope(context, 'handoffs:read');
  const { handoffId, compiled, readiness, route } = await prepareSubmission(context, submission);
  const circumstances = { terms: compiled.terms, now: context.now, directory: NOBODY };
  const { subject, priority = 'normal' } = submission;
  const facts = decideSubmission(
    { type: 'submit', handoffId, subject, priority, route },
    { ...circumstances, actor: context.actor },
  );
  const { state } = applyFacts(handoffId, undefined, facts);
  const clocks = state === undefined ? [] : viewHandoff(state, circumstances).clocks;
  return { ...readiness, routing: route, clocks };
}
