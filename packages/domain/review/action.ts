import * as z from 'zod';
import { lineSchema } from '../contract/vocabulary.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema, idSchema } from '../wire.ts';
import { monthSchema } from './month.ts';

/** What one month's review may lead to. */
export const MAX_ACTIONS = 100;

export const ACTION_STATUSES = ['open', 'in_progress', 'done', 'dropped'] as const;

const title = () => lineSchema(200).meta({ examples: ['Require the stakeholder map'] });
const ownerId = () => idSchema('own');
const assignee = () => lineSchema(200);
const ASSIGNEE = 'Who sees to it, where that is nobody who receives handoffs.';
const dueOn = () =>
  z.iso
    .date({ error: 'must be a date, such as 2026-11-15', abort: true })
    .refine((text) => text >= '1900-01-01' && text <= '2200-12-31', { error: 'must lie between 1900 and 2200' })
    .meta({ examples: ['2026-11-15'] });
const contractId = () => idSchema('ctr');
const suggestionId = () => lineSchema(300);
const SUGGESTION = 'The suggestion of the review that it follows.';

export const actionInputSchema = once(() =>
  z
    .strictObject({
      title: title(),
      ownerId: ownerId().optional().meta({ description: 'An owner who sees to it.' }),
      assignee: assignee()
        .optional()
        .meta({ description: ASSIGNEE, examples: ['RevOps'] }),
      dueOn: dueOn().optional(),
      contractId: contractId().optional().meta({ description: 'The contract that it mends.' }),
      suggestionId: suggestionId()
        .optional()
        .meta({ description: SUGGESTION, examples: ['require_field:ctr_01JDA5K7ZWQ0R8T2V4X6Y8B0CD:/stakeholders'] }),
    })
    .meta({ id: 'ReviewActionInput' }),
);
export type ActionInput = z.infer<ReturnType<typeof actionInputSchema>>;

export const actionPatchSchema = once(() =>
  z
    .strictObject({
      title: title().optional(),
      status: z.enum(ACTION_STATUSES).optional(),
      ownerId: ownerId().nullable().optional(),
      assignee: assignee().nullable().optional(),
      dueOn: dueOn().nullable().optional(),
      contractId: contractId().nullable().optional(),
      contractVersion: z
        .int()
        .positive()
        .nullable()
        .optional()
        .meta({
          description: 'The published version of the contract that ships the fix.',
          examples: [2],
        }),
      suggestionId: suggestionId().nullable().optional(),
    })
    .meta({ id: 'ReviewActionPatch', description: 'What is null is taken away.' }),
);
export type ActionPatch = z.infer<ReturnType<typeof actionPatchSchema>>;

/** What was decided in a review. */
export const actionSchema = once(() =>
  z
    .strictObject({
      id: z.string().meta({ examples: ['act_01JDA5K7ZWQ0R8T2V4X6Y8B0CD'] }),
      version: z.int().positive(),
      month: monthSchema(),
      title: title(),
      status: z.enum(ACTION_STATUSES),
      ownerId: z.string().optional(),
      assignee: z.string().optional(),
      dueOn: z.string().optional(),
      contractId: z.string().optional(),
      contractVersion: z
        .int()
        .positive()
        .optional()
        .meta({ description: 'The published version of the contract that ships the fix.' }),
      suggestionId: z.string().optional().meta({ description: SUGGESTION }),
      createdAt: canonicalInstantSchema(),
      updatedAt: canonicalInstantSchema(),
      closedAt: canonicalInstantSchema().optional().meta({ description: 'When it was done or dropped.' }),
    })
    .meta({ id: 'ReviewAction', description: 'What was decided in a review, and which version ships it.' }),
);
export type Action = z.infer<ReturnType<typeof actionSchema>>;

/** `action` with the members of `patch` that are there; those that are null are taken away. */
export function patchAction(action: Action, patch: ActionPatch, now: Action['updatedAt']): Action {
  const { closedAt, ...before } = { ...action, ...patch };
  const members = Object.entries(before).filter(([, value]) => value !== null && value !== undefined);
  const isClosed = before.status === 'done' || before.status === 'dropped';
  const changed = Object.fromEntries(members);
  return actionSchema().parse({
    ...changed,
    version: action.version + 1,
    updatedAt: now,
    ...(isClosed ? { closedAt: closedAt ?? now } : {}),
  });
}
