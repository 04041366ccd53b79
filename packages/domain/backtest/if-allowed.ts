import type { HandoffFact } from '../handoff/events.ts';
import { DomainError } from '../problem.ts';

/** What `decide` says, or nothing where the terms refuse it. */
export function ifAllowed(decide: () => readonly HandoffFact[]): readonly HandoffFact[] {
  try {
    return decide();
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}
