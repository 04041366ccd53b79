import * as z from 'zod';
import { assigneeSchema } from '#domain/contract/routing.ts';
import { once } from '#domain/once.ts';
import { inheritedFieldSchema } from '#domain/packet/inherited.ts';
import { routingTraceSchema } from '#domain/routing/trace.ts';
import { canonicalInstantSchema } from '#domain/wire.ts';
import { clock } from './handoff.ts';

const criterionResult = once(() =>
  z
    .strictObject({
      id: z.string(),
      met: z.boolean(),
      error: z.string().optional().meta({ description: 'Why it could not be evaluated; it then counts as not met.' }),
    })
    .meta({ id: 'CriterionResult' }),
);

const schemaError = once(() =>
  z
    .strictObject({
      pointer: z.string().meta({ description: 'JSON Pointer into the packet.' }),
      keyword: z.string(),
      message: z.string(),
    })
    .meta({ id: 'PacketError', description: 'Something in which the packet differs from its schema.' }),
);

const routing = once(() =>
  z
    .strictObject({
      to: assigneeSchema()
        .optional()
        .meta({ description: 'Who would receive it, or the queue it would wait in; absent: nobody could be found.' }),
      reason: z.enum(['rule', 'fallback', 'request', 'unrouted']),
      ruleId: z.string().optional(),
      queueId: z.string().optional().meta({ description: 'The queue that the owner would be picked from.' }),
      waitsIn: z.string().optional().meta({ description: 'The queue it would wait in until a member is available.' }),
      routeAgainAt: canonicalInstantSchema()
        .optional()
        .meta({ description: 'When it would be routed again at the latest.' }),
      trace: routingTraceSchema(),
    })
    .meta({ id: 'RoutingPreview', description: 'Who would receive it, and how that comes about.' }),
);

/** What a dry run of a submission finds. */
export const handoffCheck = once(() =>
  z
    .strictObject({
      ready: z.boolean(),
      criteria: z.array(criterionResult()),
      schemaErrors: z.array(schemaError()),
      inherited: z.array(inheritedFieldSchema()).meta({
        description: 'What the packet leaves out and would be carried over from earlier packets of the subject.',
      }),
      routing: routing(),
      clocks: z.array(clock()).meta({ description: 'The clocks that would start, with their due instants.' }),
    })
    .meta({ id: 'HandoffCheck' }),
);
