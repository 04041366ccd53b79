import * as z from 'zod';
import { once } from '../once.ts';
import { decisionSchema } from './decided.ts';

/** What a review may suggest; docs/reviews.md says when. */
export const SUGGESTION_RULES = [
  'require_field',
  'sharpen_field',
  'sharpen_criterion',
  'revisit_overridden_criteria',
  'relieve_queue',
  'cover_weekend',
  'cover_weekday',
  'end_escalation',
  'relieve_owner',
  'sharpen_routing',
  'qualify_earlier',
] as const;
export type SuggestionRule = (typeof SUGGESTION_RULES)[number];

const evidenceSchema = once(() =>
  z
    .strictObject({
      what: z.string().meta({ examples: ['rejections that cite /stakeholders'] }),
      value: z.number().meta({ examples: [38] }),
      of: z
        .number()
        .optional()
        .meta({ description: 'Out of how many; absent where it is no part of anything.', examples: [100] }),
      unit: z.enum(['count', 'seconds', 'times', 'share']),
      handoffs: z.string().optional().meta({ description: 'Where the handoffs behind it are listed.' }),
    })
    .meta({ id: 'SuggestionEvidence', description: 'A figure that a suggestion rests on.' }),
);
export type Evidence = z.infer<ReturnType<typeof evidenceSchema>>;

export const suggestionSchema = once(() =>
  z
    .strictObject({
      id: z.string().meta({
        description: 'The same for the same suggestion, in every month.',
        examples: ['require_field:ctr_01JDA5K7ZWQ0R8T2V4X6Y8B0CD:/stakeholders'],
      }),
      rule: z.enum(SUGGESTION_RULES).meta({ description: 'Why it is made. See [Reviews](/docs/guides/reviews).' }),
      title: z.string().meta({ examples: ['Make /stakeholders required'] }),
      text: z.string().meta({ description: 'What was found, in a sentence or two.' }),
      contractId: z.string().optional(),
      contractName: z.string().optional(),
      contractVersion: z.int().positive().optional().meta({ description: 'The version that was looked at.' }),
      clock: z.string().optional(),
      field: z.string().optional().meta({ description: 'A packet field, as a JSON Pointer.' }),
      criterionId: z.string().optional(),
      queueId: z.string().optional(),
      ownerId: z.string().optional(),
      evidence: z.array(evidenceSchema()),
      action: decisionSchema().optional().meta({
        description:
          'There where this review or an earlier one has decided on it: the latest action that is open, or else the latest.',
      }),
    })
    .meta({ id: 'Suggestion', description: 'What would probably help, and the figures that say so.' }),
);
export type Suggestion = z.infer<ReturnType<typeof suggestionSchema>>;

/** A suggestion, and how many handoffs speak for it. */
export interface Weighed {
  readonly suggestion: Suggestion;
  readonly weight: number;
}
