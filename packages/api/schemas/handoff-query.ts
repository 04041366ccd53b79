import * as z from 'zod';
import { HANDOFF_STATES, type HandoffState } from '#domain/handoff/state.ts';
import { once } from '#domain/once.ts';
import { idSchema, instantSchema } from '#domain/wire.ts';
import { pageParameters } from './page.ts';

const states: ReadonlySet<string> = new Set(HANDOFF_STATES);

function isState(text: string): text is HandoffState {
  return states.has(text);
}

const stateList = () =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.string().refine(isState, { error: `must be one of ${HANDOFF_STATES.join(', ')}` })).max(10))
    .transform((list) => [...new Set(list.filter(isState))])
    .optional()
    .meta({
      description: 'One state, or several separated by commas.',
      examples: ['pending,assigned'],
      override: { type: 'string' },
    });

export const subject = () =>
  z
    .string()
    .regex(/^[^:]{1,64}:.{1,128}$/s, { error: 'must be type:id, such as account:acme-42' })
    .transform((text) => {
      const colon = text.indexOf(':');
      return { type: text.slice(0, colon), id: text.slice(colon + 1) };
    })
    .optional()
    .meta({ description: 'A customer, as `type:id`.', examples: ['account:acme-42'], override: { type: 'string' } });

const flag = (description: string) =>
  z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta({ description, override: { type: 'boolean', enum: undefined } });

/** The filters of the list of handoffs; each narrows it further. */
export const handoffQuery = once(() =>
  z.strictObject({
    state: stateList(),
    contractId: idSchema('ctr').optional().meta({ description: 'Handoffs under this contract.' }),
    ownerId: idSchema('own').optional().meta({ description: 'Open handoffs that are with this owner.' }),
    queueId: idSchema('que').optional().meta({ description: 'Open handoffs that wait in this queue.' }),
    subject: subject(),
    overdue: flag('Whether some clock is late and still open.'),
    paused: flag('Whether it is paused.'),
    from: instantSchema().optional().meta({ description: 'Created at or after this instant.' }),
    to: instantSchema().optional().meta({ description: 'Created before this instant.' }),
    sort: z
      .enum(['createdAt', '-createdAt'])
      .optional()
      .meta({ description: 'Oldest or newest first. Newest first if left out.' }),
    ...pageParameters(),
  }),
);
