import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { parseRequest } from '#api/request/parse.ts';
import { reassignment, reassignmentBy } from '#api/schemas/handoff-commands.ts';
import { handOverInput } from '#api/schemas/owner.ts';
import { replayInput } from '#api/schemas/replay.ts';
import { escalationStepSchema } from '#domain/contract/escalation.ts';
import { routingRuleSchema } from '#domain/contract/routing.ts';
import type { Violation } from '#domain/problem.ts';
import { queueInputSchema } from '#domain/routing/queue.ts';
import { ANA, QUEUE } from '../../support/people.ts';
import { refusalOf } from '../../support/refusal.ts';

function causes(body: () => z.ZodType, json: object, bodyBy?: (value: unknown) => z.ZodType): readonly Violation[] {
  const request = {
    method: 'POST',
    path: '/',
    query: '',
    origin: 'https://api.example.test',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(json),
  };
  const spec = { body, ...(bodyBy === undefined ? {} : { bodyBy }) };
  return refusalOf(() => parseRequest('POST', spec, { request, params: {} })).violations;
}

describe('a moment of an escalation step', () => {
  test('that is named in both ways must be named in one', () => {
    const step = { id: 'lead', at: { elapsed: 0.5, afterBreach: 'PT1H' } };
    expect(causes(escalationStepSchema, step)).toEqual([
      { pointer: '/at', code: 'exactly_one', message: 'must have exactly one of afterBreach, elapsed' },
    ]);
  });
});

test('what belongs to two shapes of a replay is told both shapes, not that one of their members is enough', () => {
  const both = {
    from: '2026-11-20T00:00:00Z',
    to: '2026-11-21T00:00:00Z',
    eventIds: ['evt_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_000004'],
  };
  const message = 'send either a window, {"from": "…", "to": "…"}, or events, {"eventIds": ["evt_…"]}';
  expect(causes(replayInput, both)).toEqual([{ pointer: '', code: 'exactly_one', message }]);
});

describe('an id where an object that holds it is needed', () => {
  const EITHER = 'must be {"ownerId": "own_…"} or {"queueId": "que_…"}';

  test.each([ANA, QUEUE])('is told the object, of a routing rule: %s', (assign) => {
    expect(causes(routingRuleSchema, { id: 'all', when: 'true', assign })).toMatchObject([
      { pointer: '/assign', message: EITHER },
    ]);
  });

  test('is told the object, of a recipient', () => {
    const [cause] = causes(escalationStepSchema, { id: 'lead', at: { elapsed: 1 }, notify: [ANA] });
    expect(cause).toMatchObject({ pointer: '/notify/0', message: expect.stringContaining('or {"ownerId": "own_…"}') });
  });

  test('is told the object, of a member of a queue', () => {
    expect(causes(queueInputSchema, { name: 'EMEA', members: [ANA] })).toMatchObject([
      { pointer: '/members/0', message: 'must be an object, such as {"ownerId": "own_…"}' },
    ]);
  });

  test('is not told of an object that holds another kind', () => {
    expect(causes(queueInputSchema, { name: 'EMEA', members: [QUEUE] })).toMatchObject([
      { pointer: '/members/0', message: 'must be an object' },
    ]);
  });
});

describe('whom to give it to', () => {
  const SHAPES = '{"ownerId": "own_…", "reason": "…"} or {"queueId": "que_…", "reason": "…"}';
  const reassign = (json: object) => causes(reassignment, { reason: 'On leave', ...json }, reassignmentBy);

  test('as a hand-over says it, is told how a reassignment says it', () => {
    expect(reassign({ to: { ownerId: ANA } })).toEqual([
      { pointer: '/ownerId', code: 'required', message: `is required; send ${SHAPES}` },
      { pointer: '/to', code: 'unknown_field', message: `is not known here; send ${SHAPES}` },
    ]);
  });

  test('is not an owner and a queue', () => {
    expect(reassign({ ownerId: ANA, queueId: QUEUE })).toEqual([
      { pointer: '/queueId', code: 'unknown_field', message: `is not known here; send ${SHAPES}` },
    ]);
  });

  test('as a reassignment says it, is told how a hand-over says it', () => {
    expect(causes(handOverInput, { ownerId: ANA, reason: 'Leaves' })).toMatchObject([
      { pointer: '/to', message: 'is required; must be {"ownerId": "own_…"} or {"queueId": "que_…"}' },
      { pointer: '/ownerId', code: 'unknown_field' },
    ]);
  });
});
