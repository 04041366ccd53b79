import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { furnish, OFFICE, type Premises } from './support/premises.ts';
import { problemOf } from './support/problem.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { READY_PACKET } from './support/world.ts';

let stack: TestStack;
let mine: Premises;
let theirs: Premises;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
  [mine, theirs] = await Promise.all([furnish(stack), furnish(stack)]);
  await enrich(mine);
});
afterAll(() => stack.dispose());

/** Versions, a rejection, a second packet, and things that were removed. */
async function enrich({ tenant, contract, calendar }: Premises): Promise<void> {
  await tenant.call('PUT', `/v1/calendars/${calendar}`, { json: { ...OFFICE, name: 'Renamed' } });
  await tenant.call('PATCH', `/v1/contracts/${contract}`, { json: { name: 'Renamed' } });
  await tenant.call('POST', `/v1/contracts/${contract}/publish`);
  const { id: gone } = await tenant.create('/v1/calendars', OFFICE);
  await tenant.call('DELETE', `/v1/calendars/${gone}`);
  const { id } = await tenant.create('/v1/handoffs', {
    contractId: contract,
    subject: { type: 'account', id: 'again' },
    packet: READY_PACKET,
  });
  await tenant.command(id, 'reject', { reason: 'incomplete', fields: ['/goals'] });
  await tenant.command(id, 'resubmit', { packet: { ...READY_PACKET, goals: 'Others' } });
  await tenant.call('POST', '/v1/owners', { key: tenant.test, json: { name: 'Only in test mode' } });
}

interface Line {
  readonly kind: string;
  readonly data?: { readonly id?: string } & Readonly<Record<string, unknown>>;
  readonly [member: string]: unknown;
}

async function exported({ tenant }: Premises, limit: number, key = tenant.live): Promise<Line[]> {
  const lines: Line[] = [];
  let next: string | undefined = `/v1/tenant/export?limit=${limit}`;
  while (next !== undefined) {
    const answer = await tenant.call('GET', next, { key });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    const page = answer.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const last = page.at(-1);
    expect(last?.kind).toBe('cursor');
    expect(page.length).toBeLessThanOrEqual(limit + 1);
    lines.push(...page.slice(0, -1));
    next = linkOf(answer.headers.get('link'));
    expect(next === undefined).toBe(last?.['nextCursor'] === null);
    if (next !== undefined) expect(new URLSearchParams(next.split('?')[1]).get('cursor')).toBe(last?.['nextCursor']);
  }
  return lines;
}

function linkOf(header: string | null): string | undefined {
  const [, url] = /^<(.*)>; rel="next"$/.exec(header ?? '') ?? [];
  return url?.slice(stack.url.length);
}

const of = (lines: readonly Line[], kind: string) => lines.filter((line) => line.kind === kind);
const dataOf = (lines: readonly Line[], kind: string) => of(lines, kind).map(({ data }) => data);

async function list({ tenant }: Premises, path: string, key = tenant.live): Promise<unknown[]> {
  const data: unknown[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { json, status, text } = await tenant.call(
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}limit=100${query}`,
      { key },
    );
    expect(status, text).toBe(200);
    const page = json as { data: unknown[]; nextCursor: string | null };
    data.push(...page.data);
    cursor = page.nextCursor;
  }
  return data;
}

/** What is measured at the moment of asking. */
function settled(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (name, member: unknown) =>
      /^(?:elapsedSeconds|remainingSeconds|lastUsedAt)$/.test(name) ? undefined : member,
    ),
  );
}

const LISTS = {
  api_key: '/v1/api-keys',
  calendar: '/v1/calendars',
  owner: '/v1/owners',
  queue: '/v1/queues',
  contract: '/v1/contracts',
  handoff: '/v1/handoffs?sort=createdAt',
  webhook_endpoint: '/v1/webhook-endpoints',
} as const;

describe('an export', () => {
  test.each(Object.entries(LISTS))('has every %s that the API lists, as it lists them', async (kind, path) => {
    const lines = await exported(mine, 1_000);
    const listed = await list(mine, path);
    expect(listed.length).toBeGreaterThan(0);
    expect(settled(dataOf(lines, kind))).toEqual(settled(listed));
  });

  test('has the whole history of every handoff', async () => {
    const lines = await exported(mine, 1_000);
    const handoffs = dataOf(lines, 'handoff');
    expect(handoffs).toHaveLength(4);
    for (const { id = '', packetRevision } of handoffs.filter((each) => each !== undefined)) {
      const events = dataOf(lines, 'handoff_event').filter((event) => event?.['handoffId'] === id);
      expect(events).toEqual(await mine.tenant.timeline(id));
      const packets = of(lines, 'packet').filter((line) => line['handoffId'] === id);
      expect(packets.map(({ revision }) => revision)).toEqual(
        Array.from({ length: Number(packetRevision) }, (_, i) => i + 1),
      );
      for (const { revision, data } of packets) {
        const answer = await mine.tenant.call('GET', `/v1/handoffs/${id}/packet?revision=${revision}`);
        expect((answer.json as { packet: unknown }).packet).toEqual(data);
      }
      const routing = (await mine.tenant.call('GET', `/v1/handoffs/${id}/routing`)).json as { data: unknown[] };
      const decisions = of(lines, 'routing_decision').filter((line) => line['handoffId'] === id);
      expect(decisions.map(({ data }) => data).reverse()).toEqual(routing.data);
    }
  });

  test('has every version of contracts and calendars, those of removed calendars too', async () => {
    const lines = await exported(mine, 1_000);
    const versions = await list(mine, `/v1/contracts/${mine.contract}/versions`);
    expect(dataOf(lines, 'contract_version')).toEqual(versions);
    expect(of(lines, 'calendar_version').map(({ data }) => data?.['name'])).toEqual([
      OFFICE.name,
      'Renamed',
      OFFICE.name,
    ]);
    expect(of(lines, 'removed')).toMatchObject([{ of: 'calendar' }]);
  });

  test('has the audit log and the facts about the configuration', async () => {
    const lines = await exported(mine, 1_000);
    expect(dataOf(lines, 'audit_entry')).toEqual(await list(mine, '/v1/audit-log'));
    const events = (await list(mine, '/v1/events')) as { type: string }[];
    const published = events.filter(({ type }) => type.startsWith('contract.'));
    // the log shows the newest first
    const ids = published.map((event) => (event as { id?: string }).id).reverse();
    expect(dataOf(lines, 'event').map((event) => event?.id)).toEqual(ids);
  });

  test.each([1, 2, 3, 7])('is the same in pages of %d lines', async (limit) => {
    const [first, ...whole] = await exported(mine, 1_000);
    const [begun, ...pieces] = await exported(mine, limit);
    expect([first?.kind, begun?.kind]).toEqual(['export', 'export']);
    const usage = (lines: Line[]) => lines.filter(({ kind }) => kind !== 'usage');
    expect(settled(usage(pieces))).toEqual(settled(usage(whole)));
  });

  test('shows no secret and no hash', async () => {
    const text = JSON.stringify(await exported(mine, 1_000));
    // the audit log says that a hash changed, and not to what
    expect(/whsec_|baton_(?:live|test)_|"hash":/.exec(text)).toBeNull();
  });

  test('is of the mode of its key, and of one tenant', async () => {
    const live = JSON.stringify(await exported(mine, 1_000));
    const testing = await exported(mine, 1_000, mine.tenant.test);
    expect(live).not.toContain('Only in test mode');
    expect(dataOf(testing, 'owner')).toMatchObject([{ name: 'Only in test mode' }]);
    expect(dataOf(testing, 'test_clock')).toMatchObject([{ id: mine.testClock }]);
    expect(testing[0]).toMatchObject({ kind: 'export', mode: 'test', tenantId: mine.tenant.id });
    for (const id of [theirs.tenant.id, theirs.contract, theirs.assigned, theirs.owner]) {
      expect(live).not.toContain(id);
    }
  });
});

describe('an export is refused', () => {
  const ask = async (query: string, key = mine.tenant.live) =>
    problemOf(await mine.tenant.call('GET', `/v1/tenant/export${query}`, { key }));

  test('to a key without tenant:admin', async () => {
    expect(await ask('', mine.writer)).toMatchObject({ status: 403, code: 'insufficient_scope' });
  });

  test.each(['?limit=0', '?limit=1001', '?limit=1e3', '?cursor=x', '?cursor=AQAAAAAAAAAA', '?from=2026-01-01'])(
    'with %s',
    async (query) => {
      expect(await ask(query)).toMatchObject({ status: 422, code: 'validation_failed' });
    },
  );

  test('with the cursor of another tenant, of the other mode, or of another list', async () => {
    const cursorOf = async (path: string, key: string) => {
      const { text } = await mine.tenant.call('GET', path, { key });
      return /"nextCursor":"([^"]+)"/.exec(text)?.[1] ?? '';
    };
    const cursors = [
      await cursorOf('/v1/tenant/export?limit=1', theirs.tenant.live),
      await cursorOf('/v1/tenant/export?limit=1', mine.tenant.test),
      await cursorOf('/v1/api-keys?limit=1', mine.tenant.live),
    ];
    for (const cursor of cursors) {
      expect(cursor).not.toBe('');
      expect(await ask(`?cursor=${cursor}`)).toMatchObject({ status: 422, code: 'validation_failed' });
    }
  });
});
