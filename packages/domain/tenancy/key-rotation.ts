import * as z from 'zod';
import { durationSeconds } from '../contract/duration.ts';
import { once } from '../once.ts';
import { forceSchema, overlapSchema } from '../secret-overlap.ts';

/** How a client rotates the secret of an API key. */
export const keyRotationSchema = once(() =>
  z
    .strictObject({ overlap: overlapSchema('How long the secret before still holds'), force: forceSchema() })
    .meta({ id: 'ApiKeyRotation', description: 'How the secret of an API key is replaced.' }),
);
export type KeyRotation = z.infer<ReturnType<typeof keyRotationSchema>>;

export function overlapSeconds({ overlap }: KeyRotation): number {
  return durationSeconds(overlap);
}
