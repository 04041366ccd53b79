import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { journey as journeySchema } from '#api/schemas/journey.ts';
import { funnel as funnelSchema, journeyMapSchema } from '#api/schemas/journey-map.ts';
import { eventually } from './support/eventually.ts';
import { problemOf } from './support/problem.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { bodyOf, signUp, type Tenant } from './support/tenant.ts';

type Journey = z.infer<ReturnType<typeof journeySchema>>;

let stack: TestStack;
let tenant: Tenant;
let sale: string;
let onboarding: string;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
  tenant = await signUp(stack);
  const [ana, ben] = await Promise.all([owner('Ana'), owner('Ben')]);
  const goals = { goals: { type: 'string' }, stakeholders: { type: 'array' } };
  sale = await contract('Opportunity to closed-won', 'opportunity', 'closed_won', ana, {
    packet: { schema: { type: 'object', required: ['goals'], properties: goals } },
  });
  onboarding = await contract('Closed-won to onboarding', 'closed_won', 'onboarding', ben, {
    customerRisk: 'Promises made in the sale are lost.',
    packet: {
      schema: { type: 'object', required: ['goals', 'arr'], properties: { ...goals, arr: { type: 'number' } } },
      inherit: [{ field: '/stakeholders', from: { stage: { to: 'closed_won' } } }],
    },
  });
}, 120_000);
afterAll(() => stack.dispose());

async function owner(name: string): Promise<string> {
  return (await tenant.create('/v1/owners', { name })).id;
}

async function contract(name: string, from: string, to: string, ownerId: string, more: object): Promise<string> {
  const { id } = await tenant.create('/v1/contracts', {
    name,
    from: { stage: from },
    to: { stage: to },
    subjectType: 'account',
    rejectionReasons: [{ code: 'missing_goals', class: 'clerical', label: 'Goals are missing' }],
    routing: { rules: [], fallback: { ownerId } },
    clocks: [{ name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT4H' }],
    ...more,
  });
  await tenant.call('POST', `/v1/contracts/${id}/publish`);
  return id;
}

async function submit(contractId: string, id: string, packet: object): Promise<string> {
  const json = { contractId, subject: { type: 'account', id, name: 'Acme GmbH' }, packet, sender: { name: 'Priya' } };
  return (await tenant.create('/v1/handoffs', json)).id;
}

async function finish(id: string): Promise<void> {
  await tenant.command(id, 'accept');
  await tenant.command(id, 'complete', { outcome: {} });
}

const pathOf = (id: string, type = 'account') =>
  `/v1/subjects/${encodeURIComponent(type)}/${encodeURIComponent(id)}/journey`;

async function journeyOf(id: string): Promise<Journey> {
  return bodyOf(await tenant.call('GET', pathOf(id)), 200, journeySchema());
}

describe('the journey of a customer', () => {
  test('tells who had it, what travelled, what was asked for again, and what time was lost', async () => {
    const first = await submit(sale, 'acme', { goals: 'Live in spring', stakeholders: ['Dana'] });
    await finish(first);
    const second = await submit(onboarding, 'acme', { goals: 'Live in spring', arr: 5 });
    await tenant.command(second, 'reject', { reason: 'missing_goals', fields: ['/goals'] });
    await tenant.command(second, 'resubmit', { packet: { goals: 'Live in May', arr: 5 } });
    await tenant.command(second, 'accept');

    const journey = await journeyOf('acme');
    expect(journey).toMatchObject({
      subject: { type: 'account', id: 'acme', name: 'Acme GmbH' },
      complete: true,
      totals: { handoffs: 2, open: 1, furtherAttempts: 1, carried: 1, repeated: 1 },
    });
    const [one, two] = journey.handoffs;
    expect(one).toMatchObject({
      handoffId: first,
      from: 'opportunity',
      to: 'closed_won',
      state: 'completed',
      travelled: [
        { field: '/goals', travel: 'new' },
        { field: '/stakeholders', travel: 'new' },
      ],
      askedAgain: [],
      holders: [{ party: 'receiver' }],
    });
    expect(two).toMatchObject({
      handoffId: second,
      customerRisk: 'Promises made in the sale are lost.',
      state: 'accepted',
      attempts: 2,
      endedAt: null,
      travelled: [
        { field: '/goals', travel: 'changed', fromHandoffId: first },
        { field: '/arr', travel: 'new' },
        { field: '/stakeholders', travel: 'carried', fromHandoffId: first },
      ],
      askedAgain: [
        { cause: 'rejection', field: '/goals', attempt: 1, reason: 'missing_goals', mended: true },
        { cause: 'repetition', field: '/goals', fromHandoffId: first },
      ],
    });
    expect(two?.holders.map(({ party }) => party)).toEqual(['receiver', 'sender', 'receiver']);
    expect(two?.holders.at(-1)?.to).toBeNull();
    const { shares, lostSeconds, workedSeconds } = journey.totals.time;
    const sum = shares.reduce((total, { seconds }) => total + seconds, 0);
    expect(sum).toBeCloseTo(lostSeconds + workedSeconds, 3);
    expect(journey.narrative[0]).toMatch(/^Acme GmbH was handed over 2 times in .+, 1 still open\./);
    expect(journey.narrative[2]).toContain('handed over on');
    expect(journey.narrative[2]).toMatch(/by Priya\. It was with Ben for .+, its sender again for .+ and Ben for/);
    expect(journey.narrative[2]).toContain('The customer had to repeat goals.');
  });

  test('is not there for a customer of whom there is no handoff, nor in the other mode', async () => {
    await submit(sale, 'live-alone', { goals: 'x' });
    expect(problemOf(await tenant.call('GET', pathOf('nobody'))).code).toBe('not_found');
    expect(problemOf(await tenant.call('GET', pathOf('live-alone'), { key: tenant.test })).code).toBe('not_found');
    expect(problemOf(await tenant.call('GET', pathOf('live-alone', 'lead'))).code).toBe('not_found');
  });

  test.each([
    'a/b',
    'a b',
    '100 %',
    'Zoë 🚀',
    '%2e%2e',
    '..',
    '#?&=+',
    '"<script>',
    "'; drop",
    '/',
    '\\',
    'a#1#b',
    '東京',
  ])('is found whatever the customer is called: %s', async (id) => {
    const handoffId = await submit(sale, id, { goals: 'x' });
    const found = { subject: { type: 'account', id }, handoffs: [{ handoffId }] };
    const query = new URLSearchParams({ subject: `account:${id}` });
    expect((await tenant.call('GET', `/v1/journey?${query}`)).json).toMatchObject(found);
    // in a path a slash separates, and two dots lead up, encoded or not
    const isSegment = !id.includes('/') && id !== '..';
    if (isSegment) expect((await tenant.call('GET', pathOf(id))).json).toMatchObject(found);
    else expect((await tenant.call('GET', pathOf(id))).status).toBe(404);
  });

  test('is refused to a key that may not read handoffs', async () => {
    const { secret } = await tenant.create<{ secret: string }>('/v1/api-keys', { name: 'x', scopes: ['metrics:read'] });
    expect(problemOf(await tenant.call('GET', pathOf('acme'), { key: secret })).code).toBe('insufficient_scope');
  });
});

describe('packets that carry over', () => {
  test('are shown with their marks by a check, the packet, the timeline and the export', async () => {
    const first = await submit(sale, 'globex', { goals: 'Grow', stakeholders: ['Kai'] });
    const submission = {
      contractId: onboarding,
      subject: { type: 'account', id: 'globex' },
      packet: { goals: 'Grow', arr: 1 },
    };
    const inherited = [{ field: '/stakeholders', handoffId: first, packetRevision: 1 }];
    const check = await tenant.call('POST', '/v1/handoffs/check', { json: submission });
    expect(check.json).toMatchObject({ ready: true, inherited });
    const { id } = await tenant.create('/v1/handoffs', submission);
    const packet = { goals: 'Grow', arr: 1, stakeholders: ['Kai'] };
    expect((await tenant.call('GET', `/v1/handoffs/${id}/packet`)).json).toEqual({ revision: 1, packet, inherited });
    expect((await tenant.timeline(id))[0]?.data).toMatchObject({ inherited });
    const { text } = await tenant.call('GET', '/v1/tenant/export?limit=1000');
    expect(text).toContain(JSON.stringify({ kind: 'packet', handoffId: id, revision: 1, data: packet, inherited }));
  });
});

describe('nothing is carried over', () => {
  test.each([
    ['from another tenant', async () => signUp(stack).then((other) => [other, other.live] as const)],
    ['from live mode to test mode', async () => [tenant, tenant.test] as const],
  ])('%s, though the customer is called the same', async (_from, into) => {
    await submit(sale, 'initech', { goals: 'Secret', stakeholders: ['Bill'] });
    const [other, key] = await into();
    const contractOf = async (inherit: object[]) => {
      const packet = { schema: { type: 'object', required: ['goals'], properties: { goals: {} } }, inherit };
      const party = (stage: string) => ({ stage });
      const body = {
        name: 'Takes over',
        from: party('closed_won'),
        to: party('onboarding'),
        subjectType: 'account',
        packet,
      };
      const owner = await other.call('POST', '/v1/owners', { key, json: { name: 'Ana' } });
      const routing = { rules: [], fallback: { ownerId: (owner.json as { id: string }).id } };
      const made = await other.call('POST', '/v1/contracts', { key, json: { ...body, routing } });
      const { id } = made.json as { id: string };
      expect((await other.call('POST', `/v1/contracts/${id}/publish`, { key })).status).toBe(200);
      return id;
    };
    const contractId = await contractOf([{ field: '/goals' }]);
    const json = { contractId, subject: { type: 'account', id: 'initech' }, packet: {} };
    const refusal = problemOf(await other.call('POST', '/v1/handoffs', { key, json }));
    expect(refusal).toMatchObject({
      code: 'not_ready',
      errors: [{ pointer: '/packet/goals', code: 'schema_required' }],
    });
    expect(JSON.stringify(refusal)).not.toContain('Secret');
  });
});

describe('the journey map and the funnel', () => {
  test('count what happened between the stages, and draw it', async () => {
    await eventually('it is counted', async () => {
      const { stages } = bodyOf(await tenant.call('GET', '/v1/funnel'), 200, funnelSchema());
      return stages.some(({ entered }) => entered > 0);
    });
    const map = bodyOf(await tenant.call('GET', '/v1/journey-map'), 200, journeyMapSchema());
    expect(map.empty).toBe(false);
    expect(map.stages.map(({ stage, layer }) => [stage, layer])).toEqual([
      ['opportunity', 0],
      ['closed_won', 1],
      ['onboarding', 2],
    ]);
    expect(map.contracts.map(({ contractId }) => contractId)).toEqual([sale, onboarding]);
    expect(map.contracts[1]).toMatchObject({ customerRisk: 'Promises made in the sale are lost.', feedback: false });
    expect(map.contracts[0]?.figures.submitted).toBeGreaterThan(0);

    const svg = await tenant.call('GET', '/v1/journey-map', { headers: { accept: 'image/svg+xml' } });
    expect(svg.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(svg.headers.get('vary')).toBe('Accept');
    expect(svg.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(svg.text).toMatch(/^<svg /);
    const mermaid = await tenant.call('GET', '/v1/journey-map', { headers: { accept: 'text/vnd.mermaid' } });
    expect(mermaid.headers.get('content-type')).toBe('text/vnd.mermaid; charset=utf-8');
    expect(mermaid.text).toMatch(/^flowchart TD\n/);
  });

  test('say so where nothing has happened yet', async () => {
    const fresh = await signUp(stack);
    const map = bodyOf(await fresh.call('GET', '/v1/journey-map'), 200, journeyMapSchema());
    expect(map).toMatchObject({ empty: true, stages: [], contracts: [] });
    const funnel = bodyOf(await fresh.call('GET', '/v1/funnel'), 200, funnelSchema());
    expect(funnel).toMatchObject({ empty: true, stages: [], steps: [] });
    const svg = await fresh.call('GET', '/v1/journey-map', { headers: { accept: 'image/*' } });
    expect(svg.text).toContain('No contract is published yet.');
  });

  test.each(['*/*', 'text/html, */*;q=0.1', 'application/*', ''])(
    'answer JSON to who accepts it: %s',
    async (accept) => {
      const answer = await tenant.call('GET', '/v1/journey-map', { headers: { accept } });
      expect(answer.headers.get('content-type')).toBe('application/json');
    },
  );
});
