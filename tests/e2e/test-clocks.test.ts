import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrivedTestClock } from '#api/schemas/test-clock.ts';
import { addSeconds, type Instant, instantFromEpoch } from '#domain/instant.ts';
import { eventually } from './support/eventually.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { bodyOf, signUp, type Tenant } from './support/tenant.ts';

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

/** A Friday evening. */
const START: Instant = instantFromEpoch(Date.UTC(2019, 10, 29, 18));
const HOURS = { urgent: 1, high: 3, normal: 4 } as const;
type Priority = keyof typeof HOURS;

interface ClockPlace {
  readonly id: string;
  call(method: string, path: string, json?: unknown): ReturnType<Tenant['call']>;
  submit(priority: Priority): Promise<string>;
  /** The timeline of what happened by itself: type, instant, and when it was noticed if that was later. */
  recorded(handoffId: string): Promise<unknown[][]>;
}

/** A tenant in test mode with a contract, a receiver of webhooks, and a test clock. */
async function openClock(): Promise<ClockPlace> {
  const tenant = await signUp(stack);
  const call: ClockPlace['call'] = (method, path, json) =>
    tenant.call(method, `/v1/${path}`, { key: tenant.test, ...(json === undefined ? {} : { json }) });
  const create = async (path: string, json: unknown): Promise<string> => {
    const answer = await call('POST', path, json);
    if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${answer.text}`);
    return (answer.json as { id: string }).id;
  };
  const ownerId = await create('owners', { name: 'Ana' });
  await create('webhook-endpoints', { url: receiver.url, eventTypes: ['*'] });
  const accept = { name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT4H', warnAt: [0.5] };
  const contractId = await create('contracts', {
    name: 'Closed-won to onboarding',
    from: { stage: 'closed_won' },
    to: { stage: 'onboarding' },
    subjectType: 'account',
    packet: { schema: { type: 'object' } },
    routing: { rules: [], fallback: { ownerId } },
    clocks: [{ ...accept, targets: { urgent: 'PT1H', high: 'PT3H' } }],
    escalation: [{ clock: 'accept', steps: [{ id: 'lead', at: { afterBreach: 'PT1H' }, notify: ['owner'] }] }],
  });
  await call('POST', `contracts/${contractId}/publish`);
  const id = await create('test-clocks', { name: 'A weekend', now: START });
  const subject = { type: 'account', id: 'acme-42' };
  return {
    id,
    call,
    submit: (priority) => create('handoffs', { contractId, subject, packet: {}, priority, testClockId: id }),
    async recorded(handoffId) {
      const { json } = await call('GET', `handoffs/${handoffId}/events?limit=100`);
      const { data } = json as { data: { type: string; occurredAt: string; detectedAt?: string; actor: object }[] };
      return data
        .slice(3)
        .map(({ type, occurredAt, detectedAt }) => [type, occurredAt, ...(detectedAt ? [detectedAt] : [])]);
    },
  };
}

/** What happens by itself to a handoff that joins at `START`. A breach is noticed once its due instant is past. */
function expected(priority: Priority): unknown[][] {
  const due = addSeconds(START, HOURS[priority] * 3600);
  return [
    ['clock.warned', addSeconds(START, HOURS[priority] * 1800)],
    ['clock.breached', due, addSeconds(due, 0.001)],
    ['escalation.triggered', addSeconds(due, 3600)],
    ['escalation.exhausted', addSeconds(due, 3600)],
  ];
}

/** Advances call by call until it is there. */
async function arrive(place: ClockPlace, to: Instant): Promise<void> {
  await eventually('the clock is there', async () => {
    const answer = await place.call('POST', `test-clocks/${place.id}/advance`, { to });
    if (answer.status === 202) return false;
    return bodyOf(answer, 200, arrivedTestClock()).now === to;
  });
}

const MONDAY = addSeconds(START, 63 * 3600);

describe('a test clock on the whole stack', () => {
  test('a weekend passes in a moment: every deadline is recorded while the clock stands at it, and told with its instant', async () => {
    const place = await openClock();
    const priorities = ['normal', 'urgent', 'high'] as const;
    const ids = await Promise.all(priorities.map((priority) => place.submit(priority)));
    await arrive(place, MONDAY);
    for (const [index, priority] of priorities.entries()) {
      const id = ids[index] ?? '';
      expect(await place.recorded(id)).toEqual(expected(priority));
      const told = await eventually('all of it is told', () => {
        const about = receiver.about(id).filter(({ event }) => (event.sequence ?? 0) > 3);
        return about.length === expected(priority).length && about;
      });
      told.sort((a, b) => (a.event.sequence ?? 0) - (b.event.sequence ?? 0));
      expect(told.map(({ event }) => [event.type, event.occurredAt])).toEqual(
        expected(priority).map(([type, occurredAt]) => [type, occurredAt]),
      );
    }
  });

  test('several callers at once bring it there, and record nothing twice', async () => {
    const place = await openClock();
    const ids = await Promise.all(Array.from({ length: 12 }, () => place.submit('high')));
    const urgent = await place.submit('urgent');
    await Promise.all([1, 2, 3].map(() => arrive(place, MONDAY)));
    expect(await place.recorded(urgent)).toEqual(expected('urgent'));
    for (const id of ids) expect(await place.recorded(id)).toEqual(expected('high'));
  });

  test('kill -9 of the whole stack on the way: the same call goes on from there, to the same end', async () => {
    const place = await openClock();
    const ids: string[] = [];
    for (let round = 0; round < 10; round++) {
      ids.push(...(await Promise.all(Array.from({ length: 8 }, () => place.submit('urgent')))));
    }
    const path = `test-clocks/${place.id}`;
    const interrupted = place.call('POST', `${path}/advance`, { to: MONDAY }).catch(() => undefined);
    await eventually('the clock has left', async () => {
      const { json } = await place.call('GET', path);
      return (json as { now: Instant }).now > START;
    });
    await stack.kill9();
    await interrupted;
    await stack.restart();
    await arrive(place, MONDAY);
    for (const id of ids) expect(await place.recorded(id)).toEqual(expected('urgent'));
  });
});
