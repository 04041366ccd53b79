import { DomainError } from '#domain/problem.ts';

/** The refusal that `attempt` ends in. */
export function refusalOf(attempt: () => unknown): DomainError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
