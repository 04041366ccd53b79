import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { findEvent } from '#services/event/find-event.ts';
import {
  FOUR_HOURS,
  HANDOFF,
  isCheapRead,
  storeHandoff,
  type TestSystem,
  testSystem,
} from '../services/support/test-system.ts';
import { ACCEPT_CLOCK, contractBody } from '../support/contracts.ts';
import { ACCEPT, submit } from '../support/handoffs.ts';
import { BIRTH, MINUTE } from '../support/instants.ts';

let system: TestSystem;
beforeEach(async () => {
  system = testSystem();
  await storeHandoff(system);
});

const packet = () => system.context().stores.handoffs.getPacket(HANDOFF.handoffId, 1);

test('a packet costs one cheap read', async () => {
  expect(await packet()).toEqual({});
  expect(system.log).toEqual(['GetItem']);
});

test('a packet that was sent a moment ago is found, although a replica has not heard of it', async () => {
  system.intercept = (command) => (isCheapRead(command) ? {} : undefined);
  expect(await packet()).toEqual({});
});

test('a handoff’s commits are dated in their order, although the clocks of two machines differ', async () => {
  const at = (seconds: number) => {
    system.clock.now = addSeconds(BIRTH, seconds);
    return system.context();
  };
  const [first, second] = [HANDOFF.handoffId, 'hnd_00000000000000000000000002'];
  const life = submit({ body: FOUR_HOURS, command: { handoffId: second } });
  await at(10.9).stores.handoffs.create(life.state, {}, life.events);
  for (const id of [first, second]) {
    const context = at(5.5);
    const before = await context.stores.handoffs.get(id);
    if (before === undefined) throw new Error('there is no such handoff');
    const { state, events } = submit({ body: FOUR_HOURS, command: { handoffId: id } }).command(MINUTE, ACCEPT);
    expect(await context.stores.handoffs.commit(before, state, events.slice(life.events.length))).toBe('written');
  }
  const recordedAt = async (id: string) => {
    const eventId = `evt_${id.slice(4)}_${String(life.events.length + 1).padStart(6, '0')}`;
    return (await findEvent(at(20), eventId))?.recordedAt;
  };
  expect(await recordedAt(first)).toBe(addSeconds(BIRTH, 5));
  expect(await recordedAt(second)).toBe(addSeconds(BIRTH, 10));
});

test('a state with three clocks is written as one unit, also of a customer with a long id', async () => {
  const complete = { name: 'complete', start: 'accepted', stop: ['completed'], target: 'PT40H' };
  const touch = { name: 'touch', start: 'submitted', stop: ['first_touch'], target: 'PT20H', warnAt: [0.5, 0.8] };
  const subject = { type: 'account', id: '0190b0a2-5c1e-7f3a-9d2b-6e8f4a1c7d35', name: 'Acme GmbH' };
  const command = { handoffId: 'hnd_00000000000000000000000002', subject };
  const life = submit({ body: contractBody({ clocks: [ACCEPT_CLOCK, touch, complete] }), command }).command(
    MINUTE,
    ACCEPT,
  );
  const sizes: number[] = [];
  system.intercept = (sent) => {
    const writes = sent instanceof TransactWriteItemsCommand ? (sent.input.TransactItems ?? []) : [];
    for (const { Put } of writes) {
      const { Item: item = {} } = Put ?? {};
      if (item['sk']?.S !== 'state') continue;
      const bytes = Object.entries(item).map(
        ([name, { S, N, B }]) => name.length + (B?.length ?? (S ?? N ?? '').length),
      );
      sizes.push(bytes.reduce((sum, each) => sum + each, 0));
    }
    return undefined;
  };
  await system.context().stores.handoffs.create(life.state, {}, life.events);
  expect(sizes).toHaveLength(1);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1024);
  expect(await system.context().stores.handoffs.get(command.handoffId)).toEqual(life.state);
});
