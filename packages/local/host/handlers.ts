import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';
import { describeError } from '../log.ts';
import { FUNCTION_NAMES, type FunctionName } from '../resources.ts';
import { StartUpError } from '../start-up-error.ts';

/** A function's entry point, as Lambda calls it. */
export type Handler = (event: unknown, context: Context) => unknown;

export type Handlers = Readonly<Record<FunctionName, Handler>>;

/**
 * Imports `<folder>/<name>.ts` of each function and takes its export `handler`. The functions' environment must be set
 * before. Throws StartUpError naming the first that is missing or broken.
 */
export async function loadHandlers(folder: string): Promise<Handlers> {
  const entries = await Promise.all(
    FUNCTION_NAMES.map(async (name) => [name, await loadHandler(folder, name)] as const),
  );
  const handlers: Partial<Record<FunctionName, Handler>> = Object.fromEntries(entries);
  return handlers as Handlers; // every name has just been given its handler
}

async function loadHandler(folder: string, name: FunctionName): Promise<Handler> {
  const file = join(folder, `${name}.ts`);
  if (!existsSync(file)) throw new StartUpError(`The function ${name} is missing: there is no ${file}.`);
  let module: unknown;
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    throw new StartUpError(`The function ${name} cannot be loaded: ${describeError(error)}`, { cause: error });
  }
  const handler: unknown = typeof module === 'object' && module !== null ? Reflect.get(module, 'handler') : undefined;
  if (typeof handler !== 'function') throw new StartUpError(`The function ${name} exports no handler (${file}).`);
  return (event, context) => Reflect.apply(handler, undefined, [event, context]);
}
