import * as z from 'zod';
import { once } from '#domain/once.ts';
import { PROBLEM_CODES } from '#domain/problem.ts';

const violation = once(() =>
  z
    .strictObject({
      pointer: z.string().meta({
        description: 'JSON Pointer (RFC 6901) into the request body; query parameters are at `/query/<name>`.',
        examples: ['/packet/goals'],
      }),
      code: z.string().meta({ description: 'Stable, for programs.', examples: ['required'] }),
      message: z.string().meta({ description: 'For people.', examples: ['is required; must be text'] }),
      details: z.record(z.string(), z.unknown()).optional().meta({ description: 'Further facts, such as a position.' }),
    })
    .meta({ id: 'Violation', description: 'One cause of a refusal.' }),
);

/** Every refusal, RFC 9457. Some codes bring further members, named on their pages. */
export const problem = once(() =>
  z
    .looseObject({
      type: z.string().meta({ format: 'uri', description: 'The page that explains this code.' }),
      title: z.string().meta({ description: 'The same for every occurrence of the code.' }),
      status: z.int().min(400).max(599),
      detail: z.string().meta({ description: 'What happened this time.' }),
      code: z.enum(PROBLEM_CODES).meta({ id: 'ProblemCode', description: 'Stable; decide by this one.' }),
      requestId: z.string().meta({ description: 'The same as the header X-Request-Id. Quote it to support.' }),
      errors: z.array(violation()).optional().meta({ description: 'All causes at once; at most 100 are listed.' }),
      errorsOmitted: z.int().positive().optional().meta({ description: 'How many causes beyond those listed.' }),
    })
    .meta({ id: 'Problem', description: 'A refusal, as RFC 9457 problem details.' }),
);
