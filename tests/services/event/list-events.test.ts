import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds, type Instant } from '#domain/instant.ts';
import type { CallContext } from '#services/context.ts';
import { type EventFilter, listEvents } from '#services/event/list-events.ts';
import { encodeCursor } from '#services/page.ts';
import { memoryDependencies } from '../../api/support/test-app.ts';
import { BIRTH, DAY, MINUTE } from '../../support/instants.ts';
import { TENANT } from '../support/test-system.ts';

const NOW = addSeconds(BIRTH, 100 * DAY);

let context: CallContext;
beforeEach(() => {
  const { contextFor } = memoryDependencies();
  context = contextFor({ ...TENANT, keyId: 'key_1', scopes: ['webhooks:read'] }, NOW, 'req_1');
});

const idOf = (digit: number) => `evt_${String(digit).padStart(26, '0')}`;

/** Has a fact about the configuration recorded that many seconds ago. */
async function recorded(digit: number, secondsAgo: number): Promise<Instant> {
  const recordedAt = addSeconds(NOW, -secondsAgo);
  const actor = { type: 'api_key', id: 'key_1' } as const;
  const event = { ...TENANT, id: idOf(digit), type: 'contract.retired', occurredAt: BIRTH, actor, data: {} } as const;
  await context.stores.eventLog.keep([{ recordedAt, events: [event] }]);
  return recordedAt;
}

const list = async (filter: EventFilter = {}) =>
  (await listEvents(context, filter, { limit: 100 })).data.map(({ id }) => id);
const asking = (filter: EventFilter) => expect(listEvents(context, filter, { limit: 100 })).rejects;

describe('what is older than 90 days', () => {
  test('is not shown, though the table has not removed it yet', async () => {
    await recorded(1, 90 * DAY + 1);
    await recorded(2, 90 * DAY);
    expect(await list()).toEqual([idOf(2)]);
    expect(await list({ from: addSeconds(NOW, -90 * DAY - 30) })).toEqual([idOf(2)]);
    expect(await list({ sort: 'recordedAt' })).toEqual([idOf(2)]);
  });

  test('cannot be asked for, by either end; a request that was a minute under way can', async () => {
    const [old, fair] = [addSeconds(NOW, -90 * DAY - MINUTE - 1), addSeconds(NOW, -90 * DAY - MINUTE)];
    await asking({ from: old, to: NOW }).toMatchObject({
      violations: [{ pointer: '/query/from', code: 'too_old' }],
    });
    await asking({ to: old }).toMatchObject({ violations: [{ pointer: '/query/to', code: 'too_old' }] });
    expect(await list({ from: fair, to: fair })).toEqual([]);
  });
});

test('a window that ends before it begins is refused; one without length is empty', async () => {
  await recorded(1, 60);
  const at = addSeconds(NOW, -60);
  await asking({ from: at, to: addSeconds(at, -1) }).toMatchObject({
    code: 'validation_failed',
    violations: [{ pointer: '/query/to', code: 'out_of_order' }],
  });
  expect(await list({ from: at, to: at })).toEqual([]);
  expect(await list({ from: at, to: addSeconds(at, 0.001) })).toEqual([idOf(1)]);
});

test('a cursor of another list is refused', async () => {
  for (const position of ['own_00000000000000000000000001', '2026-11-23T09:00:00.000Z', '7']) {
    const cursor = encodeCursor(position);
    await expect(listEvents(context, {}, { limit: 1, cursor })).rejects.toMatchObject({
      violations: [{ pointer: '/query/cursor', code: 'invalid_cursor' }],
    });
  }
});

test('a handoff that is not there has no events', async () => {
  await recorded(1, 60);
  expect(await list({ handoffId: 'hnd_00000000000000000000000001' })).toEqual([]);
});

test('a key without the scope for webhooks is refused', async () => {
  context = { ...context, principal: { ...context.principal, scopes: ['handoffs:read'] } };
  await asking({}).toMatchObject({ code: 'insufficient_scope' });
});
