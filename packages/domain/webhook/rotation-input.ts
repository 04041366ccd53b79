import * as z from 'zod';
import { once } from '../once.ts';
import { forceSchema, overlapSchema } from '../secret-overlap.ts';
import { givenSecretSchema } from './endpoint.ts';

/** How a client rotates a secret. */
export const secretRotationSchema = once(() =>
  z
    .strictObject({
      overlap: overlapSchema('How long the secret before goes on signing beside the new one'),
      force: forceSchema(),
      secret: givenSecretSchema().optional(),
    })
    .meta({ id: 'SecretRotation', description: 'How a signing secret is replaced.' }),
);
export type SecretRotation = z.infer<ReturnType<typeof secretRotationSchema>>;
