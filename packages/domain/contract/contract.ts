import * as z from 'zod';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';
import type { ContractBody } from './body.ts';
import type { Conditions } from './criteria.ts';

/**
 * What is said of a contract beside its bodies. Every submission reads it, so it stays small; the draft and the
 * published versions are items of their own.
 */
export const contractSchema = once(() =>
  z.strictObject({
    id: z.string(),
    version: z.number().int().positive(),
    status: z.enum(['draft', 'published', 'retired']),
    /** Whether there is a body that differs from the version in force, or none is in force yet. */
    hasDraft: z.boolean(),
    publishedVersion: z.number().int().positive().optional(),
    successorId: z.string().optional(),
    createdAt: canonicalInstantSchema(),
    updatedAt: canonicalInstantSchema(),
  }),
);
export type Contract = z.infer<ReturnType<typeof contractSchema>>;

/** Checked in full when it was written, and read as it was written: it is on the path of every cold start. */
export const storedBodySchema = once(() =>
  z.custom<ContractBody>((value) => typeof value === 'object' && value !== null),
);

/** A published version: immutable for ever. */
export const contractVersionSchema = once(() =>
  z.strictObject({
    contractId: z.string(),
    contractVersion: z.number().int().positive(),
    publishedAt: canonicalInstantSchema(),
    body: storedBodySchema(),
    /** The body's conditions, compiled when it was published; absent where they would be too large. */
    conditions: z.custom<Conditions>((value) => typeof value === 'object' && value !== null).optional(),
  }),
);
export type ContractVersion = z.infer<ReturnType<typeof contractVersionSchema>>;
