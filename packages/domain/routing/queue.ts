import * as z from 'zod';
import { assigneeSchema } from '../contract/routing.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema, idSchema } from '../wire.ts';

export const STRATEGIES = ['manual', 'round_robin', 'weighted', 'least_loaded'] as const;
export type Strategy = (typeof STRATEGIES)[number];

export const MAX_MEMBERS = 200;
export const MAX_WEIGHT = 100;

const fields = once(() => ({
  name: z
    .string({ error: 'must be text' })
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(200, { error: 'must be at most 200 characters' })
    .meta({ examples: ['EMEA onboarding'] }),
}));
const strategy = once(() =>
  z.enum(STRATEGIES, { error: `must be one of ${STRATEGIES.join(', ')}` }).meta({
    description:
      'How a handoff in the queue finds its owner. `manual`: a member claims it by accepting it. The others choose among the members who are active, not away, in their working hours and below their capacity: `round_robin` one after the other, `weighted` in proportion to their weights, `least_loaded` whoever has the fewest handoffs for their weight.',
    examples: ['round_robin'],
  }),
);
const weight = once(() => z.number({ error: 'must be a whole number' }).int({ error: 'must be a whole number' }));
const WEIGHT = 'Their share, in proportion to the weights of the others; `round_robin` takes everybody for 1.';
const MEMBERS =
  'Who may be given, or claim, what is in the queue; order breaks ties. Empty: every active owner may claim.';
const members = once(() =>
  z
    .array(
      z.strictObject({
        ownerId: idSchema('own'),
        // its bounds are for `checkQueue` to tell, beside all else that is wrong with a member
        weight: weight()
          .default(1)
          .meta({ description: WEIGHT, examples: [2], override: { minimum: 1, maximum: MAX_WEIGHT } }),
      }),
    )
    .max(MAX_MEMBERS, { error: `must be at most ${MAX_MEMBERS} members` })
    .meta({ description: MEMBERS }),
);
const FALLBACK = 'Who receives what nobody of the queue can be given. Also tried before the fallbacks of a contract.';

export const queueInputSchema = once(() =>
  z
    .strictObject({
      ...fields(),
      strategy: strategy().default('manual'),
      members: members().default([]),
      fallback: assigneeSchema().optional().describe(FALLBACK),
    })
    .meta({ id: 'QueueInput' }),
);
export type QueueInput = z.infer<ReturnType<typeof queueInputSchema>>;

export const queuePatchSchema = once(() =>
  z
    .strictObject({
      ...fields(),
      strategy: strategy(),
      members: members(),
      fallback: assigneeSchema().nullable().describe(`${FALLBACK} \`null\` takes it away.`),
    })
    .partial()
    .meta({ id: 'QueuePatch' }),
);
export type QueuePatch = z.infer<ReturnType<typeof queuePatchSchema>>;

export const queueSchema = once(() =>
  z
    .strictObject({
      ...fields(),
      strategy: strategy(),
      members: z
        .array(
          z.strictObject({
            ownerId: idSchema('own'),
            // members who were stored before there were weights have none
            weight: weight().min(1).max(MAX_WEIGHT).optional().describe(WEIGHT),
          }),
        )
        .max(MAX_MEMBERS)
        .meta({ description: MEMBERS }),
      fallback: assigneeSchema().optional().describe(FALLBACK),
      id: z.string(),
      version: z.number().int().positive(),
      createdAt: canonicalInstantSchema(),
      updatedAt: canonicalInstantSchema(),
    })
    .meta({ id: 'Queue', description: 'Where handoffs find an owner, or wait until somebody claims them.' }),
);
export type Queue = z.infer<ReturnType<typeof queueSchema>>;
export type QueueMember = Queue['members'][number];

/** `queue` with the members of `patch` in place of its own; a fallback of `null` is taken away. */
export function patchQueue(queue: Queue, patch: QueuePatch): Queue {
  const members = Object.entries({ ...queue, ...patch }).filter(([, value]) => value !== null && value !== undefined);
  return queueSchema().parse(Object.fromEntries(members));
}

/** Whose turn counts how much: by round robin, everybody's the same. */
export function weightOf(member: QueueMember, strategy: Strategy): number {
  return strategy === 'round_robin' ? 1 : (member.weight ?? 1);
}
