import * as z from 'zod';
import { contractBodySchema } from '#domain/contract/body.ts';
import { contractPatchSchema } from '#domain/contract/patch.ts';
import { once } from '#domain/once.ts';
import { canonicalInstantSchema, idSchema } from '#domain/wire.ts';
import { pageOf } from './page.ts';

/** A contract as callers see it. */
export const contract = once(() =>
  z
    .strictObject({
      id: idSchema('ctr'),
      status: z.enum(['draft', 'published', 'retired']),
      version: z
        .int()
        .positive()
        .nullable()
        .meta({ description: 'The version in force; null before the first publication.' }),
      hasDraft: z.boolean().meta({ description: 'Whether what is shown is an edit that is not published yet.' }),
      bodyOf: z.enum(['draft', 'published']).meta({
        description:
          'Whose body this answer shows. `draft`: what is being edited; submissions go by `version` meanwhile, which `GET …/versions/{version}` shows. `published`: that of `version`.',
      }),
      revision: z.int().positive().meta({ description: 'Counts edits; the ETag.' }),
      successorId: idSchema('ctr').optional().meta({ description: 'Where to go instead of a retired contract.' }),
      createdAt: canonicalInstantSchema(),
      updatedAt: canonicalInstantSchema(),
      ...contractBodySchema().shape,
    })
    .meta({ id: 'Contract', description: 'A contract: its draft if it has one, else the version in force.' }),
);

export const contractPage = pageOf('Contract', contract);

const slug = () =>
  z
    .string()
    .min(1)
    .max(100)
    .meta({ description: 'The template to start from.', examples: ['closed-won-to-onboarding'] });

/** A contract from a template, with some of its members replaced. */
export const contractFromTemplate = once(() =>
  z
    .strictObject({ templateSlug: slug(), ...contractPatchSchema().shape })
    .meta({ id: 'ContractFromTemplate', description: 'A template, and the members that replace its own.' }),
);

export const contractInput = once(() => z.union([contractFromTemplate(), contractBodySchema()]));

/** What a caller meant: a body with `templateSlug` in it starts from a template. */
export function contractInputBy(value: unknown): z.ZodType {
  return typeof value === 'object' && value !== null && 'templateSlug' in value
    ? contractFromTemplate()
    : contractBodySchema();
}

/** A published version. */
export const contractVersion = once(() =>
  z
    .strictObject({
      contractId: idSchema('ctr'),
      contractVersion: z.int().positive(),
      publishedAt: canonicalInstantSchema(),
      body: contractBodySchema(),
    })
    .meta({ id: 'ContractVersion', description: 'What was published, unchanged for ever.' }),
);

export const contractVersionPage = pageOf('ContractVersion', contractVersion);
