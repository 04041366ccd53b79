import * as z from 'zod';
import { once } from '#domain/once.ts';
import { CURSOR_FORM, cursorSchema } from './cursor.ts';

const DEFAULT_LIMIT = 25;

/** The parameters of every list. */
export const pageParameters = once(() => ({
  limit: z
    .string()
    .regex(/^(?:[1-9]|[1-9]\d|100)$/, { error: 'must be an integer from 1 to 100' })
    .transform(Number)
    .default(DEFAULT_LIMIT)
    .meta({
      description: 'The most entries of a page.',
      override: { type: 'integer', minimum: 1, maximum: 100, default: DEFAULT_LIMIT, pattern: undefined },
      examples: [25],
    }),
  cursor: cursorSchema()
    .optional()
    .meta({ ...CURSOR_FORM, description: 'The `nextCursor` of the page before, as it was answered.' }),
}));

export const pageQuery = once(() => z.strictObject(pageParameters()));

/** One page of a list of `item`. */
export function pageOf<T extends z.ZodType>(name: string, item: () => T) {
  return once(() =>
    z
      .strictObject({
        data: z.array(item()),
        nextCursor: z
          .string()
          .nullable()
          .meta({ description: 'Pass it as `cursor` for the next page; null on the last.' }),
      })
      .meta({ id: `${name}Page` }),
  );
}

/** A list that is answered whole. It has the shape of a page, so that one reader does for every list. */
export function wholeListOf<T extends z.ZodType>(name: string, item: () => T) {
  return once(() =>
    z
      .strictObject({ data: z.array(item()), nextCursor: z.null().meta({ description: 'There is no next page.' }) })
      .meta({ id: `${name}List` }),
  );
}
