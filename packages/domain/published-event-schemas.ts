import * as z from 'zod';
import { actorSchema } from './actor.ts';
import {
  CONFIGURATION_EVENT_TYPES,
  type EventType,
  HANDOFF_EVENT_TYPES,
  type HandoffEventType,
} from './event-types.ts';
import { handoffEventData } from './handoff/event-data.ts';
import { once } from './once.ts';
import { DISABLED_REASONS } from './webhook/stored-endpoint.ts';
import { canonicalInstantSchema, modeSchema } from './wire.ts';

type ConfigurationEventType = (typeof CONFIGURATION_EVENT_TYPES)[number];

/** The URL of an endpoint as others may know it. */
const endpointOrigin = () =>
  z.string().meta({
    description:
      'Where it leads: scheme, host and port. Path and query are withheld, as with many receivers they are secrets.',
    examples: ['https://hooks.slack.com'],
  });

/** What each event about a tenant's configuration says. */
const configurationEventData = once(
  () =>
    ({
      'contract.published': z.strictObject({
        contractId: z.string(),
        contractVersion: z.int().positive(),
        name: z.string(),
      }),
      'contract.retired': z.strictObject({ contractId: z.string(), successorId: z.string().optional() }),
      'review.ready': z.strictObject({
        month: z.string().meta({ examples: ['2026-10'] }),
        timeZone: z.string(),
        review: z.string().meta({ description: 'Where it is.', examples: ['/v1/reviews/2026-10'] }),
        submitted: z.int().nonnegative(),
        breached: z.int().nonnegative(),
        attainment: z.number().nullable().meta({ description: 'Of runs of clocks, those met; null: there were none.' }),
        contractsBelowTarget: z.int().nonnegative(),
        suggestions: z.int().nonnegative().meta({ description: 'How many it makes.' }),
        firstSuggestion: z.string().optional().meta({ description: 'The one that the most handoffs speak for.' }),
      }),
      'webhook_endpoint.disabled': z.strictObject({
        endpointId: z.string(),
        url: endpointOrigin(),
        reason: z.enum(DISABLED_REASONS).meta({
          description:
            'gone: it answered 410. failing_for_5_days: nothing that was tried in that time succeeded. manual: somebody did it.',
        }),
        missedSince: canonicalInstantSchema().optional().meta({
          description:
            'From when on to replay what it misses, with `undeliveredOnly`, as far as is known by then; `webhook_endpoint.enabled` tells it for good.',
        }),
      }),
      'webhook_endpoint.enabled': z.strictObject({
        endpointId: z.string(),
        url: endpointOrigin(),
        disabledAt: canonicalInstantSchema().optional().meta({ description: 'Since when it had received nothing.' }),
        missedSince: canonicalInstantSchema()
          .optional()
          .meta({ description: 'From when on to replay what it missed, with `undeliveredOnly`.' }),
        disabledReason: z.enum(DISABLED_REASONS).optional(),
      }),
      'webhook_endpoint.test': z.strictObject({
        endpointId: z.string().meta({ description: 'The only endpoint that it is sent to.' }),
        example: z
          .record(z.string(), z.unknown())
          .optional()
          .meta({ description: 'An invented event of the type that was asked for, as it would be posted.' }),
      }),
    }) satisfies Record<ConfigurationEventType, z.ZodType>,
);

const idField = () =>
  z.string().meta({
    description: 'Stable: the same fact has the same id however often it is delivered.',
    examples: ['evt_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_000007'],
  });

const common = once(() => ({
  occurredAt: canonicalInstantSchema().meta({ description: 'When it really happened, also if it was noticed later.' }),
  detectedAt: canonicalInstantSchema().optional().meta({ description: 'When Baton noticed, if that was later.' }),
  tenantId: z.string().meta({ examples: ['ten_01JDA5K7ZWQ0R8T2V4X6Y8B0CD'] }),
  mode: modeSchema(),
  actor: actorSchema(),
}));

/** `handoff.submitted` → `HandoffSubmittedEvent`. */
export function eventName(type: EventType): string {
  const words = type.split(/[._]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}Event`;
}

function handoffEvent(type: HandoffEventType) {
  return z
    .strictObject({
      id: idField(),
      type: z.literal(type),
      ...common(),
      handoffId: z.string().meta({ examples: ['hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD'] }),
      sequence: z.int().positive().meta({
        description: 'Gapless within a handoff, from 1. Deliveries are not ordered; order by this.',
      }),
      data: handoffEventData()[type],
    })
    .meta({ id: eventName(type) });
}

function configurationEvent(type: ConfigurationEventType) {
  return z
    .strictObject({ id: idField(), type: z.literal(type), ...common(), data: configurationEventData()[type] })
    .meta({ id: eventName(type) });
}

/** The schema of each event type as subscribers and readers of the timeline receive it. */
export const publishedEventSchemas = once(
  (): ReadonlyMap<EventType, z.ZodType> =>
    new Map<EventType, z.ZodType>([
      ...HANDOFF_EVENT_TYPES.map((type) => [type, handoffEvent(type)] as const),
      ...CONFIGURATION_EVENT_TYPES.map((type) => [type, configurationEvent(type)] as const),
    ]),
);

export function publishedEventSchema(type: EventType): z.ZodType {
  const schema = publishedEventSchemas().get(type);
  if (schema === undefined) throw new Error(`no schema for the event type ${type}`);
  return schema;
}

/** The JSON Schema of an event. It says nothing of further members: events may gain them, and receivers ignore those. */
export function publishedEventJsonSchema(type: EventType): Record<string, unknown> {
  const { $schema, $ref, $defs, ...rest } = z.toJSONSchema(publishedEventSchema(type), {
    io: 'output',
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  // A schema with a name is rendered as a reference to itself: the name is resolved, so that the event is at the top.
  const { [$ref?.slice('#/$defs/'.length) ?? '']: event, ...others } = $defs ?? {};
  return { $schema, ...rest, ...event, ...(Object.keys(others).length > 0 && { $defs: others }) };
}
