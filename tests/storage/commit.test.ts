import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publishHandoffEvent } from '#domain/published-event.ts';
import { configurationCommit, readCommit } from '#storage/commit.ts';
import { decodeHandoffCommit, encodeHandoffCommit, handoffCommitWrite, readDecision } from '#storage/handoff-commit.ts';
import { play } from '../domain/handoff/play.ts';
import { scripts } from '../domain/handoff/random-history.ts';
import { contractBody } from '../support/contracts.ts';
import { submit } from '../support/handoffs.ts';
import { BIRTH } from '../support/instants.ts';
import { holds } from '../support/property.ts';
import { decisionAmong } from './support/decisions.ts';

const TENANT = 'ten_00000000000000000000000001';
const KEY = `T#${TENANT}#live#handoff#hnd_1`;

/** The events of a random life, cut into commits at random places. */
const commits = fc.tuple(scripts, fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 40, maxLength: 40 }));

describe('a commit', () => {
  test('of any events of any history reads back as what was written', () => {
    holds(commits, 300, ([script, sizes]) => {
      const events = play(script, 0.001).at(-1)?.life.events ?? [];
      let from = 0;
      for (const size of sizes) {
        const part = events.slice(from, from + size);
        if (part.length === 0) break;
        expect(decodeHandoffCommit(encodeHandoffCommit(part))).toEqual(part);
        const write = handoffCommitWrite(part, BIRTH);
        const read = readCommit(KEY, 'put' in write ? write.attributes : {});
        expect(read).toEqual({
          tenantId: TENANT,
          mode: 'live',
          recordedAt: BIRTH,
          events: part.map((event) => publishHandoffEvent(event, TENANT, 'live')),
          handoff: { id: 'hnd_1', version: from + part.length },
        });
        from += part.length;
      }
    });
  });

  test('keeps the decision that it carried out, and reads as the same events with it, however large it is', () => {
    const { events } = submit({ body: contractBody() });
    for (const members of [0, 1, 200]) {
      const write = handoffCommitWrite(events, BIRTH, decisionAmong(members));
      const attributes = 'put' in write ? write.attributes : {};
      expect(readDecision(attributes)).toEqual(decisionAmong(members));
      expect(readCommit(KEY, attributes).events.map(({ sequence }) => sequence)).toEqual(
        events.map(({ sequence }) => sequence),
      );
    }
  });

  test('of a submission and its decision is one unit to write', () => {
    const write = handoffCommitWrite(submit({ body: contractBody() }).events, BIRTH, decisionAmong(3));
    const { packed, ...rest } = 'put' in write ? write.attributes : {};
    expect(packed).toBeInstanceOf(Uint8Array);
    expect(Buffer.from(packed as Uint8Array).length + JSON.stringify([KEY, rest]).length).toBeLessThan(1024);
  });

  test('that carried out no decision has none', () => {
    const write = handoffCommitWrite(submit({ body: contractBody() }).events, BIRTH);
    expect(readDecision('put' in write ? write.attributes : {})).toBeUndefined();
  });

  test('without events is never written', () => {
    expect(() => encodeHandoffCommit([])).toThrow();
  });

  test('about the configuration reads back as what was written, and moves no handoff', () => {
    const event = {
      id: 'evt_00000000000000000000000001',
      type: 'contract.published',
      occurredAt: BIRTH,
      tenantId: TENANT,
      mode: 'test',
      actor: { type: 'api_key', id: 'key_1' },
      data: { contractId: 'ctr_1', contractVersion: 1, name: 'A' },
    } as const;
    const write = configurationCommit(event);
    const attributes = 'put' in write ? write.attributes : {};
    expect(readCommit(`T#${TENANT}#test#events`, attributes)).toEqual({
      tenantId: TENANT,
      mode: 'test',
      recordedAt: BIRTH,
      events: [event],
    });
  });

  test.each(['', 'handoff#hnd_1', 'T#ten_1#live#handoff#hnd_1', `T#${TENANT}#account#tenant`, `X${KEY}`])(
    'that lives under no tenant’s mode cannot be read: %j',
    (key) => {
      expect(() => readCommit(key, { doc: '{}' })).toThrow();
    },
  );

  test.each(['', '{', '[]', '{}', '{"handoffId":"hnd_1","sequence":0,"facts":[]}', '{"configuration":{}}'])(
    'whose document is damaged cannot be read: %j',
    (doc) => {
      expect(() => readCommit(KEY, { doc, recordedAt: 1 })).toThrow();
    },
  );
});
