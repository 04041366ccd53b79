import { decideSubmission } from '#domain/handoff/decide.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { applyFacts } from '#domain/handoff/evolve.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import { directionOf, type Route } from '#domain/routing/route.ts';
import type { CallContext } from '../context.ts';
import { NOBODY } from './directory.ts';
import type { PreparedSubmission, Submission } from './prepare.ts';
import { type HandoffView, viewHandoff } from './view.ts';

/** A handoff as it would be born now; nothing of it is stored. */
export interface Beginning {
  readonly state: Handoff;
  readonly events: readonly HandoffEvent[];
  readonly view: HandoffView;
}

/** What a prepared submission comes to, whether it is then written or only shown. */
export function beginHandoff(
  { actor }: CallContext,
  { subject, priority = 'normal', sender, override, testClockId }: Submission,
  { handoffId, compiled: { terms }, calendars, inherited, now }: PreparedSubmission,
  route: Route,
): Beginning {
  const command = {
    type: 'submit' as const,
    handoffId,
    subject,
    priority,
    route: directionOf(route),
    calendars,
    inherited,
    ...(testClockId === undefined ? {} : { testClockId }),
    ...(sender === undefined ? {} : { sender }),
    ...(override === undefined ? {} : { override }),
  };
  const circumstances = { terms, now, directory: NOBODY };
  const { state, events } = applyFacts(handoffId, undefined, decideSubmission(command, { ...circumstances, actor }));
  if (state === undefined) throw new Error('a submission begins a handoff');
  return { state, events, view: viewHandoff(state, circumstances) };
}
