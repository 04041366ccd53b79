import * as z from 'zod';
import { once } from '#domain/once.ts';
import { clock } from './handoff.ts';

const assignee = () =>
  z.union([z.strictObject({ ownerId: z.string() }), z.strictObject({ queueId: z.string() })]).meta({ id: 'RoutedTo' });

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

const routing = once(() => {
  const to = assignee();
  return z
    .strictObject({
      to: to.optional().meta({ description: 'Absent: nobody could be found, and it would wait unassigned.' }),
      reason: z.enum(['rule', 'fallback', 'unrouted']),
      ruleId: z.string().optional(),
      trace: z.strictObject({
        rules: z.array(z.strictObject({ id: z.string(), matched: z.boolean(), error: z.string().optional() })),
        considered: z.array(
          z.strictObject({ assignee: to, availability: z.enum(['available', 'inactive', 'unknown']) }),
        ),
      }),
    })
    .meta({ id: 'RoutingTrace', description: 'Who would receive it, and how that comes about.' });
});

/** What a dry run of a submission finds. */
export const handoffCheck = once(() =>
  z
    .strictObject({
      ready: z.boolean(),
      criteria: z.array(criterionResult()),
      schemaErrors: z.array(schemaError()),
      routing: routing(),
      clocks: z.array(clock()).meta({ description: 'The clocks that would start, with their due instants.' }),
    })
    .meta({ id: 'HandoffCheck' }),
);
