import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CellSelection } from '#services/metrics/read-cells.ts';
import { readCells } from '#services/metrics/read-cells.ts';
import { createTenantStores } from '#storage/stores.ts';
import { eventually } from './support/eventually.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { signUp, type Tenant } from './support/tenant.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await stack.dispose();
});

interface Shop {
  readonly tenant: Tenant;
  readonly contractId: string;
  readonly ownerId: string;
}

/** A tenant with one contract, whose handoffs go to one owner. */
async function shop(): Promise<Shop> {
  const tenant = await signUp(stack);
  const { id: ownerId } = await tenant.create('/v1/owners', { name: 'Ana', email: 'ana@example.com' });
  const office = { name: 'Always', timezone: 'UTC', weekly: everyDay() };
  const { id: calendarId } = await tenant.create('/v1/calendars', office);
  const { id: contractId } = await tenant.create('/v1/contracts', {
    name: 'Closed-won to onboarding',
    from: { stage: 'closed_won' },
    to: { stage: 'onboarding' },
    subjectType: 'account',
    packet: { schema: { type: 'object', properties: { goals: { type: 'string' } } } },
    rejectionReasons: [{ code: 'missing_goals', class: 'clerical', label: 'Goals are missing' }],
    routing: { rules: [], fallback: { ownerId } },
    clocks: [{ name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT4H', calendarId }],
  });
  await tenant.call('POST', `/v1/contracts/${contractId}/publish`);
  return { tenant, contractId, ownerId };
}

function everyDay(): Record<string, [string, string][]> {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  return Object.fromEntries(days.map((day) => [day, [['00:00', '24:00'] as [string, string]]]));
}

async function submitted({ tenant, contractId }: Shop): Promise<string> {
  const body = { contractId, subject: { type: 'account', id: 'acme' }, packet: { goals: 'Grow' } };
  return (await tenant.create('/v1/handoffs', body)).id;
}

/** What is counted in all, of one kind of dimension. */
async function counts({ tenant }: Shop, kind: CellSelection['kind']): Promise<Record<string, number>> {
  const { metrics } = createTenantStores(stack.clients.dynamodb, 'baton', tenant.id, 'live');
  const today = new Date().toISOString().slice(0, 10);
  const yesterday = new Date(Date.now() - 24 * 3_600_000).toISOString().slice(0, 10);
  const read = await readCells(metrics, { from: yesterday, to: today }, { kind });
  const sums = new Map<string, number>();
  for (const { counters } of read?.cells ?? []) {
    const met = [...counters.clocks].flatMap(([clock, runs]) =>
      [...runs.counts].map(([name, count]) => [`${clock} ${name}`, count] as const),
    );
    for (const [name, count] of [...counters.counts, ...counters.fields, ...met])
      sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return Object.fromEntries(sums);
}

test('what handoffs go through is counted once each, a crash in the middle of it included', async () => {
  const office = await shop();
  const ids = await Promise.all(Array.from({ length: 12 }, () => submitted(office)));
  const [rejected = '', ...accepted] = ids;
  await Promise.all(accepted.map((id) => office.tenant.command(id, 'accept')));
  await stack.kill9();
  await stack.restart();
  await office.tenant.command(rejected, 'reject', { reason: 'missing_goals', fields: ['/goals'] });
  await Promise.all(accepted.slice(0, 5).map((id) => office.tenant.command(id, 'complete', { outcome: {} })));
  const expected = {
    submitted: 12,
    assigned: 12,
    accepted: 11,
    rejected: 1,
    firstRejected: 1,
    completed: 5,
    '/goals': 1,
    'accept started': 12,
    'accept met': 12,
  };
  await eventually('everything is counted', async () => (await counts(office, 'contract'))['completed'] === 5, 60);
  for (const kind of ['contract', 'owner'] as const) {
    await eventually(`all is counted for the ${kind}`, async () => {
      const found = await counts(office, kind);
      return Object.entries(expected).every(([name, count]) => found[name] === count);
    });
    expect(await counts(office, kind)).toEqual(expected);
  }
  expect(await counts(office, 'queue')).toEqual({});
});
