import { beforeEach, expect, test } from 'vitest';
import type { CallContext } from '#services/context.ts';
import { getEvent } from '#services/event/get-event.ts';
import { memoryDependencies } from '../../api/support/test-app.ts';
import { ACCEPT, submit } from '../../support/handoffs.ts';
import { BIRTH, MINUTE } from '../../support/instants.ts';
import { FOUR_HOURS, HANDOFF, TENANT } from '../support/test-system.ts';

const ULID = HANDOFF.handoffId.slice('hnd_'.length);

let context: CallContext;
let last: number;
beforeEach(async () => {
  const { contextFor } = memoryDependencies();
  context = contextFor({ ...TENANT, keyId: 'key_1', scopes: ['webhooks:read'] }, BIRTH, 'req_1');
  const born = submit({ body: FOUR_HOURS, command: { handoffId: HANDOFF.handoffId } });
  await context.stores.handoffs.create(born.state, {}, born.events);
  const accepted = born.command(MINUTE, ACCEPT);
  const events = accepted.events.slice(born.events.length);
  expect(await context.stores.handoffs.commit(born.state, accepted.state, events)).toBe('written');
  last = accepted.events.length;
});

const idOf = (sequence: number) => `evt_${ULID}_${String(sequence).padStart(6, '0')}`;

test('every event of a handoff is found, wherever in its commit it is', async () => {
  for (let sequence = 1; sequence <= last; sequence++) {
    expect(await getEvent(context, idOf(sequence))).toMatchObject({ id: idOf(sequence), sequence, ...TENANT });
  }
});

test.each([
  ['no sequence', idOf(0)],
  ['more zeros than the id has', `evt_${ULID}_0000001`],
  ['a sequence that is to come', idOf(900)],
  ['the highest of sequences', `evt_${ULID}_999999999`],
  ['a handoff that is not there', `evt_${ULID.slice(0, -1)}9_000001`],
  ['a handoff as if it were configuration', `evt_${ULID}`],
  ['nothing', ''],
])('an id of %s is that of no event', async (_what, id) => {
  await expect(getEvent(context, id)).rejects.toMatchObject({ code: 'not_found', message: `There is no event ${id}.` });
});

test('a key without the scope for webhooks is refused', async () => {
  const poor = { ...context, principal: { ...context.principal, scopes: ['handoffs:read'] as const } };
  await expect(getEvent(poor, idOf(1))).rejects.toMatchObject({ code: 'insufficient_scope' });
});
