import * as z from 'zod';
import { senderSchema } from '#domain/handoff/parts.ts';
import { HANDOFF_STATES } from '#domain/handoff/state.ts';
import { TRAVELS } from '#domain/journey/travel.ts';
import { PARTIES, TIME_CAUSES } from '#domain/metrics/counters.ts';
import { once } from '#domain/once.ts';
import { canonicalInstantSchema, idSchema } from '#domain/wire.ts';
import { subject } from './handoff-query.ts';

/** What a caller calls a customer may hold any character; in a path it is percent-encoded. */
export const subjectParams = once(() =>
  z.strictObject({
    type: z
      .string()
      .min(1)
      .max(64)
      .meta({ description: 'What kind of thing it is.', examples: ['account'] }),
    id: z
      .string()
      .min(1)
      .max(128)
      .meta({ description: "Its id in the tenant's system of record, percent-encoded.", examples: ['acme-42'] }),
  }),
);

export const journeyQuery = once(() => z.strictObject({ subject: subject().unwrap() }));

const party = once(() =>
  z.enum(PARTIES).meta({
    description: 'platform: nobody was assigned. receiver: somebody had it. sender: it was sent back.',
  }),
);

const time = once(() =>
  z
    .strictObject({
      lostSeconds: z.number().meta({ description: 'All but what was worked.' }),
      workedSeconds: z.number(),
      shares: z
        .array(z.strictObject({ cause: z.enum(TIME_CAUSES), party: party(), seconds: z.number() }))
        .meta({ description: 'What the time went into, and with whom; nothing is left out but what is nothing.' }),
    })
    .meta({
      id: 'JourneyTime',
      description: 'What time went into, by the rules of the metrics; what has not ended counts as far as it has come.',
    }),
);

const held = once(() =>
  z
    .strictObject({
      from: canonicalInstantSchema(),
      to: canonicalInstantSchema().nullable().meta({ description: 'Null while they have it.' }),
      party: party(),
      ownerId: z.string().optional(),
      queueId: z.string().optional().meta({ description: 'The queue that it waited in, with the platform.' }),
      seconds: z.number().meta({ description: 'Real seconds.' }),
    })
    .meta({ id: 'HeldSpan', description: 'Who had the handoff from when to when.' }),
);

const travelled = once(() =>
  z
    .strictObject({
      field: z.string().meta({ description: 'JSON Pointer into the packet.', examples: ['/stakeholders'] }),
      travel: z.enum(TRAVELS).meta({
        description:
          'carried: it was not sent, and came from an earlier packet. repeated: sent again as it was. changed: an earlier packet had another value. new: no earlier one had it.',
      }),
      fromHandoffId: z.string().optional().meta({ description: 'The latest earlier handoff that had it.' }),
    })
    .meta({ id: 'TravelledField' }),
);

const asked = once(() =>
  z
    .discriminatedUnion('cause', [
      z.strictObject({
        cause: z.literal('rejection'),
        field: z.string(),
        attempt: z.int().positive().meta({ description: 'The attempt that was sent back for it.' }),
        reason: z.string().meta({ description: 'A reason code of the contract.' }),
        mended: z.boolean().meta({ description: 'Whether the next attempt had it otherwise.' }),
      }),
      z.strictObject({
        cause: z.literal('repetition'),
        field: z.string(),
        fromHandoffId: z.string().meta({ description: 'The handoff that had it already.' }),
      }),
    ])
    .meta({
      id: 'AskedAgain',
      description:
        'What had to be given once more: because of a rejection, or because a contract asks for what an earlier packet had and does not have it carried over.',
    }),
);

const leg = once(() =>
  z
    .strictObject({
      handoffId: idSchema('hnd'),
      contractId: idSchema('ctr'),
      contractVersion: z.int().positive(),
      contractName: z.string(),
      from: z.string().meta({ description: 'The stage that it came from.' }),
      to: z.string().meta({ description: 'The stage that it went to.' }),
      customerRisk: z.string().optional(),
      sender: senderSchema().optional(),
      state: z.enum(HANDOFF_STATES),
      attempts: z.int().positive(),
      submittedAt: canonicalInstantSchema(),
      acceptedAt: canonicalInstantSchema().nullable().meta({ description: 'When it was first accepted.' }),
      endedAt: canonicalInstantSchema().nullable(),
      holders: z.array(held()).meta({ description: 'The latest 50 at the most, in order.' }),
      packetRevision: z.int().positive(),
      travelled: z
        .array(travelled())
        .meta({ description: 'The fields of the latest packet, the first 100 at the most.' }),
      askedAgain: z.array(asked()),
      time: time(),
    })
    .meta({ id: 'JourneyHandoff', description: 'One boundary of the journey.' }),
);

export const journey = once(() =>
  z
    .strictObject({
      subject: z.strictObject({ type: z.string(), id: z.string(), name: z.string().optional() }),
      asOf: canonicalInstantSchema(),
      complete: z.boolean().meta({
        description:
          'Whether these are all handoffs of the subject. Otherwise older ones are left out, or those of more than 10,000 events.',
      }),
      handoffs: z.array(leg()).meta({ description: 'The latest 50 at the most, in the order in which they began.' }),
      totals: z.strictObject({
        handoffs: z.int(),
        open: z.int(),
        elapsedSeconds: z.number().meta({ description: 'From the first submission to the last end, or to `asOf`.' }),
        time: time(),
        furtherAttempts: z.int().meta({ description: 'Attempts beyond the first of each handoff.' }),
        carried: z.int().meta({ description: 'Fields that travelled without being sent again.' }),
        repeated: z.int().meta({ description: 'Fields that were sent again although an earlier packet had them.' }),
      }),
      narrative: z
        .array(z.string())
        .meta({ description: 'The same in sentences: the whole, then one paragraph for each handoff. Plain text.' }),
    })
    .meta({ id: 'Journey', description: 'All handoffs of one customer as one story.' }),
);
