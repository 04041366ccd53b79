import * as z from 'zod';
import { once } from '../once.ts';
import { canonicalInstantSchema, idSchema } from '../wire.ts';
import { absencesInputSchema, absencesSchema } from './absence.ts';

/** The most open handoffs that an owner may be said to carry at a time. */
export const MAX_CAPACITY = 10_000;

const name = once(() => ({
  name: z
    .string({ error: 'must be text' })
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(200, { error: 'must be at most 200 characters' })
    .meta({ examples: ['Priya Raman'] }),
}));
const email = once(() => z.email({ error: 'must be an e-mail address' }).max(254));
const EMAIL_EXAMPLES = ['priya@acme.example'];
const managerId = once(() => idSchema('own'));
const MANAGER = 'The owner who is told when an escalation says `manager`, also while they are not active.';
const active = once(() => z.boolean().meta({ description: 'Nobody is given a handoff who is not active.' }));
const CALENDAR = 'The hours in which queues give them handoffs; around the clock if left out.';
const calendarId = once(() => idSchema('cal'));
const CAPACITY = 'How many handoffs they have at most, assigned and accepted ones together; no limit if left out.';
const capacity = once(() =>
  z
    .number({ error: 'must be a whole number' })
    .int({ error: 'must be a whole number' })
    .min(0, { error: 'must be 0 or more' })
    .max(MAX_CAPACITY, { error: `must be at most ${MAX_CAPACITY}` }),
);
/** Each with its own copy, as descriptions belong to a schema as a whole. */
const whoTheyAre = () => ({
  ...name(),
  email: email().optional().meta({ examples: EMAIL_EXAMPLES }),
  managerId: managerId().optional().meta({ description: MANAGER }),
});
const whatTheyCanTake = () => ({
  calendarId: calendarId().optional().meta({ description: CALENDAR }),
  capacity: capacity()
    .optional()
    .meta({ description: CAPACITY, examples: [20] }),
});

export const ownerInputSchema = once(() =>
  z
    .strictObject({
      ...whoTheyAre(),
      active: active().default(true),
      ...whatTheyCanTake(),
      outOfOffice: absencesInputSchema().default([]),
    })
    .meta({ id: 'OwnerInput' }),
);
export type OwnerInput = z.infer<ReturnType<typeof ownerInputSchema>>;

export const ownerPatchSchema = once(() =>
  z
    .strictObject({
      ...name(),
      email: email().nullable().meta({ description: '`null` takes it away.', examples: EMAIL_EXAMPLES }),
      managerId: managerId()
        .nullable()
        .meta({ description: `${MANAGER} \`null\` takes them away.` }),
      active: active(),
      calendarId: calendarId()
        .nullable()
        .meta({ description: `${CALENDAR} \`null\` takes it away.` }),
      capacity: capacity()
        .nullable()
        .meta({ description: `${CAPACITY} \`null\` takes the limit away.`, examples: [20] }),
      outOfOffice: absencesInputSchema(),
    })
    .partial()
    .meta({ id: 'OwnerPatch' }),
);
export type OwnerPatch = z.infer<ReturnType<typeof ownerPatchSchema>>;

export const ownerSchema = once(() =>
  z
    .strictObject({
      ...whoTheyAre(),
      active: active(),
      ...whatTheyCanTake(),
      // those who were stored before there was such a thing have none
      outOfOffice: absencesSchema().optional(),
      id: z.string(),
      version: z.number().int().positive(),
      createdAt: canonicalInstantSchema(),
      updatedAt: canonicalInstantSchema(),
    })
    .meta({ id: 'Owner', description: 'A person who can receive handoffs.' }),
);
export type Owner = z.infer<ReturnType<typeof ownerSchema>>;

/** `owner` with the members of `patch` in place of their own; those that are `null` are taken away. */
export function patchOwner(owner: Owner, patch: OwnerPatch): Owner {
  const members = Object.entries({ ...owner, ...patch }).filter(([, value]) => value !== null && value !== undefined);
  return ownerSchema().parse(Object.fromEntries(members));
}
