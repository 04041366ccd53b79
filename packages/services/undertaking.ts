import type * as z from 'zod';
import type { CallContext } from './context.ts';

/** What a request that takes several steps has chosen to do, kept with the record of its key. */
export interface Undertaking {
  /** What was kept before; undefined if nothing was. */
  readonly chosen: () => string | undefined;
  /** Keeps it: to be called before the first of it is done. */
  readonly keep: (chosen: string) => Promise<void>;
}

/** What a run before this one, which was cut off, has chosen; undefined if this is the first. */
export function chosenBefore<T>({ undertaking }: CallContext, schema: () => z.ZodType<T>): T | undefined {
  const chosen = undertaking?.chosen();
  return chosen === undefined ? undefined : schema().parse(JSON.parse(chosen));
}

/** Keeps what is going to be done, so that the request does that and no more, however often it is cut off and sent again. */
export async function keepChosen({ undertaking }: CallContext, chosen: object): Promise<void> {
  await undertaking?.keep(JSON.stringify(chosen));
}
