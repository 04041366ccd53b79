import { DomainError, type ProblemCode } from '#domain/problem.ts';

/** Why one of many was refused; it holds up no other. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly message: string;
}

/** What `error` says to the caller. Throws it again if it is not a refusal: then something is wrong with us. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof DomainError)) throw error;
  return { code: error.code, message: error.message };
}
