import * as z from 'zod';
import { once } from '../once.ts';
import { idSchema } from '../wire.ts';
import { expressionSchema } from './criterion.ts';
import { identifierSchema } from './vocabulary.ts';

/** Someone, or a queue of people, who can be given a handoff. */
export const assigneeSchema = once(() =>
  z
    .union([z.strictObject({ ownerId: idSchema('own') }), z.strictObject({ queueId: idSchema('que') })], {
      error: 'must be {"ownerId": "own_…"} or {"queueId": "que_…"}',
    })
    .meta({ id: 'Assignee', description: 'An owner, or a queue.' }),
);

/** The first rule whose expression holds decides who receives the handoff. */
export const routingRuleSchema = once(() =>
  z
    .strictObject({
      id: identifierSchema().meta({ description: 'Unique within the contract.', examples: ['enterprise'] }),
      when: expressionSchema().meta({
        description: 'CEL over packet, subject and handoff; the first rule that holds wins.',
        examples: ['packet.arr >= 50000'],
      }),
      assign: assigneeSchema(),
      fallback: assigneeSchema()
        .optional()
        .meta({ description: 'Who receives it when the assigned queue has nobody available.' }),
    })
    .meta({ id: 'RoutingRule' }),
);

export const routingSchema = once(() =>
  z
    .strictObject({
      rules: z.array(routingRuleSchema()).max(50).default([]).meta({ description: 'Tried in order.' }),
      fallback: assigneeSchema()
        .optional()
        .meta({ description: 'Who receives what no rule could place, and what escalations give back.' }),
    })
    .meta({ id: 'Routing', description: 'Who receives the handoff.' }),
);

export type Assignee = z.infer<ReturnType<typeof assigneeSchema>>;
export type RoutingRule = z.infer<ReturnType<typeof routingRuleSchema>>;
export type Routing = z.infer<ReturnType<typeof routingSchema>>;
