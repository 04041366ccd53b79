import type { Handler, Handlers } from '#local/host/handlers.ts';
import { FUNCTION_NAMES, type FunctionName } from '#local/resources.ts';

/** One invocation of a function that has ended, well or badly. */
export interface Invocation {
  readonly functionName: FunctionName;
  readonly event: unknown;
}

type FunctionModule = { readonly handler: (event: unknown, context: unknown) => unknown };

/** The product's functions, each loaded at its first event, when their environment is there; `ended` is told of each. */
export function watchedFunctions(ended: (invocation: Invocation) => void): Handlers {
  const watched = (functionName: FunctionName): Handler => {
    return async (event, context) => {
      const module: FunctionModule = await import(`../../../functions/${functionName}.ts`);
      try {
        return await module.handler(event, context);
      } finally {
        ended({ functionName, event });
      }
    };
  };
  const handlers: Partial<Record<FunctionName, Handler>> = Object.fromEntries(
    FUNCTION_NAMES.map((name) => [name, watched(name)]),
  );
  return handlers as Handlers; // every name has just been given its handler
}
