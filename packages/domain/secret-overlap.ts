import * as z from 'zod';
import { parseDuration } from './contract/duration.ts';

/** How long a replaced secret still holds unless the tenant says otherwise. */
const DEFAULT_OVERLAP = 'PT24H';
export const MAX_OVERLAP_SECONDS = 7 * 24 * 3600;

/** How long a secret holds beside the one that replaces it; `meaning` says what holding is. */
export function overlapSchema(meaning: string) {
  return z
    .string({ error: 'must be an ISO 8601 duration, such as PT24H' })
    .superRefine((text, context) => {
      const message = faultOf(text);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    })
    .default(DEFAULT_OVERLAP)
    .meta({
      description: `${meaning}: ISO 8601 in hours, minutes and seconds, from PT0S, which ends it at once, to PT168H.`,
      examples: ['PT24H'],
    });
}

/** Whether a secret may be replaced while the one before it still holds beside it. */
export function forceSchema() {
  return z
    .boolean({ error: 'must be true or false' })
    .default(false)
    .meta({ description: 'Also while the overlap of an earlier rotation lasts: the oldest secret ends at once.' });
}

function faultOf(text: string): string | undefined {
  const parsed = parseDuration(text);
  if ('problem' in parsed) return parsed.problem;
  return parsed.seconds > MAX_OVERLAP_SECONDS ? 'must be at most seven days (PT168H)' : undefined;
}
