import type { AppDependencies } from './app.ts';
import type { AuthenticatedContext } from './context.ts';
import type { Caller } from './idempotency-port.ts';
import type { Occurrence, ProblemDocument } from './problem-response.ts';
import type { AnyReply } from './route.ts';

/** For a call that is made of several: each of them is done once, as if it were sent by itself. */
export interface PartsOfCall {
  /** The key that the call itself named. */
  readonly key: string | undefined;
  /** Answers refusals as problems. Throws only where nothing was done: somebody else was faster with the call's key. */
  readonly answer: (part: Part) => Promise<PartAnswer>;
}

export interface Part {
  /** One of the caller's, as if it named the part alone; or one that is derived from the call's. */
  readonly key: { readonly named: string } | { readonly derived: string } | undefined;
  /** What the request would be, had it been sent by itself. */
  readonly path: string;
  readonly body: unknown;
  readonly run: (context: AuthenticatedContext) => Promise<AnyReply>;
}

/** What a part was answered, or why it was refused. */
export type PartAnswer =
  | { readonly status: number; readonly body: unknown }
  | { readonly status: number; readonly problem: ProblemDocument };

/** Nobody but a tenant sends several requests as one. */
export const NO_PARTS: PartsOfCall = {
  key: undefined,
  answer: async () => {
    throw new Error('a call that anybody may make has no parts');
  },
};

export function partsOf(
  call: AppDependencies & { readonly caller: Caller },
  key: string | undefined,
  occurrence: Occurrence,
): PartsOfCall {
  return {
    key,
    answer: async (part) => (await import('./keyed-call.ts')).answerPart(part, occurrence, call),
  };
}
