import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { workOffQueue } from '#runtime/batches.ts';

const schema = z.strictObject({ group: z.string(), what: z.string() });
type Message = z.infer<typeof schema>;

function batch(...bodies: readonly (Message | string)[]): SQSEvent {
  const Records = bodies.map((body, index) => ({
    messageId: `m${index}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { SentTimestamp: String(1_000 * (index + 1)) },
  }));
  return { Records } as unknown as SQSEvent; // what else SQS tells is not looked at
}

const of = (group: string, what: string): Message => ({ group, what });

/** Works off a batch; messages that say "fail" do. */
async function workOff(event: SQSEvent) {
  const done: string[][] = [];
  const sent: string[] = [];
  const { batchItemFailures } = await workOffQueue(event, {
    schema,
    groupOf: ({ group }) => group,
    work: async (messages, sentAt) => {
      if (messages.some(({ what }) => what === 'fail')) throw new Error('asked to fail');
      done.push(messages.map(({ what }) => what));
      sent.push(sentAt);
    },
  });
  return { done, sent, failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).toSorted() };
}

describe('a batch of messages', () => {
  beforeEach(() => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true); // failures are logged
  });
  afterEach(() => vi.restoreAllMocks());

  test('is worked off group by group, in the order of each', async () => {
    const { done, failed } = await workOff(batch(of('a', '1'), of('b', '2'), of('a', '3')));
    expect(done).toEqual([['1', '3'], ['2']]);
    expect(failed).toEqual([]);
  });

  test('gives again exactly the groups that failed', async () => {
    const { done, failed } = await workOff(batch(of('a', '1'), of('b', 'fail'), of('b', '3'), of('c', '4')));
    expect(done).toEqual([['1'], ['4']]);
    expect(failed).toEqual(['m1', 'm2']);
  });

  test.each(['', '{', 'null', '{"group":"a"}', '{"group":"a","what":"1","more":1}', '[]'])(
    'gives a message again that cannot be read, and works off the others: %j',
    async (body) => {
      const { done, failed } = await workOff(batch(body, of('a', '1')));
      expect(done).toEqual([['1']]);
      expect(failed).toEqual(['m0']);
    },
  );

  test('says when the last message of a group was sent', async () => {
    const { sent } = await workOff(batch(of('a', '1'), of('b', '2'), of('a', '3')));
    expect(sent).toEqual(['1970-01-01T00:00:03.000Z', '1970-01-01T00:00:02.000Z']);
  });

  test('of nothing is nothing', async () => {
    expect(await workOff(batch())).toEqual({ done: [], sent: [], failed: [] });
  });
});
