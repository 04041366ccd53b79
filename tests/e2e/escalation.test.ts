import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrivedTestClock } from '#api/schemas/test-clock.ts';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { eventually } from './support/eventually.ts';
import { type Received, type Receiver, startReceiver } from './support/receiver.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { bodyOf, signUp } from './support/tenant.ts';

let stack: TestStack;
let receiver: Receiver;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.close();
  await stack.dispose();
});

interface Office {
  readonly ana: string;
  readonly ben: string;
  readonly may: string;
  readonly handoffId: string;
  done(verb: string, json?: unknown): Promise<unknown>;
  arriveAt(instant: string): Promise<void>;
  /** The types of all its events. */
  types(): Promise<string[]>;
}

/** The last Friday of March 2019 in Berlin, one in the afternoon: on Sunday the clocks go forward. */
const START = '2019-03-29T12:00:00.000Z';
const DAY: [string, string][] = [['09:00', '17:00']];

function steps(may: string): NonNullable<ContractBodyInput['escalation']>[number]['steps'] {
  return [
    { id: 'nudge', at: { elapsed: 0.75 }, notify: ['owner'] },
    {
      id: 'lead',
      at: { afterBreach: 'PT0S', working: true },
      notify: ['owner', 'manager'],
      repeat: { every: 'PT1H', times: 3 },
      ackTimeout: 'PT2H',
    },
    { id: 'desk', at: { afterBreach: 'PT6H', working: true }, notify: [{ ownerId: may }], raisePriority: 'urgent' },
    {
      id: 'fallback',
      at: { afterBreach: 'PT24H' },
      notify: [{ ownerId: may }],
      reassign: { to: 'fallback' },
      repeat: { every: 'PT12H', times: 2 },
    },
  ];
}

async function openOffice(): Promise<Office> {
  const tenant = await signUp(stack);
  const call = (method: string, path: string, json?: unknown) =>
    tenant.call(method, `/v1/${path}`, { key: tenant.test, ...(json === undefined ? {} : { json }) });
  const create = async (path: string, json: unknown): Promise<string> => {
    const answer = await call('POST', path, json);
    if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${answer.text}`);
    return (answer.json as { id: string }).id;
  };
  const may = await create('owners', { name: 'May' });
  const ana = await create('owners', { name: 'Ana', managerId: may });
  const ben = await create('owners', { name: 'Ben' });
  const weekly = { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY };
  const calendarId = await create('calendars', { name: 'Berlin', timezone: 'Europe/Berlin', weekly });
  await create('webhook-endpoints', { url: receiver.url, eventTypes: ['escalation.*'] });
  const contractId = await create('contracts', {
    name: 'Closed-won to onboarding',
    from: { stage: 'closed_won' },
    to: { stage: 'onboarding' },
    subjectType: 'account',
    packet: { schema: { type: 'object' } },
    routing: { rules: [{ id: 'all', when: 'true', assign: { ownerId: ana } }], fallback: { ownerId: ben } },
    clocks: [{ name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT4H', calendarId }],
    escalation: [{ clock: 'accept', steps: steps(may) }],
  });
  const published = await call('POST', `contracts/${contractId}/publish`);
  if (published.status !== 200) throw new Error(`not published: ${published.text}`);
  const testClockId = await create('test-clocks', { name: 'A weekend', now: START });
  const subject = { type: 'account', id: 'acme-42' };
  const handoffId = await create('handoffs', { contractId, subject, packet: {}, testClockId });
  return {
    ana,
    ben,
    may,
    handoffId,
    async done(verb, json) {
      const answer = await call('POST', `handoffs/${handoffId}/${verb}`, json);
      if (answer.status !== 200) throw new Error(`${verb}: ${answer.status} ${answer.text}`);
      return answer.json;
    },
    async types() {
      const { json } = await call('GET', `handoffs/${handoffId}/events?limit=100`);
      return (json as { data: { type: string }[] }).data.map(({ type }) => type);
    },
    async arriveAt(to) {
      await eventually('the clock is there', async () => {
        const answer = await call('POST', `test-clocks/${testClockId}/advance`, { to });
        return answer.status !== 202 && bodyOf(answer, 200, arrivedTestClock()).now === to;
      });
    },
  };
}

/** The instant, the type without its prefix, the step with its repetition, and whom it tells. */
function told({ event }: Received): unknown[] {
  const { stepId, repetition, recipients } = event.data as Record<string, unknown>;
  const type = event.type.slice('escalation.'.length);
  return [event.occurredAt.slice(5, 16), type, stepId, repetition, recipients].filter((part) => part !== undefined);
}

describe('a ladder of four steps on the whole stack', () => {
  test('plays through a weekend and a change of the clocks, waits for an acknowledgement, and stops on acceptance', async () => {
    const { ana, ben, may, handoffId, done, arriveAt, types } = await openOffice();
    await arriveAt('2019-04-01T07:30:00.000Z');
    await done('acknowledge', { clock: 'accept', stepId: 'lead', ownerId: ben, note: 'On it after this call.' });
    await arriveAt('2019-04-01T09:45:00.000Z');
    await done('accept');
    await arriveAt('2019-04-09T09:00:00.000Z');
    expect((await types()).slice(-2)).toEqual(['handoff.accepted', 'clock.closed']);
    const received = await eventually('all webhooks', () => {
      const about = receiver.about(handoffId);
      return about.length >= 7 && about;
    });
    expect(received.map(told)).toEqual([
      ['03-29T15:00', 'triggered', 'nudge', 0, [ana]],
      ['03-30T16:00', 'triggered', 'fallback', 0, [may]],
      ['03-31T04:00', 'triggered', 'fallback', 1, [may]],
      ['03-31T16:00', 'triggered', 'fallback', 2, [may]],
      ['04-01T07:00', 'triggered', 'lead', 0, [ben]],
      ['04-01T07:30', 'acknowledged', 'lead'],
      ['04-01T09:30', 'triggered', 'lead', 1, [ben]],
    ]);
    expect(received[5]?.event.data).toMatchObject({ ownerId: ben, until: '2019-04-01T09:30:00.000Z' });
    expect(received.every(({ event }) => !('missed' in (event.data as object)))).toBe(true);
  });

  test('that nobody answers comes to its end, and says so once', async () => {
    const { ben, may, handoffId, done, arriveAt } = await openOffice();
    await arriveAt('2019-05-01T09:00:00.000Z');
    const received = await eventually('the end of the ladder', () => {
      const about = receiver.about(handoffId);
      return about.some(({ event }) => event.type === 'escalation.exhausted') && about.length >= 10 && about;
    });
    expect(received.map(told).slice(-6)).toEqual([
      ['04-01T07:00', 'triggered', 'lead', 0, [ben]],
      ['04-01T08:00', 'triggered', 'lead', 1, [ben]],
      ['04-01T09:00', 'triggered', 'lead', 2, [ben]],
      ['04-01T10:00', 'triggered', 'lead', 3, [ben]],
      ['04-01T13:00', 'triggered', 'desk', 0, [may]],
      ['04-01T13:00', 'exhausted'],
    ]);
    expect(await done('accept')).toMatchObject({ state: 'accepted', priority: 'urgent', holder: { ownerId: ben } });
  });
});
