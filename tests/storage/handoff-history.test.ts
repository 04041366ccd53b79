import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { handoffCommitWrite } from '#storage/handoff-commit.ts';
import { HandoffHistory } from '#storage/handoff-history.ts';
import { TenantTable } from '#storage/tenant-table.ts';
import { memoryDynamo } from '../api/support/memory-dynamo.ts';
import { BIRTH } from '../support/instants.ts';
import { decisionAmong } from './support/decisions.ts';

const HANDOFF = 'hnd_00000000000000000000000001';

/** A handoff with so many commits of a note each; those at `decided` carried a decision out, whose turn was worth that. */
async function historyOf(count: number, decided: ReadonlySet<number>): Promise<HandoffHistory> {
  const table = new TenantTable(memoryDynamo(), 'baton', 'ten_00000000000000000000000001', 'live');
  for (let sequence = 1; sequence <= count; sequence++) {
    const actor = { type: 'api_key', id: 'key_1' } as const;
    const data = { text: 'a note' };
    const event: HandoffEvent = { type: 'handoff.noted', data, occurredAt: BIRTH, actor, handoffId: HANDOFF, sequence };
    const decision = decided.has(sequence) ? decisionAmong(1, sequence) : undefined;
    await table.transact([handoffCommitWrite([event], BIRTH, decision)]);
  }
  return new HandoffHistory(table);
}

test('the decisions about a handoff are found, the latest first, wherever among its changes they are', async () => {
  const commits = fc.array(fc.boolean(), { maxLength: 250 });
  await fc.assert(
    fc.asyncProperty(commits, fc.integer({ min: 1, max: 120 }), async (chosen, limit) => {
      const decided = chosen.flatMap((isDecided, index) => (isDecided ? index + 1 : []));
      const history = await historyOf(chosen.length, new Set(decided));
      const found = await history.decisions(HANDOFF, limit);
      expect(found.map(({ taken }) => taken)).toEqual(decided.toReversed().slice(0, limit));
    }),
    { numRuns: 40 },
  );
});

test('the last decision is found behind hundreds of changes that made none', async () => {
  const history = await historyOf(900, new Set([3]));
  expect((await history.decisions(HANDOFF, 1)).map(({ taken }) => taken)).toEqual([3]);
});
