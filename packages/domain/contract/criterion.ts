import * as z from 'zod';
import { once } from '../once.ts';
import { identifierSchema, lineSchema } from './vocabulary.ts';

/** An expression's source text, in UTF-16 code units. */
export const MAX_EXPRESSION_LENGTH = 1000;

/** The source of a Common Expression Language expression; `criteria.ts` parses and type-checks it. */
export const expressionSchema = once(() =>
  z
    .string({ error: 'must be a CEL expression, such as packet.arr > 0' })
    .min(1, { error: 'must not be empty' })
    .max(MAX_EXPRESSION_LENGTH, { error: `must be at most ${MAX_EXPRESSION_LENGTH} characters` }),
);

/** A named, machine-evaluated condition. */
export const criterionSchema = once(() =>
  z
    .strictObject({
      id: identifierSchema().meta({ description: 'Unique within the contract.', examples: ['arr_known'] }),
      description: lineSchema(500)
        .optional()
        .meta({ description: 'What the sender reads when it is not met.', examples: ['ARR is known'] }),
      expression: expressionSchema().meta({
        description: 'CEL over packet, subject, handoff and outcome, with a boolean result.',
        examples: ['packet.arr > 0'],
      }),
    })
    .meta({ id: 'Criterion', description: 'A named condition that the machine evaluates.' }),
);

export type Criterion = z.infer<ReturnType<typeof criterionSchema>>;
