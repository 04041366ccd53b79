import * as z from 'zod';
import { assigneeSchema } from '../contract/routing.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';
import { AVAILABILITIES } from './availability.ts';
import { MAX_MEMBERS, STRATEGIES } from './queue.ts';

/**
 * How large a trace can get. `passedOver`: members listed of queues with nobody to be given it, all of them together;
 * of the queue that somebody was picked from, all members are listed.
 */
export const TRACE_LIMITS = { rules: 50, considered: 40, members: MAX_MEMBERS, passedOver: 200, error: 200 } as const;

const ruleResult = once(() =>
  z
    .strictObject({
      id: z.string(),
      matched: z.boolean(),
      error: z
        .string()
        .optional()
        .meta({ description: 'Why it could not be evaluated; it then counts as not matched.' }),
    })
    .meta({ id: 'RoutingRuleResult' }),
);

const member = once(() =>
  z
    .strictObject({
      ownerId: z.string(),
      availability: z.enum(AVAILABILITIES),
      weight: z.number().int().optional().meta({ description: 'Of those who could be picked: their share.' }),
      turn: z
        .number()
        .int()
        .optional()
        .meta({ description: 'Of those who could be picked: how near their turn was, the largest being next.' }),
      load: z.number().int().optional().meta({
        description:
          'Of those who are full or could be picked: how many handoffs they had. Absent: it did not matter, and was not looked up.',
      }),
    })
    .meta({ id: 'RoutingTraceMember' }),
);

const candidate = once(() =>
  z
    .strictObject({
      assignee: assigneeSchema(),
      availability: z.enum([...AVAILABILITIES, 'nobody']).meta({
        description:
          'Whether it could be given the handoff, or why not. `nobody`: a queue none of whose members is available.',
      }),
      via: z
        .enum(['rule', 'rule_fallback', 'contract_fallback', 'request', 'escalation', 'queue_fallback', 'delegate'])
        .meta({
          description:
            'How it came to be asked. `request`: somebody put it into that queue. `escalation`: a step was to hand it over to them. Fallbacks of queues, and delegates, follow the one that they stand in for. Nobody is asked twice: one that had been asked before is named again without its members.',
        }),
      strategy: z.enum(STRATEGIES).optional(),
      members: z.array(member()).max(TRACE_LIMITS.members).optional(),
      omitted: z
        .number()
        .int()
        .optional()
        .meta({ description: 'Members, none of them available, that are not listed for brevity.' }),
      picked: z.string().optional().meta({ description: 'The member who was picked.' }),
    })
    .meta({ id: 'RoutingTraceCandidate' }),
);

const because = once(() => ({
  reason: z.enum(['rule', 'fallback', 'request', 'escalation']),
  ruleId: z
    .string()
    .optional()
    .meta({ description: 'The rule that matched, also where it came to the fallback of the contract.' }),
}));

/** What routing came to. */
const outcome = once(() =>
  z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('assigned'),
        ownerId: z.string(),
        queueId: z.string().optional().meta({ description: 'The queue that they were picked from.' }),
        ...because(),
      }),
      z.strictObject({
        kind: z.literal('waiting'),
        queueId: z.string(),
        for: z
          .enum(['claim', 'member'])
          .meta({ description: 'What ends the wait: a claim, or a member who is available.' }),
        ...because(),
      }),
      z.strictObject({ kind: z.literal('unrouted') }),
    ])
    .meta({ id: 'RoutingOutcomeTraced' }),
);

/** Why a handoff went where it went: stored with the decision, and enough to make it again (`replay`). */
export const routingTraceSchema = once(() =>
  z
    .strictObject({
      at: canonicalInstantSchema(),
      rules: z.array(ruleResult()).max(TRACE_LIMITS.rules).meta({ description: 'In the order of the contract.' }),
      considered: z.array(candidate()).max(TRACE_LIMITS.considered).meta({ description: 'In the order asked.' }),
      outcome: outcome(),
    })
    .meta({ id: 'RoutingTrace', description: 'Who was asked to receive the handoff, and how that came out.' }),
);
export type RoutingTrace = z.infer<ReturnType<typeof routingTraceSchema>>;
export type TracedCandidate = RoutingTrace['considered'][number];
export type TracedMember = NonNullable<TracedCandidate['members']>[number];
export type RoutingOutcome = RoutingTrace['outcome'];
export type Via = TracedCandidate['via'];
