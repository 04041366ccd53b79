import { beforeEach, expect, test } from 'vitest';
import { HANDOFF, isCheapRead, storeHandoff, type TestSystem, testSystem } from '../services/support/test-system.ts';

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
