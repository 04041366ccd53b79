import { describe, expect, test } from 'vitest';
import {
  busEventSchema,
  deliveryMessageSchema,
  drainRequestSchema,
  handoffRefSchema,
  replayRequestSchema,
} from '#runtime/messages.ts';
import { readStreamRecord } from '#runtime/stream.ts';
import { encodeHandoffCommit, handoffCommitWrite } from '#storage/handoff-commit.ts';
import { FIRST } from '../services/support/delivery.ts';
import { HANDOFF, TENANT } from '../services/support/test-system.ts';
import { decisionAmong } from '../storage/support/decisions.ts';
import { contractBody } from '../support/contracts.ts';
import { submit } from '../support/handoffs.ts';

const REPLAY = { ...TENANT, replayId: 'rpl_00000000000000000000000001', version: 1 };

describe('what a queue carries', () => {
  test('is read if it is ours', () => {
    expect(handoffRefSchema.safeParse(HANDOFF).success).toBe(true);
    expect(drainRequestSchema.safeParse(TENANT).success).toBe(true);
    expect(drainRequestSchema.safeParse({ ...TENANT, after: 'que_1#ctr_1.1##' }).success).toBe(true);
    expect(deliveryMessageSchema.safeParse(FIRST).success).toBe(true);
    expect(deliveryMessageSchema.safeParse({ ...FIRST, notBefore: FIRST.event.occurredAt }).success).toBe(true);
    const replayed = { ...FIRST, replayId: REPLAY.replayId, reservedAt: FIRST.event.occurredAt };
    expect(deliveryMessageSchema.parse(replayed)).toEqual(replayed);
    expect(replayRequestSchema.parse(REPLAY)).toEqual(REPLAY);
  });

  test.each([
    { tenantId: 'ten_1' },
    { tenantId: `${HANDOFF.tenantId}#live` },
    { mode: 'account' },
    { handoffId: '' },
    { handoffId: `${HANDOFF.handoffId}#state` },
  ])('is not read if it names no handoff of a tenant: %o', (wrong) => {
    expect(handoffRefSchema.safeParse({ ...HANDOFF, ...wrong }).success).toBe(false);
  });

  test.each([{ tenantId: 'ten_1' }, { mode: 'account' }, { after: '' }, { after: 'x'.repeat(601) }, { from: '' }])(
    'is not read if it asks for the lines of no tenant: %o',
    (wrong) => {
      expect(drainRequestSchema.safeParse({ ...TENANT, ...wrong }).success).toBe(false);
    },
  );

  test.each([
    { tenantId: 'x' },
    { endpointId: 'own_00000000000000000000000001' },
    { endpointVersion: 0 },
    { event: {} },
    { notBefore: 'soon' },
    { recordedAt: undefined },
    { replayId: 'hnd_00000000000000000000000001' },
    { reservedAt: '' },
  ])('is not read if it is no delivery: %o', (wrong) => {
    expect(deliveryMessageSchema.safeParse({ ...FIRST, ...wrong }).success).toBe(false);
  });
});

describe('an event as the bus hands it over', () => {
  test('is dated by the time that the relay gave, to the second', () => {
    for (const time of ['2026-11-22T09:00:00Z', '2026-11-22T09:00:00.999Z']) {
      const recorded = { event: FIRST.event, recordedAt: '2026-11-22T09:00:00.000Z' };
      expect(busEventSchema.parse({ version: '0', time, detail: FIRST.event })).toEqual(recorded);
    }
  });

  test('is not read without a time', () => {
    expect(busEventSchema.safeParse({ detail: FIRST.event }).success).toBe(false);
  });
});

describe('a record of the stream', () => {
  const SECOND = 1_795_000_000;
  const doc = encodeHandoffCommit(submit({ body: contractBody() }).events);
  const PARTITION = `T#${HANDOFF.tenantId}#live#handoff#hnd_1`;
  const record = (pk: string, text: string, dated: object = { recordedAt: { N: String(SECOND) } }) => ({
    dynamodb: {
      SequenceNumber: '7',
      ApproximateCreationDateTime: SECOND + 60,
      NewImage: { pk: { S: pk }, doc: { S: text }, ...dated },
    },
  });

  test('is read with its place in the stream', () => {
    const { sequenceNumber, commit } = readStreamRecord(record(PARTITION, doc));
    expect(sequenceNumber).toBe('7');
    expect(commit).toMatchObject({ tenantId: HANDOFF.tenantId, mode: 'live', handoff: { id: 'hnd_1' } });
  });

  test('is dated by the commit itself, whenever the stream comes to it', () => {
    expect(readStreamRecord(record(PARTITION, doc)).commit?.recordedAt).toBe('2026-11-18T11:06:40.000Z');
  });

  test('is read alike if it is packed, which Lambda hands over in base 64', () => {
    const write = handoffCommitWrite(submit({ body: contractBody() }).events, FIRST.recordedAt, decisionAmong(20));
    const { packed, recordedAt, kind } = 'put' in write ? write.attributes : {};
    if (!(packed instanceof Uint8Array)) throw new Error('it is not packed');
    const image = { recordedAt: { N: String(recordedAt) }, kind: { S: String(kind) } };
    const NewImage = { ...image, pk: { S: PARTITION }, packed: { B: Buffer.from(packed).toString('base64') } };
    const { commit } = readStreamRecord({ dynamodb: { SequenceNumber: '7', NewImage } });
    const plain = readStreamRecord(record(PARTITION, doc, image)).commit;
    expect(commit?.events.map(({ type }) => type)).toEqual(plain?.events.map(({ type }) => type));
    expect(commit).toMatchObject({ recordedAt: FIRST.recordedAt, handoff: plain?.handoff });
  });

  test('of a change to owners, queues or calendars tells whose, and publishes nothing', () => {
    const stamp = { pk: { S: `T#${HANDOFF.tenantId}#test#routing` }, sk: { S: 'stamp' }, counted: { N: '7' } };
    const { commit } = readStreamRecord({
      dynamodb: { SequenceNumber: '7', ApproximateCreationDateTime: SECOND, NewImage: stamp },
    });
    expect(commit).toMatchObject({ tenantId: HANDOFF.tenantId, mode: 'test', events: [], staffing: true });
  });

  test('of a tenant that was changed tells which, and publishes nothing', () => {
    const image = { pk: { S: `T#${HANDOFF.tenantId}#account#tenant` }, sk: { S: HANDOFF.tenantId }, doc: { S: '{}' } };
    const { commit } = readStreamRecord({
      dynamodb: { SequenceNumber: '7', ApproximateCreationDateTime: SECOND, NewImage: image },
    });
    expect(commit).toMatchObject({ tenantId: HANDOFF.tenantId, events: [], changed: true });
  });

  test('of a new replay tells which, and publishes nothing', () => {
    const { pk, sk } = { pk: `T#${HANDOFF.tenantId}#live#replays`, sk: REPLAY.replayId };
    const image = { pk: { S: pk }, sk: { S: sk }, kind: { S: 'replay' }, doc: { S: '{}' } };
    const { commit } = readStreamRecord({
      dynamodb: { SequenceNumber: '7', ApproximateCreationDateTime: SECOND, NewImage: image },
    });
    expect(commit).toMatchObject({ ...TENANT, events: [], replayId: REPLAY.replayId });
  });

  test.each([record('', doc), record(PARTITION, '{'), record(PARTITION, doc, {}), {}, { dynamodb: {} }])(
    'that is damaged keeps its place, so that those before it go on',
    (damaged) => {
      expect(readStreamRecord(damaged).commit).toBeUndefined();
    },
  );
});
