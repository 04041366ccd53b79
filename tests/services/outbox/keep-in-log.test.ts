import { BatchWriteItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { publishHandoffEvent } from '#domain/published-event.ts';
import { keepInLog } from '#services/outbox/keep-in-log.ts';
import { movedHandoffs } from '#services/outbox/moved-handoffs.ts';
import { publishCommits } from '#services/outbox/publish-commits.ts';
import type { RecordedCommit } from '#storage/commit.ts';
import { ACCEPT, COMPLETE, type Life } from '../../support/handoffs.ts';
import { BIRTH, MINUTE } from '../../support/instants.ts';
import { HANDOFF, storeHandoff, TENANT, type TestSystem, testSystem } from '../support/test-system.ts';

const STRANGER = { ...TENANT, tenantId: 'ten_00000000000000000000000002' };

let system: TestSystem;
let born: Life;
let commits: RecordedCommit[];
beforeEach(async () => {
  system = testSystem();
  born = await storeHandoff(system);
  const accepted = await save(born, born.command(MINUTE, ACCEPT));
  const completed = await save(accepted, accepted.command(2 * MINUTE, COMPLETE));
  commits = [commitOf(born, 0, 0), commitOf(accepted, born.events.length, 60), publication('1'), publication('2')];
  commits.push(commitOf(completed, accepted.events.length, 120));
  await storePublication('1');
  await storePublication('2');
  system.log.length = 0;
});

async function save(from: Life, to: Life): Promise<Life> {
  const events = to.events.slice(from.events.length);
  expect(await system.context().stores.handoffs.commit(from.state, to.state, events)).toBe('written');
  return to;
}

function commitOf({ events, state }: Life, since: number, second: number): RecordedCommit {
  return {
    ...TENANT,
    recordedAt: addSeconds(BIRTH, second),
    events: events.slice(since).map((event) => publishHandoffEvent(event, TENANT.tenantId, TENANT.mode)),
    handoff: { id: HANDOFF.handoffId, version: state.version },
  };
}

function published(digit: string) {
  const actor = { type: 'api_key', id: 'key_1' } as const;
  const id = `evt_${digit.padStart(26, '0')}`;
  return { ...TENANT, id, type: 'contract.published', occurredAt: BIRTH, actor, data: {} } as const;
}

/** A fact about the configuration, of which there is no handoff. */
function publication(digit: string): RecordedCommit {
  return { ...TENANT, recordedAt: BIRTH, events: [published(digit)] };
}

async function storePublication(digit: string, tenant: { tenantId: string; mode: 'live' } = TENANT): Promise<void> {
  const event = { ...published(digit), ...tenant };
  const requiring = { put: { partition: 'owners', sort: `own_${digit}` }, attributes: {} };
  expect(await system.enter(tenant).stores.outbox.publish(event, requiring)).toBe(true);
}

async function keep(batch: readonly RecordedCommit[]) {
  const stuck = await keepInLog(system.enter, batch, movedHandoffs(system.enter, batch));
  return stuck.filter((each) => each !== undefined);
}

const outbox = () => ({
  enter: system.enter,
  bus: { publish: async () => undefined },
  timers: { arm: async () => undefined, disarm: async () => undefined },
  routing: { send: async () => undefined },
  replays: { send: async () => undefined },
  deletions: { send: async () => undefined },
  zones: { send: async () => undefined },
});

async function logged() {
  return (await system.context().stores.eventLog.list({ limit: 100 })).data;
}

describe('the log', () => {
  test('has every event of every commit, with the second in which it was written', async () => {
    expect(await keep(commits)).toEqual([]);
    const expected = commits.flatMap(({ recordedAt, events }) => events.map((event) => ({ recordedAt, event })));
    const found = (await logged()).map(({ recordedAt, event }) => ({ recordedAt, event }));
    expect(found).toHaveLength(expected.length);
    expect(found).toEqual(expect.arrayContaining(expected));
  });

  test('is the same however often batches come, how they are cut, and in which order', async () => {
    await keep(commits);
    const once = await logged();
    await keep(commits);
    for (const commit of commits.toReversed()) await keep([commit]);
    await keep([...commits.slice(1), ...commits.slice(0, 2)]);
    expect(await logged()).toEqual(once);
  });

  test('keeps nothing of a handoff that is there no more, as its tenant has been erased', async () => {
    const erased = commits.map((commit) => ({ ...commit, tenantId: STRANGER.tenantId }));
    expect(await keep(erased.slice(0, 2))).toEqual([]);
    expect((await system.enter(STRANGER).stores.eventLog.list({ limit: 10 })).data).toEqual([]);
  });

  test('keeps no fact about the configuration of a tenant that has been erased', async () => {
    expect(await keep([{ ...publication('1'), ...STRANGER }])).toEqual([]);
    expect((await system.enter(STRANGER).stores.eventLog.list({ limit: 10 })).data).toEqual([]);
  });

  test('takes no note of what publishes nothing', async () => {
    await keep([{ ...TENANT, recordedAt: BIRTH, events: [], staffing: true }]);
    expect(system.log).toEqual([]);
  });
});

describe('a commit that the table does not take', () => {
  const refuse = (when: (text: string) => boolean) => {
    system.intercept = (command) => {
      const refused = command instanceof BatchWriteItemCommand && when(JSON.stringify(command.input));
      if (refused) throw new Error('no');
      return undefined;
    };
  };

  test('is named, and those of its tenant before it are kept', async () => {
    refuse((text) => text.includes(publication('2').events[0]?.id ?? ''));
    expect(await keep(commits)).toEqual([{ index: 3, error: new Error('no') }]);
    const kept = commits.slice(0, 3).flatMap(({ events }) => events.map(({ id }) => id));
    expect((await logged()).map(({ event }) => event.id).sort()).toEqual(kept.sort());
  });

  test('does not keep those of another tenant from being kept', async () => {
    await storePublication('3', STRANGER);
    refuse((text) => text.includes(`T#${TENANT.tenantId}#`));
    const other = { ...publication('3'), ...STRANGER };
    expect(await keep([...commits, other])).toMatchObject([{ index: 0 }]);
    expect((await system.enter(STRANGER).stores.eventLog.list({ limit: 10 })).data).toHaveLength(1);
  });

  test('has the outbox stuck, so that it comes again', async () => {
    refuse(() => true);
    expect(await publishCommits(outbox(), commits.slice(1))).toMatchObject({ index: 0, error: new Error('no') });
    system.intercept = () => undefined;
    expect(await publishCommits(outbox(), commits.slice(1))).toBeUndefined();
    expect((await logged()).length).toBe(commits.slice(1).flatMap(({ events }) => events).length);
  });
});

test('a handoff is read once for its timer and its place in the log, however many of its commits there are', async () => {
  const reads: string[] = [];
  system.intercept = (command) => {
    if (command instanceof GetItemCommand) reads.push(command.input.Key?.['sk']?.S ?? '');
    return undefined;
  };
  await publishCommits(outbox(), commits);
  expect(reads.filter((sort) => sort === 'state')).toEqual(['state']);
});
