import { catchUp } from '../handoff/deadlines.ts';
import type { Handoff } from '../handoff/state.ts';
import type { Directory, Terms } from '../handoff/terms.ts';
import type { Instant } from '../instant.ts';

/** Where nothing is escalated, nobody is asked about. */
export const NOBODY: Directory = { owner: () => undefined, queue: () => undefined };

/** The same terms, by which nobody is told of anything. */
export function silenced<T extends Pick<Terms, 'body'>>(terms: T): T {
  return { ...terms, body: { ...terms.body, escalation: [] } };
}

/** A handoff with what has fallen due and not been recorded yet; nothing of it is escalated. */
export function presentOf(state: Handoff, terms: Terms, now: Instant): Handoff {
  return catchUp({ ...state, escalations: [] }, { terms: silenced(terms), directory: NOBODY, now }).state;
}
