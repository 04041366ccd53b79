import * as z from 'zod';
import { clockTargetSchema } from '#domain/contract/clock.ts';
import { lineSchema } from '#domain/contract/vocabulary.ts';
import { prioritySchema } from '#domain/handoff/parts.ts';
import { once } from '#domain/once.ts';
import { idSchema, instantSchema } from '#domain/wire.ts';

const clockName = () =>
  z
    .string()
    .min(1)
    .max(64)
    .meta({ description: 'A clock of the handoff.', examples: ['accept'] });

export const pauseInput = once(() =>
  z
    .strictObject({
      reason: z
        .string()
        .min(1)
        .max(64)
        .meta({ description: 'A pause reason of the contract.', examples: ['awaiting_customer'] }),
      resumeBy: instantSchema().meta({
        description: 'When it ends by itself at the latest: in the future, and at most three years ahead.',
      }),
    })
    .meta({ id: 'PauseInput' }),
);

export const reprioritization = once(() =>
  z
    .strictObject({
      priority: prioritySchema(),
      reason: lineSchema(500)
        .optional()
        .meta({ examples: ['Their board meets on Friday.'] }),
    })
    .meta({ id: 'Reprioritization' }),
);

export const retargeting = once(() =>
  z
    .strictObject({
      clock: clockName(),
      target: clockTargetSchema(),
      reason: lineSchema(500)
        .optional()
        .meta({ examples: ['Agreed with the customer.'] }),
    })
    .meta({ id: 'Retargeting' }),
);

export const noteInput = once(() =>
  z
    .strictObject({ text: lineSchema(4000).meta({ examples: ['Their champion is away until Monday.'] }) })
    .meta({ id: 'NoteInput' }),
);

export const acknowledgement = once(() =>
  z
    .strictObject({
      clock: clockName().optional(),
      stepId: z
        .string()
        .min(1)
        .max(64)
        .optional()
        .meta({
          description:
            'A step of its escalation path. The latest that would fire again, if left out, or else the latest.',
          examples: ['lead'],
        }),
      ownerId: idSchema('own').optional().meta({ description: 'Who sees to it.' }),
      note: lineSchema(500)
        .optional()
        .meta({ examples: ['On it after this call.'] }),
    })
    .meta({ id: 'Acknowledgement' }),
);

export const excuseInput = once(() =>
  z
    .strictObject({
      clock: clockName(),
      attempt: z
        .int()
        .positive()
        .optional()
        .meta({ description: 'The latest run that is late and not excused, if left out.' }),
      reason: lineSchema(500).meta({ examples: ['The CRM was down all afternoon.'] }),
    })
    .meta({ id: 'ExcuseInput' }),
);
