import * as z from 'zod';
import { CURSOR_FORM, cursorSchema } from './cursor.ts';

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
  cursor: cursorSchema()
    .optional()
    .meta({ ...CURSOR_FORM, description: 'The `nextCursor` of the request before, as it was answered.' }),
});
