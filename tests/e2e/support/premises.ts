import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { TestStack } from './stack.ts';
import { signUp, type Tenant } from './tenant.ts';
import { READY_PACKET } from './world.ts';

/** One of everything that a tenant can have, at rest: nothing is delivered and no deadline is near. */
export interface Premises {
  readonly tenant: Tenant;
  readonly owner: string;
  readonly queue: string;
  readonly calendar: string;
  readonly draft: string;
  readonly contract: string;
  readonly endpoint: string;
  readonly apiKey: string;
  /** The secret of a key that may write handoffs, and no more. */
  readonly writer: string;
  readonly assigned: string;
  readonly accepted: string;
  readonly completed: string;
  /** In test mode; everything else is live. Nothing is on it. */
  readonly testClock: string;
}

export const BODY = {
  name: 'Closed-won to onboarding',
  from: { stage: 'closed_won' },
  to: { stage: 'onboarding' },
  subjectType: 'account',
  packet: { schema: { type: 'object', properties: { goals: { type: 'string' }, arr: { type: 'number' } } } },
  rejectionReasons: [{ code: 'incomplete', class: 'clerical', label: 'Incomplete' }],
  pauseReasons: [{ code: 'awaiting_customer', clocks: ['complete'] }],
  clocks: [
    { name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT24H' },
    { name: 'complete', start: 'accepted', stop: ['completed'], target: 'PT240H', pausable: true },
  ],
};

/** Where the test clock stands. */
export const CLOCK_NOW = '2026-11-27T17:00:00.000Z';

/** A calendar whose hours differ in summer. */
export const OFFICE = {
  name: 'Berlin office',
  timezone: 'Europe/Berlin',
  weekly: { mon: [['09:00', '17:00']], fri: [['09:00', '15:00']] },
};

export async function furnish(stack: TestStack): Promise<Premises> {
  const tenant = await signUp(stack);
  const { id: owner } = await tenant.create('/v1/owners', { name: 'Ana' });
  const { id: queue } = await tenant.create('/v1/queues', { name: 'Onboarding' });
  const { id: calendar } = await tenant.create('/v1/calendars', OFFICE);
  const url = 'http://127.0.0.1:18080/hook';
  const endpoint = await tenant.create('/v1/webhook-endpoints', { url, eventTypes: ['*'], enabled: false });
  const apiKey = await tenant.create('/v1/api-keys', { name: 'reader', scopes: ['handoffs:read'] });
  const writer = await tenant.create<{ secret: string }>('/v1/api-keys', {
    name: 'writer',
    scopes: ['handoffs:write'],
  });
  const draft = await tenant.create('/v1/contracts', BODY);
  const routing = { rules: [], fallback: { ownerId: owner } };
  const contract = await tenant.create('/v1/contracts', { ...BODY, routing });
  await tenant.call('POST', `/v1/contracts/${contract.id}/publish`);
  const submit = async (id: string) => {
    const json = { contractId: contract.id, subject: { type: 'account', id }, packet: READY_PACKET };
    return (await tenant.create('/v1/handoffs', json)).id;
  };
  const [assigned, accepted, completed] = [await submit('one'), await submit('two'), await submit('three')];
  await tenant.command(accepted, 'accept');
  await tenant.command(completed, 'accept');
  await tenant.command(completed, 'complete', { outcome: {} });
  const clock = await tenant.call('POST', '/v1/test-clocks', { key: tenant.test, json: { now: CLOCK_NOW } });
  return {
    tenant,
    owner,
    queue,
    calendar,
    draft: draft.id,
    contract: contract.id,
    endpoint: endpoint.id,
    apiKey: apiKey.id,
    writer: writer.secret,
    assigned,
    accepted,
    completed,
    testClock: (clock.json as { id: string }).id,
  };
}

/** What is there beside what requests do: logs of events, figures and schedules follow a moment later, and requests are counted. */
const BESIDE = /#(?:event-log|metrics[#-]|review-schedules$|rate$|key-uses$)|^P#sign-ups$/;

/** Everything that requests have stored, of every tenant, in one order. */
export async function storedItems({ clients }: TestStack): Promise<string[]> {
  const items: string[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await clients.dynamodb.send(
      new ScanCommand({
        TableName: 'baton',
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start as never }),
      }),
    );
    const kept = (page.Items ?? []).filter(({ pk, sk }) => !BESIDE.test(pk?.S ?? '') && sk?.S !== 'measured');
    items.push(...kept.map((item) => JSON.stringify(Object.entries(item).toSorted())));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items.sort();
}
