import * as z from 'zod';
import { once } from '../once.ts';
import { clockDefinitionSchema } from './clock.ts';
import { criterionSchema } from './criterion.ts';
import { positiveDurationSchema } from './duration.ts';
import { escalationPathSchema } from './escalation.ts';
import { inheritancesSchema } from './inheritance.ts';
import { routingSchema } from './routing.ts';
import { identifierSchema, lineSchema, REJECTION_CLASSES } from './vocabulary.ts';

export { type ClockDefinition, type ClockTarget, targetOf } from './clock.ts';
export type { Criterion } from './criterion.ts';
export type { EscalationAt, EscalationPath, EscalationRecipient, EscalationStep } from './escalation.ts';
export type { Assignee, Routing, RoutingRule } from './routing.ts';

const partySchema = once(() =>
  z
    .strictObject({
      stage: identifierSchema().meta({ description: 'A node of the journey map.', examples: ['closed_won'] }),
      team: lineSchema(100)
        .optional()
        .meta({ examples: ['sales'] }),
      channel: lineSchema(100)
        .optional()
        .meta({ examples: ['crm'] }),
      system: lineSchema(100)
        .optional()
        .meta({ examples: ['salesforce'] }),
    })
    .meta({ id: 'Party', description: 'One side of the handoff.' }),
);

const rejectionReasonSchema = once(() =>
  z
    .strictObject({
      code: identifierSchema().meta({ examples: ['missing_stakeholders'] }),
      class: z.enum(REJECTION_CLASSES).meta({
        description:
          'procedural: the wrong owner or process. clerical: incomplete or wrong data. definitional: not what was agreed.',
      }),
      label: lineSchema(200).meta({ examples: ['Stakeholder map incomplete'] }),
    })
    .meta({ id: 'RejectionReason', description: 'A reason for which the receiver may send the handoff back.' }),
);

const pauseReasonSchema = once(() =>
  z
    .strictObject({
      code: identifierSchema().meta({ examples: ['awaiting_customer'] }),
      label: lineSchema(200).optional(),
      clocks: z.array(identifierSchema()).min(1).max(20).meta({ description: 'The pausable clocks that it stops.' }),
      maxPause: positiveDurationSchema().optional().meta({
        description: 'The longest single pause, in real time; at its end the handoff resumes itself.',
      }),
    })
    .meta({ id: 'PauseReason', description: 'A reason for which clocks may stand still.' }),
);

const pauseLimitsSchema = once(() =>
  z
    .strictObject({
      count: z
        .int()
        .min(1)
        .max(50)
        .default(10)
        .meta({ description: 'How often one handoff may pause; 10 if left out.' }),
      total: positiveDurationSchema()
        .optional()
        .meta({ description: 'How long one handoff may pause in all; at its end it resumes itself.' }),
    })
    .meta({ id: 'PauseLimits', description: 'How often and how long one handoff may pause, whatever the reasons.' }),
);

const packetDefinitionSchema = once(() =>
  z
    .strictObject({
      schema: z
        .record(z.string(), z.unknown(), { error: 'must be a JSON Schema object' })
        .meta({ description: 'JSON Schema 2020-12 of the packet; local $ref only, at most 64 KiB.' }),
      inherit: inheritancesSchema().optional().meta({
        description:
          'Fields that are carried over from earlier packets of the same subject where the sender leaves them out.',
      }),
    })
    .meta({ id: 'PacketDefinition', description: 'What must travel with the handoff.' }),
);

/** The whole of what two teams agree on. Its references and expressions are checked by `checkContract`. */
export const contractBodySchema = once(() =>
  z
    .strictObject({
      name: lineSchema(200)
        .trim()
        .meta({ examples: ['Closed-won to onboarding'] }),
      from: partySchema(),
      to: partySchema(),
      subjectType: identifierSchema().meta({ description: 'What is handed over.', examples: ['account'] }),
      customerRisk: lineSchema(1000)
        .optional()
        .meta({ description: 'What the customer suffers when this handoff goes wrong.' }),
      packet: packetDefinitionSchema().default({ schema: { type: 'object' } }),
      entryCriteria: z.array(criterionSchema()).max(50).default([]).meta({ description: 'What "ready" means.' }),
      exitCriteria: z.array(criterionSchema()).max(50).default([]).meta({ description: 'What "done" means.' }),
      milestones: z
        .array(identifierSchema())
        .max(20)
        .default([])
        .meta({ description: 'Milestones beyond the built-in first_touch.', examples: [['first_meeting']] }),
      rejectionReasons: z.array(rejectionReasonSchema()).max(50).default([]),
      pauseReasons: z.array(pauseReasonSchema()).max(20).default([]),
      pauseLimits: pauseLimitsSchema().optional(),
      routing: routingSchema().default({ rules: [] }),
      clocks: z.array(clockDefinitionSchema()).max(20).default([]),
      escalation: z.array(escalationPathSchema()).max(20).default([]),
      maxAttempts: z
        .int()
        .min(1)
        .max(20)
        .default(3)
        .meta({ description: 'After this many attempts a rejection escalates to both sides.' }),
    })
    .meta({ id: 'ContractBody', description: 'What two teams agree on about one kind of handoff.' }),
);

/** A contract body as it is stored: defaults filled in. */
export type ContractBody = z.infer<ReturnType<typeof contractBodySchema>>;
/** A contract body as it may be written: everything with a default left out. */
export type ContractBodyInput = z.input<ReturnType<typeof contractBodySchema>>;
export type Party = z.infer<ReturnType<typeof partySchema>>;
export type RejectionReason = z.infer<ReturnType<typeof rejectionReasonSchema>>;
export type PauseReason = z.infer<ReturnType<typeof pauseReasonSchema>>;
