import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { Receivers } from '#services/delivery/receivers.ts';
import { BIRTH } from '../../support/instants.ts';
import { endpointOf, FIRST } from '../support/delivery.ts';
import { TENANT, type TestSystem, testSystem } from '../support/test-system.ts';

let system: TestSystem;
let receivers: Receivers;
beforeEach(async () => {
  system = testSystem();
  receivers = new Receivers();
  await system.context().stores.endpoints.save(endpointOf());
  system.log.length = 0;
});

const find = (message = FIRST) => receivers.find(system.context(), message);

describe('an endpoint that is delivered to', () => {
  test('is read once for a burst', async () => {
    for (let delivery = 0; delivery < 5; delivery++) expect((await find())?.version).toBe(1);
    expect(system.log).toEqual(['GetItem']);
  });

  test('is never older than the version that a message names', async () => {
    await find();
    await system.context().stores.endpoints.save(endpointOf({ version: 2, url: 'https://example.com/new' }));
    expect(await find({ ...FIRST, endpointVersion: 2 })).toMatchObject({ url: 'https://example.com/new' });
  });

  test.each([
    ['is kept until', 9.999, 'https://example.com/hook'],
    ['is read anew from', 10, 'https://example.com/new'],
  ])('%s %d seconds after it was read', async (_what, seconds, url) => {
    await find();
    await system.context().stores.endpoints.save(endpointOf({ version: 2, url: 'https://example.com/new' }));
    system.clock.now = addSeconds(BIRTH, seconds);
    expect(await find()).toMatchObject({ url });
  });

  test('is read anew for every retry', async () => {
    await find();
    await system.context().stores.endpoints.remove(endpointOf());
    expect(await find({ ...FIRST, notBefore: BIRTH })).toBeUndefined();
  });

  test.each([
    ['is as it was read', 1.999, 1],
    ['is read anew', 2, 2],
  ])('%s %d seconds before to an attempt that has succeeded', async (_what, seconds, version) => {
    await find();
    await system.context().stores.endpoints.save(endpointOf({ version: 2 }));
    system.clock.now = addSeconds(BIRTH, seconds);
    expect(await receivers.recent(system.context(), FIRST.endpointId)).toMatchObject({ version });
  });

  test('is read anew once it was forgotten', async () => {
    await find();
    await system.context().stores.endpoints.save(endpointOf({ version: 2, enabled: false }));
    receivers.forget(system.context(), FIRST.endpointId);
    expect(await find()).toMatchObject({ enabled: false });
  });

  test('is its own tenant’s and mode’s, whoever else has one of the same id', async () => {
    await find();
    const stranger = system.enter({ ...TENANT, mode: 'test' });
    expect(await receivers.find(stranger, FIRST)).toBeUndefined();
  });
});
