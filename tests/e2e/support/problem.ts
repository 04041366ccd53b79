import * as z from 'zod';
import { PROBLEMS } from '#api/problem.ts';
import { PROBLEM_CODES } from '#domain/problem.ts';
import type { Answer } from './tenant.ts';

const problemSchema = z.looseObject({
  type: z.url(),
  title: z.string().min(1),
  status: z.int().min(400).max(499),
  detail: z.string().min(1),
  code: z.enum(PROBLEM_CODES),
  requestId: z.string().min(1),
  errors: z
    .array(
      z.strictObject({
        pointer: z.string(),
        code: z.string().min(1),
        message: z.string().min(1),
        details: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .min(1)
    .optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** What of an answer would tell of the inside: stack frames, file names, the engines underneath. */
const INSIDE = /\bat \S+ \(|node_modules|\.ts:\d+|file:\/\/|dynamo|sqlite|ECONN/i;

/**
 * The refusal that an answer is. Throws unless it is one as RFC 9457 and Baton have it: the media type, a stable code with
 * its status and page, the request's id, and nothing of the inside.
 */
export function problemOf({ status, headers, text, json }: Answer): Problem {
  const problem = problemSchema.parse(json);
  const wrong = [
    headers.get('content-type') === 'application/problem+json' ? '' : `content-type ${headers.get('content-type')}`,
    problem.status === status ? '' : `status ${status} is not ${problem.status}`,
    PROBLEMS[problem.code].status === status ? '' : `${problem.code} does not go with ${status}`,
    problem.type.endsWith(`/docs/errors/${problem.code}`) ? '' : `type ${problem.type}`,
    headers.get('x-request-id') === problem.requestId ? '' : 'the request id differs from the header',
    INSIDE.test(text) ? `tells of the inside: ${text}` : '',
  ].filter((reason) => reason !== '');
  if (wrong.length > 0) throw new Error(`not a proper refusal: ${wrong.join('; ')}`);
  return problem;
}
