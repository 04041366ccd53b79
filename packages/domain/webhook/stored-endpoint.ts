import * as z from 'zod';
import { WEBHOOK_FORMATS } from '../notification/format.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';
import { endpointSecretSchema } from './secret-rotation.ts';

/** Why an endpoint is switched off: it answered 410, every attempt has failed for five days, or somebody did it. */
export const DISABLED_REASONS = ['gone', 'failing_for_5_days', 'manual'] as const;

/** An endpoint as it is stored, secrets included. */
export const storedEndpointSchema = once(() =>
  z.strictObject({
    id: z.string(),
    version: z.number().int().positive(),
    url: z.string(),
    description: z.string().optional(),
    eventTypes: z.array(z.string()),
    /** Absent, for what was stored before there was such a thing: standard. */
    format: z.enum(WEBHOOK_FORMATS).optional(),
    linkTemplate: z.string().optional(),
    filter: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    /** Posts per second. */
    rateLimit: z.int().positive().optional(),
    enabled: z.boolean(),
    secrets: z.array(endpointSecretSchema()).min(1),
    secretRotatedAt: canonicalInstantSchema().optional(),
    /** Every attempt since then has failed; absent while it is healthy. */
    failingSince: canonicalInstantSchema().optional(),
    /** Which part of the time since then was tried; see `FailureRun`. */
    failingDays: z.strictObject({ count: z.int().positive(), last: canonicalInstantSchema() }).optional(),
    /** It takes long to answer since then; absent while it is not known to. */
    slowSince: canonicalInstantSchema().optional(),
    disabledReason: z.enum(DISABLED_REASONS).optional(),
    disabledAt: canonicalInstantSchema().optional(),
    /** Of what was recorded before, nothing was missed by being disabled. */
    missedSince: canonicalInstantSchema().optional(),
    createdAt: canonicalInstantSchema(),
    updatedAt: canonicalInstantSchema(),
  }),
);
export type StoredEndpoint = z.infer<ReturnType<typeof storedEndpointSchema>>;
