import type { Owner, Template } from './answers.ts';
import type { ApiClient } from './api-client.ts';
import type { Display } from './display.ts';
import type { Receiver } from './receiver.ts';

/** What there is before the first step. */
export interface Stage {
  readonly display: Display;
  /** Aborts everything that waits. */
  readonly signal: AbortSignal;
  readonly receiver: Receiver;
}

/** What is set up once: an account with its people, its contract in force and its subscriber. */
export interface Scene extends Stage {
  readonly api: ApiClient;
  readonly owner: Owner;
  readonly fallback: Owner;
  readonly contractId: string;
  /** Example packets and outcome of the template that the contract began as. */
  readonly examples: Template['examples'];
}

/** The names by which the table calls ids. */
export function namesOf({ owner, fallback }: Scene): ReadonlyMap<string, string> {
  return new Map([owner, fallback].map(({ id, name }) => [id, name]));
}
