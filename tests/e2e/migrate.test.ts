import { afterAll, beforeAll, expect, test } from 'vitest';
import { migration, rebase } from '#api/schemas/migration.ts';
import { BODY, OFFICE } from './support/premises.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { bodyOf, signUp, type Tenant } from './support/tenant.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(() => stack.dispose());

const HANDOFFS = 24;

interface InFlight {
  readonly tenant: Tenant;
  readonly contract: string;
  readonly calendar: string;
  readonly handoffs: readonly string[];
}

/** Handoffs under version 1 of a contract that has a version 2, and of a calendar that has one too. */
async function inFlight(): Promise<InFlight> {
  const tenant = await signUp(stack);
  const { id: owner } = await tenant.create('/v1/owners', { name: 'Ana' });
  const { id: calendar } = await tenant.create('/v1/calendars', OFFICE);
  const clocks = (target: string) => BODY.clocks.map((clock) => ({ ...clock, target, calendarId: calendar }));
  const routing = { rules: [], fallback: { ownerId: owner } };
  const { id: contract } = await tenant.create('/v1/contracts', { ...BODY, routing, clocks: clocks('PT24H') });
  await tenant.call('POST', `/v1/contracts/${contract}/publish`);
  const submit = async (_: unknown, index: number) => {
    const subject = { type: 'account', id: `acme-${index}` };
    return (await tenant.create('/v1/handoffs', { contractId: contract, subject, packet: {} })).id;
  };
  const handoffs = await Promise.all(Array.from({ length: HANDOFFS }, submit));
  await tenant.call('PATCH', `/v1/contracts/${contract}`, { json: { clocks: clocks('PT48H') } });
  await tenant.call('POST', `/v1/contracts/${contract}/publish`);
  await tenant.call('PUT', `/v1/calendars/${calendar}`, { json: { ...OFFICE, holidays: ['2026-12-25'] } });
  return { tenant, contract, calendar, handoffs: handoffs.toSorted() };
}

test('two migrations and every receiver at once: each handoff is migrated once, and accepted', async () => {
  const { tenant, contract, handoffs } = await inFlight();
  const run = async () => {
    const json = { toVersion: 2, dryRun: false, limit: 100 };
    return bodyOf(await tenant.call('POST', `/v1/contracts/${contract}/migrate`, { json }), 200, migration());
  };
  const [first, second] = await Promise.all([run(), run(), ...handoffs.map((id) => tenant.command(id, 'accept'))]);
  const refused = [...first.data, ...second.data].filter(({ error }) => error !== undefined);
  expect(refused).toEqual([]);
  expect(first.migrated + second.migrated).toBe(HANDOFFS);
  for (const id of handoffs) {
    expect(await tenant.handoff(id)).toMatchObject({ contractVersion: 2, state: 'accepted' });
    const types = (await tenant.timeline(id)).map(({ type }) => type);
    expect(types.filter((type) => type === 'handoff.migrated')).toHaveLength(1);
  }
});

test('a rebase goes over all open handoffs page by page, and a second one finds nothing to do', async () => {
  const { tenant, calendar, handoffs } = await inFlight();
  await tenant.command(handoffs[3] ?? '', 'accept');
  await tenant.command(handoffs[7] ?? '', 'cancel', { reason: 'The customer left' });
  const pages = async () => {
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const json = { dryRun: false, limit: 5, ...(cursor === undefined ? {} : { cursor }) };
      const answer = await tenant.call('POST', `/v1/calendars/${calendar}/rebase`, { json });
      const page = bodyOf(answer, 200, rebase());
      expect(page.data.every(({ error }) => error === undefined)).toBe(true);
      seen.push(...page.data.map(({ handoffId }) => handoffId));
      cursor = page.nextCursor;
    }
    return seen;
  };
  expect(await pages()).toEqual(handoffs.filter((_, index) => index !== 7));
  expect(await pages()).toEqual([]);
});
