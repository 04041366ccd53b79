import * as z from 'zod';
import { parseDuration } from '../contract/duration.ts';
import { once } from '../once.ts';
import { givenSecretSchema } from './endpoint.ts';
import { DEFAULT_OVERLAP, MAX_OVERLAP_SECONDS } from './secret-rotation.ts';

const overlapSchema = once(() =>
  z
    .string({ error: 'must be an ISO 8601 duration, such as PT24H' })
    .superRefine((text, context) => {
      const message = faultOf(text);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    })
    .meta({
      description:
        'How long the secret before goes on signing beside the new one: ISO 8601 in hours, minutes and seconds, from PT0S, which ends it at once, to PT168H.',
      examples: ['PT24H'],
    }),
);

function faultOf(text: string): string | undefined {
  const parsed = parseDuration(text);
  if ('problem' in parsed) return parsed.problem;
  return parsed.seconds > MAX_OVERLAP_SECONDS ? 'must be at most seven days (PT168H)' : undefined;
}

/** How a client rotates a secret. */
export const secretRotationSchema = once(() =>
  z
    .strictObject({
      overlap: overlapSchema().default(DEFAULT_OVERLAP),
      force: z
        .boolean({ error: 'must be true or false' })
        .default(false)
        .meta({ description: 'Also while the overlap of an earlier rotation lasts: the oldest secret ends at once.' }),
      secret: givenSecretSchema().optional(),
    })
    .meta({ id: 'SecretRotation', description: 'How a signing secret is replaced.' }),
);
export type SecretRotation = z.infer<ReturnType<typeof secretRotationSchema>>;
