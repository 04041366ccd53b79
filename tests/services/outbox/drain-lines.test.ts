import { beforeEach, describe, expect, test } from 'vitest';
import type { DrainRequest } from '#aws/ports.ts';
import { type Actor, DEADLINE_ACTOR, ROUTING_ACTOR } from '#domain/actor.ts';
import type { EventType } from '#domain/event-types.ts';
import type { Strategy } from '#domain/routing/queue.ts';
import { drainLines } from '#services/outbox/drain-lines.ts';
import type { StreamedCommit } from '#storage/commit.ts';
import { BIRTH } from '../../support/instants.ts';
import { storeHandoff, TENANT, type TestSystem, testSystem } from '../support/test-system.ts';

const QUEUE = 'que_00000000000000000000000001';
const CALLER: Actor = { type: 'api_key', id: 'key_1' };

let system: TestSystem;
let sent: (DrainRequest & { readonly delaySeconds?: number })[];
beforeEach(() => {
  system = testSystem();
  sent = [];
});

const drain = (...commits: StreamedCommit[]) =>
  drainLines(
    {
      enter: system.enter,
      routing: { send: async (request, options) => void sent.push({ ...request, ...options }) },
    },
    commits,
  );

function commitOf(type: EventType, actor: Actor = CALLER, data: unknown = {}): StreamedCommit {
  return { ...TENANT, events: [{ ...TENANT, id: 'evt_1', type, occurredAt: BIRTH, actor, data }] };
}

/** Has a handoff wait in a queue that goes by `strategy`. */
async function wait(strategy: Strategy): Promise<void> {
  await storeHandoff(system, undefined, { queueId: QUEUE });
  const dates = { createdAt: BIRTH, updatedAt: BIRTH };
  await system.context().stores.queues.save({ id: QUEUE, version: 1, name: 'A', strategy, members: [], ...dates });
}

describe('while something waits for a member who is free', () => {
  beforeEach(() => wait('round_robin'));

  test.each([
    'handoff.completed',
    'handoff.disqualified',
    'handoff.cancelled',
    'handoff.rejected',
    'handoff.reassigned',
    'handoff.queued',
  ] as const)('%s has it routed again', async (type) => {
    expect(await drain(commitOf(type))).toEqual([undefined]);
    expect(sent).toEqual([TENANT]);
  });

  test.each(['handoff.accepted', 'handoff.noted', 'clock.warned', 'contract.published'] as const)(
    '%s, by which nobody becomes free, asks for nothing and reads nothing',
    async (type) => {
      system.log.length = 0;
      expect(await drain(commitOf(type))).toEqual([]);
      expect([sent, system.log]).toEqual([[], []]);
    },
  );

  test('what routing itself has put back is not tried again at once, for ever', async () => {
    await drain(commitOf('handoff.queued', ROUTING_ACTOR));
    expect(sent).toEqual([]);
  });

  test('where routing has found somebody, the others are tried, as what they know may be older', async () => {
    await drain(commitOf('handoff.assigned', ROUTING_ACTOR));
    expect(sent).toEqual([TENANT]);
  });

  test.each(['claim', 'request'])('what leaves its line by a %s has the line looked at', async (reason) => {
    await drain(commitOf('handoff.assigned', CALLER, { reason }));
    expect(sent).toEqual([TENANT]);
  });

  test('what is assigned as it is submitted leaves no line, and asks for nothing', async () => {
    await drain(commitOf('handoff.assigned', CALLER, { reason: 'rule' }));
    expect(sent).toEqual([]);
  });

  test('a step that raises the priority has what waits routed again, and a step that does not has not', async () => {
    await drain(commitOf('escalation.triggered', DEADLINE_ACTOR, { recipients: [] }));
    expect(sent).toEqual([]);
    await drain(commitOf('escalation.triggered', DEADLINE_ACTOR, { recipients: [], raisedTo: 'urgent' }));
    expect(sent).toEqual([TENANT]);
  });

  test('a batch asks once for each tenant, however much of it there is', async () => {
    const other = { ...commitOf('handoff.completed'), mode: 'test' as const };
    await drain(commitOf('handoff.completed'), other, commitOf('handoff.cancelled'), commitOf('handoff.completed'));
    expect(sent).toEqual([TENANT]);
  });

  test('a change of owners, queues or calendars asks now, and again when nobody goes by what was before', async () => {
    await drain({ ...TENANT, events: [], staffing: true });
    expect(sent).toEqual([TENANT, { ...TENANT, delaySeconds: 2 }]);
  });

  test('the commit is given again if it could not be asked for', async () => {
    const routing = { send: () => Promise.reject(new Error('no queue')) };
    const commits = [commitOf('handoff.noted'), commitOf('handoff.completed'), commitOf('handoff.completed')];
    const stuck = await drainLines({ enter: system.enter, routing }, commits);
    expect(stuck).toEqual([{ index: 1, error: new Error('no queue') }]);
  });
});

describe('while something waits for a claim', () => {
  beforeEach(() => wait('manual'));

  test('nothing is asked for: routing makes no claims', async () => {
    await drain(commitOf('handoff.completed'));
    expect(sent).toEqual([]);
  });

  test('a change of a queue asks all the same, as it may be by now one that routes', async () => {
    await drain({ ...TENANT, events: [], staffing: true });
    expect(sent).toHaveLength(2);
  });
});

test('while nothing waits, nothing is asked for', async () => {
  await drain(commitOf('handoff.completed'), { ...TENANT, events: [], staffing: true });
  expect(sent).toEqual([]);
});
