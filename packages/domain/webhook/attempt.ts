import * as z from 'zod';
import type { Instant } from '../instant.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';
import { type AttemptOutcome, isSuccess } from './outcome.ts';

/** One attempt as it is kept and shown. */
export const deliveryAttemptSchema = once(() =>
  z
    .strictObject({
      at: canonicalInstantSchema().meta({ description: 'When the attempt ended.' }),
      url: z.string().meta({ description: 'Where it was posted to.', examples: ['https://example.com/hook'] }),
      outcome: z.enum(['succeeded', 'failed']),
      httpStatus: z.int().optional(),
      latencyMs: z.int().nonnegative(),
      responseExcerpt: z
        .string()
        .optional()
        .meta({ description: 'The first 4 KiB of the answer, with what looks like a secret removed.' }),
      error: z
        .strictObject({
          code: z.enum(['unsuccessful_status', 'timeout', 'refused_url', 'refused_address', 'connection_error']),
          message: z.string(),
        })
        .optional()
        .meta({ description: 'Why the attempt failed.' }),
    })
    .meta({ id: 'DeliveryAttempt', description: 'One attempt to deliver an event.' }),
);

export type DeliveryAttempt = z.infer<ReturnType<typeof deliveryAttemptSchema>>;

/** The record of an attempt to post to `url` that ended `at`. */
export function attemptOf(outcome: AttemptOutcome, url: string, at: Instant): DeliveryAttempt {
  const error = explainFailure(outcome);
  return {
    at,
    url,
    outcome: error === undefined ? 'succeeded' : 'failed',
    latencyMs: outcome.latencyMs,
    ...(outcome.kind === 'response' && { httpStatus: outcome.status, responseExcerpt: outcome.excerpt }),
    ...(error !== undefined && { error }),
  };
}

/** Why an attempt failed, for the tenant to act on; undefined if it succeeded. */
export function explainFailure(outcome: AttemptOutcome): DeliveryAttempt['error'] {
  switch (outcome.kind) {
    case 'response':
      return isSuccess(outcome) ? undefined : { code: 'unsuccessful_status', message: explainStatus(outcome.status) };
    case 'timeout':
      return { code: 'timeout', message: `No complete answer in time (${WAITED_FOR[outcome.phase]}).` };
    case 'refused_url':
      return { code: 'refused_url', message: `The URL may not be called (${outcome.code}).` };
    case 'refused_address':
      return {
        code: 'refused_address',
        message: `The host leads to ${outcome.address}, which is not a public address (${outcome.range}).`,
      };
    case 'connection_error':
      return { code: 'connection_error', message: `The connection failed (${outcome.code}).` };
  }
}

const WAITED_FOR = {
  resolve: 'resolving the name',
  connect: 'connecting',
  response: 'waiting for the answer',
  body: 'reading the answer',
} as const;

function explainStatus(status: number): string {
  if (status >= 300 && status <= 399) return `Answered ${status}; redirects are not followed.`;
  if (status === 410) return 'Answered 410; the endpoint is disabled.';
  return `Answered ${status}; only 2xx is success.`;
}
