import { expect, test } from 'vitest';
import type { ReplayRequest } from '#aws/ports.ts';
import { startReplays } from '#services/outbox/start-replays.ts';
import { TENANT } from '../support/test-system.ts';

const commit = { ...TENANT, events: [] };
const replay = (id: string) => ({ ...commit, replayId: id });

test('each replay that was asked for is begun from its first version, and nothing else is', async () => {
  const asked: ReplayRequest[] = [];
  const replays = { send: async (request: ReplayRequest) => void asked.push(request) };
  const stuck = await startReplays(replays, [commit, replay('rpl_1'), commit, replay('rpl_2')]);
  expect(asked).toEqual(['rpl_1', 'rpl_2'].map((replayId) => ({ ...TENANT, replayId, version: 1 })));
  expect(stuck.every((each) => each === undefined)).toBe(true);
});

test('one that the queue does not take is told by its place, and holds up no other', async () => {
  const asked: string[] = [];
  const replays = {
    send: async ({ replayId }: ReplayRequest) => {
      if (replayId === 'rpl_1') throw new Error('the queue is away');
      asked.push(replayId);
    },
  };
  const stuck = await startReplays(replays, [commit, replay('rpl_1'), replay('rpl_2')]);
  expect(stuck).toMatchObject([{ index: 1 }, undefined]);
  expect(asked).toEqual(['rpl_2']);
});
