import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { noteHealth } from '#services/delivery/note-health.ts';
import { COMMIT_KIND } from '#storage/table.ts';
import { BIRTH } from '../../support/instants.ts';
import { DOWN, endpointOf, GONE, OK } from '../support/delivery.ts';
import { TENANT, testSystem } from '../support/test-system.ts';

const SUCCESS = { status: 'delivered', outcome: OK } as const;

test('an endpoint that is disabled is told of as done by Baton’s deliveries, in one write with the endpoint', async () => {
  const system = testSystem();
  const context = system.context();
  await context.stores.endpoints.save(endpointOf());
  const documents: unknown[] = [];
  system.intercept = (command) => {
    if (!(command instanceof TransactWriteItemsCommand)) return;
    const items = (command.input.TransactItems ?? []).map(({ Put }) => Put?.Item ?? {});
    expect(items).toHaveLength(2);
    const commits = items.filter((item) => item['kind']?.S === COMMIT_KIND);
    documents.push(...commits.map((item) => JSON.parse(item['doc']?.S ?? '')));
  };
  expect(await noteHealth(context, endpointOf(), { status: 'endpoint_gone', outcome: GONE })).toBe(true);
  expect(documents).toEqual([
    {
      configuration: {
        id: expect.stringMatching(/^evt_/),
        type: 'webhook_endpoint.disabled',
        occurredAt: BIRTH,
        ...TENANT,
        actor: { type: 'system', id: 'delivery' },
        data: { endpointId: endpointOf().id, url: 'https://example.com', reason: 'gone', missedSince: BIRTH },
      },
    },
  ]);
});

describe('an endpoint that takes more than three seconds', () => {
  const answered = (latencyMs: number) => ({ status: 'delivered', outcome: { ...OK, latencyMs } }) as const;

  test('is slow from then on, until it takes less than one; in between, and while it stays what it is, nothing is written', async () => {
    const system = testSystem();
    const context = system.context();
    await context.stores.endpoints.save(endpointOf());
    const note = async (latencyMs: number) => {
      const present = (await context.stores.endpoints.get(endpointOf().id)) ?? endpointOf();
      const changed = await noteHealth(context, present, answered(latencyMs));
      const after = await context.stores.endpoints.get(endpointOf().id);
      expect(after?.version).toBe(present.version + (changed ? 1 : 0));
      return [changed, after?.slowSince];
    };
    expect(await note(2_999)).toEqual([false, undefined]);
    expect(await note(3_001)).toEqual([true, BIRTH]);
    expect(await note(14_000)).toEqual([false, BIRTH]);
    expect(await note(1_000)).toEqual([false, BIRTH]);
    expect(await note(999)).toEqual([true, undefined]);
    expect(await note(5)).toEqual([false, undefined]);
  });

  test('and fails is both, in one write', async () => {
    const context = testSystem().context();
    await context.stores.endpoints.save(endpointOf());
    const outcome = { kind: 'timeout', latencyMs: 15_000, phase: 'response' } as const;
    await noteHealth(context, endpointOf(), { status: 'retrying', outcome });
    const after = await context.stores.endpoints.get(endpointOf().id);
    expect(after).toMatchObject({ version: 2, failingSince: BIRTH, slowSince: BIRTH });
  });
});

describe('a success', () => {
  const NOON = addSeconds(BIRTH, 3600);
  const endpointId = endpointOf().id;
  /** A success that ended at noon, of an attempt that knew the endpoint as healthy, beside what is stored by then. */
  async function succeed(stored: Parameters<typeof endpointOf>[0]) {
    const system = testSystem();
    await system.context().stores.endpoints.save(endpointOf());
    await system.context().stores.endpoints.save(endpointOf({ version: 2, ...stored }));
    system.clock.now = NOON;
    const written = await noteHealth(system.context(), endpointOf(), SUCCESS);
    return { written, endpoint: await system.context().stores.endpoints.get(endpointId) };
  }

  test('ends a failure that was noted while it was under way', async () => {
    const { written, endpoint } = await succeed({ failingSince: addSeconds(NOON, -5) });
    expect(written).toBe(true);
    expect(endpoint).not.toHaveProperty('failingSince');
  });

  test('leaves a failure that came after it', async () => {
    const failingSince = addSeconds(NOON, 1);
    expect(await succeed({ failingSince })).toMatchObject({ written: false, endpoint: { failingSince, version: 2 } });
  });

  test('leaves a slowness that came after it', async () => {
    const slowSince = addSeconds(NOON, 1);
    expect(await succeed({ slowSince })).toMatchObject({ written: false, endpoint: { slowSince, version: 2 } });
  });

  test('that ends a failure leaves a slowness that came after it', async () => {
    const slowSince = addSeconds(NOON, 1);
    const { endpoint } = await succeed({ failingSince: addSeconds(NOON, -5), slowSince });
    expect(endpoint).toMatchObject({ slowSince, version: 3 });
    expect(endpoint).not.toHaveProperty('failingSince');
  });

  test('at an address that it has no longer says nothing of the new one', async () => {
    const failingSince = addSeconds(NOON, -5);
    const moved = { url: 'https://example.com/new', failingSince };
    expect(await succeed(moved)).toMatchObject({ written: false, endpoint: moved });
  });

  test('ends the failures also if somebody changes the endpoint at that moment', async () => {
    const system = testSystem();
    const failing = { failingSince: addSeconds(BIRTH, -60) };
    await system.context().stores.endpoints.save(endpointOf(failing));
    let raced = false;
    system.intercept = async (command) => {
      if (raced || !(command instanceof TransactWriteItemsCommand)) return;
      raced = true;
      await system.context().stores.endpoints.save(endpointOf({ version: 2, description: 'pager', ...failing }));
    };
    expect(await noteHealth(system.context(), endpointOf(failing), SUCCESS)).toBe(true);
    const endpoint = await system.context().stores.endpoints.get(endpointId);
    expect(endpoint).toMatchObject({ version: 3, description: 'pager' });
    expect(endpoint).not.toHaveProperty('failingSince');
  });
});

test('a failure of an endpoint that has recovered since it was read is the first of another run', async () => {
  const system = testSystem();
  const { endpoints } = system.context().stores;
  const failing = endpointOf({ version: 2, failingSince: addSeconds(BIRTH, -3600) });
  await endpoints.save(endpointOf());
  await endpoints.save(failing);
  await endpoints.save(endpointOf({ version: 3 }));
  expect(await noteHealth(system.context(), failing, { status: 'retrying', outcome: DOWN })).toBe(true);
  expect(await endpoints.get(endpointOf().id)).toMatchObject({ version: 4, failingSince: BIRTH });
});

test('a change of speed alone that comes after somebody else’s change is left for the next attempt to note', async () => {
  const system = testSystem();
  await system.context().stores.endpoints.save(endpointOf());
  await system.context().stores.endpoints.save(endpointOf({ version: 2, description: 'pager' }));
  const slow = { status: 'delivered', outcome: { ...OK, latencyMs: 4_000 } } as const;
  const known = () => Promise.resolve(endpointOf());
  const reads = { read: known, recent: known };
  expect(await noteHealth(system.context(), endpointOf(), slow, reads)).toBe(true);
  const endpoint = await system.context().stores.endpoints.get(endpointOf().id);
  expect(endpoint).toMatchObject({ version: 2, description: 'pager' });
  expect(endpoint).not.toHaveProperty('slowSince');
});
