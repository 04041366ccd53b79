import * as z from 'zod';
import { canonicalInstantSchema } from '../wire.ts';
import { contractBodySchema } from './body.ts';

/**
 * A contract beside its published versions: the draft that may still change, and which version is in force. Until its
 * first publication there is only the draft; after a publication there is none until somebody edits.
 */
export const contractSchema = z.strictObject({
  id: z.string(),
  version: z.number().int().positive(),
  status: z.enum(['draft', 'published', 'retired']),
  draft: contractBodySchema.optional(),
  publishedVersion: z.number().int().positive().optional(),
  successorId: z.string().optional(),
  createdAt: canonicalInstantSchema,
  updatedAt: canonicalInstantSchema,
});
export type Contract = z.infer<typeof contractSchema>;

/** A published version: immutable for ever. */
export const contractVersionSchema = z.strictObject({
  contractId: z.string(),
  contractVersion: z.number().int().positive(),
  publishedAt: canonicalInstantSchema,
  body: contractBodySchema,
});
export type ContractVersion = z.infer<typeof contractVersionSchema>;
