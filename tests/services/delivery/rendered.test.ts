import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DeliveryMessage } from '#aws/ports.ts';
import { publishHandoffEvent } from '#domain/published-event.ts';
import { deliverEvent } from '#services/delivery/deliver-event.ts';
import { ACCEPT, CANCEL, type Life, submit } from '../../support/handoffs.ts';
import { BIRTH, HOUR } from '../../support/instants.ts';
import { ANA, QUEUE } from '../../support/people.ts';
import { DOWN, endpointOf, FIRST, OK, testDesk } from '../support/delivery.ts';
import { FOUR_HOURS, storeHandoff, TENANT, type TestSystem, testSystem } from '../support/test-system.ts';

const LINK = 'https://crm.example/handoffs/{handoffId}';

let system: TestSystem;
let late: Life;
beforeEach(async () => {
  system = testSystem();
  const born = await storeHandoff(system);
  late = born.wait(5 * HOUR);
  await system.context().stores.handoffs.commit(born.state, late.state, late.events.slice(born.events.length));
  const { stores } = system.context();
  await stores.owners.save({ id: ANA, version: 1, name: 'Ana', active: true, createdAt: BIRTH, updatedAt: BIRTH });
  await stores.endpoints.save(endpointOf({ format: 'slack', linkTemplate: LINK }));
  system.log.length = 0;
});

function breach(): DeliveryMessage {
  const event = late.facts('clock.breached')[0];
  if (event === undefined) throw new Error('nothing breached');
  return { ...FIRST, event: publishHandoffEvent(event, TENANT.tenantId, TENANT.mode) };
}

async function delivered(message: DeliveryMessage): Promise<string> {
  const { desk, posts } = testDesk(system, OK);
  await deliverEvent(desk, message);
  return posts[0]?.body ?? '';
}

describe('what is told to people', () => {
  test('names subject, clock, lateness, owner and contract, and leads to where to act', async () => {
    const body = await delivered(breach());
    expect(body).toContain('The accept clock of account acme-42 ran past its target of 4 hours and is 1 hour late');
    expect(body).toContain('Ana should accept it');
    expect(body).toContain(FOUR_HOURS.name);
    expect(body).toContain(`<${LINK.replace('{handoffId}', late.state.id)}|Open the handoff>`);
  });

  test('costs one read of the handoff, one of the contract for the life of the process, and one of names', async () => {
    const { desk } = testDesk(system, OK);
    const reads = async () => {
      system.log.length = 0;
      await deliverEvent(desk, breach());
      return system.log.slice(0, system.log.indexOf('post'));
    };
    const ENDPOINT = 'GetItem';
    expect(await reads()).toEqual([ENDPOINT, 'Query', 'GetItem', 'GetItem']);
    expect(await reads()).toEqual(['Query', 'GetItem']);
  });

  test('is the same on a retry, whatever has become of the handoff since', async () => {
    const { desk, posts, waits } = testDesk(system, DOWN, OK);
    await deliverEvent(desk, breach());
    const accepted = late.command(6 * HOUR, ACCEPT).command(7 * HOUR, CANCEL);
    const since = accepted.events.slice(late.events.length);
    await system.context().stores.handoffs.commit(late.state, accepted.state, since);
    const [retry] = waits;
    if (retry === undefined) throw new Error('nothing waits');
    system.clock.now = retry.at;
    await deliverEvent(desk, retry.message);
    expect(posts).toHaveLength(2);
    expect(posts[1]?.body).toBe(posts[0]?.body);
  });

  test.each([
    ['its history', QueryCommand],
    ['everything beside it', Object],
  ])('is delivered by ids if %s cannot be read', async (_what, kind) => {
    system.intercept = (command) => {
      const isEndpoint = command instanceof GetItemCommand && command.input.Key?.['sk']?.S === FIRST.endpointId;
      if (!isEndpoint && command instanceof kind && command.constructor.name !== 'PutItemCommand') {
        throw new Error('the table is away');
      }
    };
    const body = await delivered(breach());
    expect(body).toContain(`handoff ${late.state.id}`);
    expect(body).toContain('1 hour late');
  });

  test('a submission is told of its own event, without a read of its history', async () => {
    const submitted = late.events[0];
    if (submitted === undefined) throw new Error('nothing was submitted');
    const event = publishHandoffEvent(submitted, TENANT.tenantId, TENANT.mode);
    const body = await delivered({ ...FIRST, event });
    expect(body).toContain('account acme-42 was handed over');
    expect(system.log).not.toContain('Query');
  });

  test.each([
    ['round_robin', 'It is assigned as soon as somebody of the queue EMEA is available'],
    ['manual', 'Somebody of the queue EMEA should claim it'],
  ] as const)('of what waits in a queue goes by the strategy of that: %s', async (strategy, words) => {
    const { stores } = system.context();
    const members = [{ ownerId: ANA }];
    const queue = { id: QUEUE, version: 1, name: 'EMEA', strategy, members, createdAt: BIRTH, updatedAt: BIRTH };
    await stores.queues.save(queue);
    const [submitted] = submit({
      body: FOUR_HOURS,
      to: { queueId: QUEUE },
      command: { handoffId: late.state.id },
    }).events;
    if (submitted === undefined) throw new Error('nothing was submitted');
    const event = publishHandoffEvent(submitted, TENANT.tenantId, TENANT.mode);
    expect(await delivered({ ...FIRST, event })).toContain(words);
  });

  test('of a handoff with a long history is told by its present state, at the cost of one cheap read', async () => {
    const { event } = breach();
    const body = await delivered({ ...FIRST, event: { ...event, sequence: 101 } });
    expect(body).toContain('account acme-42');
    expect(system.log).not.toContain('Query');
  });

  test('of another tenant’s handoff is told by ids alone', async () => {
    const other = { tenantId: 'ten_00000000000000000000000002', mode: 'live' } as const;
    await system.enter(other).stores.endpoints.save(endpointOf({ format: 'teams' }));
    const body = await delivered({ ...breach(), ...other, event: { ...breach().event, ...other } });
    expect(body).toContain(`handoff ${late.state.id}`);
    expect(body).not.toContain('acme-42');
  });
});

test('an endpoint that was stored before there were formats gets the event itself', async () => {
  const { stores } = system.context();
  await stores.endpoints.save(endpointOf({ version: 2 }));
  const message = breach();
  expect(JSON.parse(await delivered({ ...message, endpointVersion: 2 }))).toEqual(message.event);
});
