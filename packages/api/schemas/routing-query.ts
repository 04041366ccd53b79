import * as z from 'zod';
import { once } from '#domain/once.ts';
import { pageParameters } from './page.ts';

/** Of one kind each, as descriptions belong to a schema as a whole. */
const partOfName = () =>
  z
    .string()
    .min(1, { error: 'must not be empty' })
    .max(200, { error: 'must be at most 200 characters' })
    .optional()
    .meta({ description: 'Those whose name holds this, in capitals or not.', examples: ['emea'] });

export const queueQuery = once(() => z.strictObject({ name: partOfName(), ...pageParameters() }));

export const ownerQuery = once(() =>
  z.strictObject({
    active: z
      .enum(['true', 'false'])
      .transform((text) => text === 'true')
      .optional()
      .meta({
        description: 'Those who are active, or those who are not.',
        override: { type: 'boolean', enum: undefined },
      }),
    name: partOfName(),
    ...pageParameters(),
  }),
);
