import * as z from 'zod';
import { once } from '#domain/once.ts';
import { inheritedFieldSchema } from '#domain/packet/inherited.ts';
import { explainHandoffClock } from '#services/handoff/explain-clock.ts';
import { getHandoff } from '#services/handoff/get-handoff.ts';
import { getPacket } from '#services/handoff/get-packet.ts';
import { listHandoffEvents } from '#services/handoff/list-events.ts';
import { defineRoute, type Route } from '../route.ts';
import { clockExplanation, clockExplanationExample, clockParams, clockQuery } from '../schemas/explanation.ts';
import { clock } from '../schemas/handoff.ts';
import { handoffEventPage } from '../schemas/handoff-event.ts';
import { pageQuery, wholeListOf } from '../schemas/page.ts';
import { idParams } from '../schemas/params.ts';

const params = idParams('hnd');

const clocks = wholeListOf('Clock', clock);

const packet = once(() =>
  z
    .strictObject({
      revision: z.int().positive(),
      packet: z.unknown().meta({ description: 'As it was sent, with what was carried over into it.' }),
      inherited: z
        .array(inheritedFieldSchema())
        .meta({ description: 'Its fields that were not sent but carried over.' }),
    })
    .meta({ id: 'PacketRevision' }),
);

const packetQuery = once(() =>
  z.strictObject({
    revision: z
      .string()
      .regex(/^[1-9]\d{0,3}$/, { error: 'must be an integer from 1 to 9999' })
      .transform(Number)
      .optional()
      .meta({
        description: 'The latest if left out.',
        override: { type: 'integer', minimum: 1, maximum: 9999, pattern: undefined },
      }),
  }),
);

const listEvents = defineRoute({
  method: 'GET',
  path: '/v1/handoffs/{id}/events',
  operationId: 'listHandoffEvents',
  summary: 'Timeline',
  description: 'Everything that happened to the handoff, in the order of `sequence`. Replaying it gives its state.',
  tag: 'Handoffs',
  scope: 'handoffs:read',
  request: { params, query: pageQuery },
  responses: { 200: { description: 'One page.', schema: handoffEventPage } },
  errors: [],
}).handledBy(async ({ context, params, query }) => ({
  status: 200,
  body: await listHandoffEvents(context, params.id, query),
}));

const getPacketRevision = defineRoute({
  method: 'GET',
  path: '/v1/handoffs/{id}/packet',
  operationId: 'getHandoffPacket',
  summary: 'Packet',
  description: 'What travelled with the handoff.',
  tag: 'Handoffs',
  scope: 'handoffs:read',
  request: { params, query: packetQuery },
  responses: { 200: { description: 'The packet.', schema: packet } },
  errors: [],
}).handledBy(async ({ context, params, query }) => ({
  status: 200,
  body: await getPacket(context, params.id, query.revision),
}));

const listClocks = defineRoute({
  method: 'GET',
  path: '/v1/handoffs/{id}/clocks',
  operationId: 'listHandoffClocks',
  summary: 'Clocks',
  description: 'The clocks of the handoff as of now.',
  tag: 'Handoffs',
  scope: 'handoffs:read',
  request: { params },
  responses: { 200: { description: 'The clocks.', schema: clocks } },
  errors: [],
}).handledBy(async ({ context, params }) => {
  const { clocks: data } = await getHandoff(context, params.id);
  return { status: 200, body: { data, nextCursor: null } };
});

const explainClock = defineRoute({
  method: 'GET',
  path: '/v1/handoffs/{id}/clocks/{name}/explain',
  operationId: 'explainHandoffClock',
  summary: 'Explain a clock',
  description:
    'Why a clock shows what it shows: every open, closed and paused stretch from its start to its stop, or to now, each with whom the handoff was. The open ones add up to `elapsedSeconds` exactly, and so do the holders. A stretch in a pause is `paused` throughout, whether it was open or closed. Each stretch is by the version of the calendar that the clock then went by. A clock that ran several times is told by `attempt` and `run`; without them the latest run is explained, and where they disagree the answer is 404.',
  tag: 'Handoffs',
  scope: 'handoffs:read',
  request: { params: clockParams, query: clockQuery },
  responses: {
    200: { description: 'The explanation.', schema: clockExplanation, example: clockExplanationExample },
  },
  errors: [],
}).handledBy(async ({ context, params, query }) => ({
  status: 200,
  body: await explainHandoffClock(context, params.id, params.name, query),
}));

export const HANDOFF_HISTORY_ROUTES: readonly Route[] = [listEvents, getPacketRevision, listClocks, explainClock];
