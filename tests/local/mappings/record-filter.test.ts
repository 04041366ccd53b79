import { describe, expect, test } from 'vitest';
import { recordFilter } from '#local/mappings/record-filter.ts';
import { toStreamRecord } from '#local/mappings/stream-record.ts';
import { RELAY_FILTERS } from '#storage/table.ts';

const TENANT = 'T#ten_00000000000000000000000001#live';
const SOURCE = { streamArn: 'arn', region: 'us-east-1', partitionKey: 'pk' };

const matches = recordFilter(RELAY_FILTERS);

function reaches(eventName: 'INSERT' | 'MODIFY' | 'REMOVE', pk: string, sk: string, kind?: string): boolean {
  const Keys = { pk: { S: pk }, sk: { S: sk } };
  const image = { ...Keys, ...(kind === undefined ? {} : { kind: { S: kind } }) };
  const NewImage = eventName === 'REMOVE' ? undefined : image;
  return matches(toStreamRecord({ eventName, dynamodb: { SequenceNumber: '1', Keys, NewImage } }, SOURCE));
}

describe('what of the table reaches the relay', () => {
  test('is a commit, when it is written', () => {
    expect(reaches('INSERT', `${TENANT}#handoff#hnd_1`, 'commit#000001', 'commit')).toBe(true);
    expect(reaches('MODIFY', `${TENANT}#handoff#hnd_1`, 'commit#000001', 'commit')).toBe(false);
  });

  test('is the stamp of changes to owners, queues and calendars, the first time and every other', () => {
    expect(reaches('INSERT', `${TENANT}#routing`, 'stamp')).toBe(true);
    expect(reaches('MODIFY', `${TENANT}#routing`, 'stamp')).toBe(true);
  });

  test('is a request for a replay, when it is made, and none of its progress', () => {
    expect(reaches('INSERT', `${TENANT}#replays`, 'rpl_1', 'replay')).toBe(true);
    expect(reaches('MODIFY', `${TENANT}#replays`, 'rpl_1', 'replay')).toBe(false);
  });

  test('is a tenant that was changed, and none that begins', () => {
    const account = TENANT.replace('#live', '#account');
    expect(reaches('MODIFY', `${account}#tenant`, 'ten_1')).toBe(true);
    expect(reaches('INSERT', `${account}#tenant`, 'ten_1')).toBe(false);
  });

  test.each([
    ['INSERT', `${TENANT}#handoff#hnd_1`, 'state'],
    ['MODIFY', `${TENANT}#handoff#hnd_1`, 'state'],
    ['INSERT', `${TENANT}#owners`, 'stamp'],
    ['MODIFY', `${TENANT}#routing`, 'own_1'],
    ['REMOVE', `${TENANT}#routing`, 'stamp'],
  ] as const)('is no %s of %s %s', (eventName, pk, sk) => {
    expect(reaches(eventName, pk, sk)).toBe(false);
  });
});
