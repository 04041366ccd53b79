import * as z from 'zod';

const DEFAULT_LIMIT = 50;

/** What every request says that works off many handoffs, page by page: a dry run unless it says otherwise. */
export const passRequest = () => ({
  dryRun: z.boolean().default(true).meta({ description: 'Whether only to tell what would happen; true if left out.' }),
  limit: z
    .int()
    .min(1)
    .max(100)
    .default(DEFAULT_LIMIT)
    .meta({ description: 'The most handoffs that one request moves.', examples: [DEFAULT_LIMIT] }),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{4,600}$/, { error: 'must be a nextCursor as it was answered' })
    .optional()
    .meta({ description: 'The `nextCursor` of the request before, as it was answered.' }),
});
