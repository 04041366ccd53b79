import * as z from 'zod';
import { durationSeconds, parseDuration } from '../contract/duration.ts';
import { once } from '../once.ts';

const MAX_OVERLAP_SECONDS = 7 * 24 * 3600;

function faultOf(text: string): string | undefined {
  const parsed = parseDuration(text);
  if ('problem' in parsed) return parsed.problem;
  return parsed.seconds > MAX_OVERLAP_SECONDS ? 'must be at most seven days (PT168H)' : undefined;
}

/** How a client rotates the secret of an API key. */
export const keyRotationSchema = once(() =>
  z
    .strictObject({
      overlap: z
        .string({ error: 'must be an ISO 8601 duration, such as PT24H' })
        .superRefine((text, context) => {
          const message = faultOf(text);
          if (message !== undefined) context.addIssue({ code: 'custom', message });
        })
        .default('PT24H')
        .meta({
          description:
            'How long the secret before still holds: ISO 8601 in hours, minutes and seconds, from PT0S, which ends it at once, to PT168H.',
          examples: ['PT24H'],
        }),
      force: z
        .boolean({ error: 'must be true or false' })
        .default(false)
        .meta({ description: 'Also while the overlap of an earlier rotation lasts: the oldest secret ends at once.' }),
    })
    .meta({ id: 'ApiKeyRotation', description: 'How the secret of an API key is replaced.' }),
);
export type KeyRotation = z.infer<ReturnType<typeof keyRotationSchema>>;

export function overlapSeconds({ overlap }: KeyRotation): number {
  return durationSeconds(overlap);
}
