import { beforeEach, describe, expect, test } from 'vitest';
import { nextDeadline } from '#domain/handoff/deadlines.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import type { Instant } from '#domain/instant.ts';
import { publishHandoffEvent } from '#domain/published-event.ts';
import type { RecordedEvent } from '#domain/recorded-event.ts';
import { publishCommits } from '#services/outbox/publish-commits.ts';
import type { RecordedCommit } from '#storage/commit.ts';
import { ACCEPT_CLOCK, COMPLETE_CLOCK, contractBody } from '../../support/contracts.ts';
import { ACCEPT, COMPLETE, type Life } from '../../support/handoffs.ts';
import { BIRTH, MINUTE } from '../../support/instants.ts';
import { HANDOFF, isCheapRead, storeHandoff, TENANT, type TestSystem, testSystem } from '../support/test-system.ts';

const BODY = contractBody({ clocks: [ACCEPT_CLOCK, COMPLETE_CLOCK] });

let system: TestSystem;
let published: string[];
let timer: Instant | undefined;
let calls: string[];

beforeEach(() => {
  system = testSystem();
  published = [];
  timer = undefined;
  calls = [];
});

const routing = { send: async () => undefined };
const replays = { send: async () => undefined };
const deletions = { send: async () => undefined };
const zones = { send: async () => undefined };

const publish = (...commits: RecordedCommit[]) =>
  publishCommits(
    {
      enter: system.enter,
      routing,
      replays,
      deletions,
      zones,
      bus: {
        publish: async (events) => {
          calls.push('publish');
          published.push(...events.map(({ event }) => event.id));
        },
      },
      timers: {
        arm: async (handoff, at, { fresh }) => {
          expect(handoff).toEqual(HANDOFF);
          calls.push(fresh ? 'arm fresh' : 'arm');
          timer = at;
        },
        disarm: async (handoff) => {
          expect(handoff).toEqual(HANDOFF);
          calls.push('disarm');
          timer = undefined;
        },
      },
    },
    commits,
  );

/** What the stream says of the events of `life` after `since`. */
function commitOf(life: Life, since = 0): RecordedCommit {
  const events = life.events.slice(since);
  return {
    ...TENANT,
    recordedAt: BIRTH,
    events: events.map((event: HandoffEvent) => publishHandoffEvent(event, TENANT.tenantId, TENANT.mode)),
    handoff: { id: HANDOFF.handoffId, version: life.state.version },
  };
}

/** Carries `from` on to `to` in the table. */
async function save(from: Life, to: Life): Promise<RecordedCommit> {
  const events = to.events.slice(from.events.length);
  expect(await system.context().stores.handoffs.commit(from.state, to.state, events)).toBe('written');
  return commitOf(to, from.events.length);
}

describe('a submission', () => {
  test('is published in order, and then armed for its first deadline by one call', async () => {
    const born = await storeHandoff(system, BODY);
    await publish(commitOf(born));
    expect(calls).toEqual(['publish', 'arm fresh']);
    expect(published).toEqual(born.events.map(({ sequence }) => `evt_${'0'.repeat(25)}1_00000${sequence}`));
    expect(timer).toBe(nextDeadline(born.state));
  });

  test('without clocks is published and has no timer', async () => {
    const born = await storeHandoff(system, contractBody());
    await publish(commitOf(born));
    expect(calls).toEqual(['publish']);
  });

  test('that the bus does not take is armed all the same, and is given again', async () => {
    const born = await storeHandoff(system, BODY);
    const armed: string[] = [];
    const timers = {
      arm: async ({ handoffId }: { handoffId: string }) => void armed.push(handoffId),
      disarm: () => Promise.reject(new Error('disarmed')),
    };
    const outbox = {
      enter: system.enter,
      routing,
      replays,
      deletions,
      zones,
      timers,
      bus: { publish: () => Promise.reject(new Error('full')) },
    };
    expect(await publishCommits(outbox, [commitOf(born)])).toMatchObject({ index: 0, error: new Error('full') });
    expect(armed).toEqual([HANDOFF.handoffId]);
  });
});

describe('a commit that cannot be published', () => {
  const configuration = (id: string): RecordedCommit => ({
    ...TENANT,
    recordedAt: BIRTH,
    events: [
      {
        ...TENANT,
        id,
        type: 'contract.published',
        occurredAt: BIRTH,
        actor: { type: 'api_key', id: 'key_1' },
        data: {},
      },
    ],
  });
  const timers = { arm: async () => undefined, disarm: async () => undefined };

  test('is named, and those before it are published', async () => {
    const taken: string[] = [];
    const bus = {
      publish: async (events: readonly RecordedEvent[]) => {
        if (events.some(({ event }) => event.id === 'evt_bad')) throw new Error('too large');
        taken.push(...events.map(({ event }) => event.id));
      },
    };
    const commits = ['evt_1', 'evt_2', 'evt_bad', 'evt_3'].map(configuration);
    expect(
      await publishCommits({ enter: system.enter, routing, replays, deletions, zones, timers, bus }, commits),
    ).toMatchObject({
      index: 2,
    });
    expect(taken).toEqual(['evt_1', 'evt_2']);
  });

  test('does not hide a timer that could not be set before it', async () => {
    const born = await storeHandoff(system, BODY);
    const bus = { publish: () => Promise.reject(new Error('full')) };
    const broken = { ...timers, arm: () => Promise.reject(new Error('no schedules')) };
    const stuck = await publishCommits(
      { enter: system.enter, routing, replays, deletions, zones, timers: broken, bus },
      [commitOf(born)],
    );
    expect(stuck?.index).toBe(0);
  });
});

describe('a timer', () => {
  test('moves with the deadline, and goes with the last one', async () => {
    const born = await storeHandoff(system, BODY);
    await publish(commitOf(born));
    const accepted = born.command(MINUTE, ACCEPT);
    await publish(await save(born, accepted));
    expect(timer).toBe(nextDeadline(accepted.state));
    const completed = accepted.command(2 * MINUTE, COMPLETE);
    await publish(await save(accepted, completed));
    expect(calls).toEqual(['publish', 'arm fresh', 'publish', 'arm', 'publish', 'disarm']);
  });

  test('is set by what is stored: an old commit that comes again neither arms nor moves it', async () => {
    const born = await storeHandoff(system, BODY);
    const accepted = born.command(MINUTE, ACCEPT);
    const acceptance = await save(born, accepted);
    await publish(acceptance);
    await publish(commitOf(born));
    await publish(commitOf(born), acceptance);
    expect(timer).toBe(nextDeadline(accepted.state));
  });

  test('that is gone is not armed again by an old commit', async () => {
    const born = await storeHandoff(system, BODY);
    const accepted = born.command(MINUTE, ACCEPT);
    const acceptance = await save(born, accepted);
    const completion = await save(accepted, accepted.command(2 * MINUTE, COMPLETE));
    await publish(completion);
    await publish(acceptance);
    await publish(commitOf(born));
    expect(timer).toBeUndefined();
  });

  test('is set once for several commits of one batch', async () => {
    const born = await storeHandoff(system, BODY);
    const accepted = born.command(MINUTE, ACCEPT);
    const acceptance = await save(born, accepted);
    await publish(commitOf(born), acceptance);
    expect(calls).toEqual(['publish', 'arm fresh']);
    expect(timer).toBe(nextDeadline(accepted.state));
  });

  test('is not set by a replica that is behind the commit', async () => {
    const born = await storeHandoff(system, BODY);
    const behind = await storedItem();
    const accepted = born.command(MINUTE, ACCEPT);
    const acceptance = await save(born, accepted);
    system.intercept = (command) => (isCheapRead(command) ? behind : undefined);
    await publish(acceptance);
    expect(timer).toBe(nextDeadline(accepted.state));
  });

  test('of a handoff that is not there any more is left alone', async () => {
    const born = await storeHandoff(system, BODY);
    const elsewhere = { ...commitOf(born), tenantId: 'ten_00000000000000000000000002' };
    await publish(elsewhere);
    expect(calls).toEqual(['publish']);
  });
});

test('facts about the configuration are published and set no timer', async () => {
  const [event] = commitOf(await storeHandoff(system, BODY)).events;
  if (event === undefined) throw new Error('no event');
  await publish({ ...TENANT, recordedAt: BIRTH, events: [event] });
  expect(calls).toEqual(['publish']);
});

/** The handoff's item as a replica has it that hears of nothing further. */
async function storedItem(): Promise<unknown> {
  const state = await system.context().stores.handoffs.get(HANDOFF.handoffId);
  return { Item: { sk: { S: 'state' }, doc: { S: JSON.stringify(state) }, recordedAt: { N: '0' } } };
}
