import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { NOON } from './support/test-app.ts';
import { signUp, type WholeApp, wholeApp } from './support/whole-app.ts';

let app: WholeApp;
let key: string;

beforeEach(async () => {
  app = wholeApp();
  key = (await signUp(app)).test;
});

async function created(path: string, json: unknown): Promise<{ id: string; secret?: string; revision?: number }> {
  const answer = await app.call('POST', path, { key, json });
  expect(answer.status, answer.text).toBe(201);
  return answer.json;
}

const CONTRACT = {
  name: 'Closed-won to onboarding',
  from: { stage: 'closed_won' },
  to: { stage: 'onboarding' },
  subjectType: 'account',
  packet: { schema: { type: 'object', required: ['goals'], properties: { goals: { type: 'string' } } } },
  entryCriteria: [{ id: 'goals_said', description: 'Goals are said', expression: "packet.goals != ''" }],
  exitCriteria: [{ id: 'kickoff_held', description: 'Kickoff was held', expression: "outcome.kickoffHeldAt != ''" }],
  rejectionReasons: [{ code: 'incomplete', class: 'clerical', label: 'Incomplete' }],
  clocks: [{ name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT4H', warnAt: [0.5] }],
};

async function publishedContract(): Promise<{ contractId: string; ownerId: string }> {
  const owner = await created('/v1/owners', { name: 'Priya Raman' });
  const contract = await created('/v1/contracts', { ...CONTRACT, routing: { fallback: { ownerId: owner.id } } });
  const published = await app.call('POST', `/v1/contracts/${contract.id}/publish`, { key });
  expect(published, published.text).toMatchObject({
    status: 200,
    json: { status: 'published', version: 1, hasDraft: false, bodyOf: 'published' },
  });
  return { contractId: contract.id, ownerId: owner.id };
}

const SUBJECT = { type: 'account', id: 'acme-42' };

describe('the account', () => {
  test('knows whose key it is, and never shows a secret or hash again', async () => {
    expect((await app.call('GET', '/v1/tenant', { key })).json).toMatchObject({ name: 'Acme RevOps', timezone: 'UTC' });
    const keys = await app.call('GET', '/v1/api-keys', { key });
    expect(keys.json.data).toHaveLength(2);
    expect(keys.text).not.toMatch(/hash|secret/);
  });

  test('a key of fewer scopes may do only those, until it is revoked', async () => {
    const { id, secret = '' } = await created('/v1/api-keys', { name: 'reader', scopes: ['handoffs:read'] });
    expect((await app.call('GET', '/v1/handoffs', { key: secret })).status).toBe(200);
    expect((await app.call('GET', '/v1/owners', { key: secret })).json.code).toBe('insufficient_scope');
    expect((await app.call('DELETE', `/v1/api-keys/${id}`, { key })).status).toBe(204);
    app.clock.now = addSeconds(NOON, 10);
    expect((await app.call('GET', '/v1/handoffs', { key: secret })).json.code).toBe('unauthenticated');
  });
});

describe('owners and queues', () => {
  test.each([
    ['/v1/owners', { name: 'Priya' }, { active: false }],
    ['/v1/queues', { name: 'EMEA' }, { name: 'EMEA, tier 1' }],
  ])('%s can be added, listed, shown, changed under their ETag, and removed', async (path, input, change) => {
    const { id } = await created(path, input);
    const shown = await app.call('GET', `${path}/${id}`, { key });
    expect(shown.headers.get('etag')).toBe('"1"');
    const { openHandoffs: _onlyOfOne, ...listed } = shown.json;
    expect((await app.call('GET', path, { key })).json).toEqual({ data: [listed], nextCursor: null });
    const stale = { key, json: change, headers: { 'if-match': '"7"' } };
    expect((await app.call('PATCH', `${path}/${id}`, stale)).json.code).toBe('concurrent_update');
    const changed = await app.call('PATCH', `${path}/${id}`, { key, json: change, headers: { 'if-match': '"1"' } });
    expect(changed).toMatchObject({ status: 200, json: { ...change, version: 2 } });
    expect((await app.call('DELETE', `${path}/${id}`, { key })).status).toBe(204);
    expect((await app.call('GET', `${path}/${id}`, { key })).json.code).toBe('not_found');
  });

  test('lists go on from page to page without gap or repetition', async () => {
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) ids.push((await created('/v1/owners', { name })).id);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '?limit=2' : `?limit=2&cursor=${cursor}`;
      const { json } = await app.call('GET', `/v1/owners${query}`, { key });
      seen.push(...json.data.map(({ id }: { id: string }) => id));
      cursor = json.nextCursor;
    }
    expect(seen).toEqual(ids);
  });

  test.each(['MTo', 'AAAA', '1', '%00', 'x'.repeat(500), 'MTphYmM='])(
    'a cursor that was never answered is refused: %s',
    async (cursor) => {
      const answer = await app.call('GET', `/v1/owners?cursor=${cursor}`, { key });
      expect([answer.status, answer.json.code, answer.json.errors[0].pointer]).toEqual([
        422,
        'validation_failed',
        '/query/cursor',
      ]);
    },
  );

  test.each(['0', '101', '-1', '1.5', 'ten', '', '1e1', '+5'])('limit=%s is refused', async (limit) => {
    const answer = await app.call('GET', `/v1/owners?limit=${limit}`, { key });
    expect(answer.json).toMatchObject({ code: 'validation_failed', errors: [{ pointer: '/query/limit' }] });
  });
});

describe('contracts', () => {
  test('are drafted, edited under their ETag, published as versions, and retired', async () => {
    const { contractId } = await publishedContract();
    const edited = await app.call('PATCH', `/v1/contracts/${contractId}`, { key, json: { name: 'Better' } });
    expect(edited.json).toMatchObject({
      name: 'Better',
      hasDraft: true,
      bodyOf: 'draft',
      version: 1,
      status: 'published',
    });
    expect((await app.call('POST', `/v1/contracts/${contractId}/publish`, { key, json: {} })).json.version).toBe(2);
    const versions = await app.call('GET', `/v1/contracts/${contractId}/versions`, { key });
    expect(versions.json.data.map((each: { body: { name: string } }) => each.body.name)).toEqual([
      CONTRACT.name,
      'Better',
    ]);
    expect((await app.call('GET', `/v1/contracts/${contractId}/versions/2`, { key })).json.body.name).toBe('Better');
    expect((await app.call('GET', `/v1/contracts/${contractId}/versions/9`, { key })).json.code).toBe('not_found');
    expect((await app.call('DELETE', `/v1/contracts/${contractId}`, { key })).json.code).toBe('in_use');
    expect((await app.call('POST', `/v1/contracts/${contractId}/retire`, { key })).json.status).toBe('retired');
    const late = await app.call('POST', '/v1/handoffs', {
      key,
      json: { contractId, subject: SUBJECT, packet: { goals: 'x' } },
    });
    expect([late.status, late.json.code]).toEqual([409, 'contract_retired']);
  });

  test('that do not hold together are refused with every cause', async () => {
    const broken = {
      ...CONTRACT,
      entryCriteria: [{ id: 'a', description: 'a', expression: 'packet.nothing ==' }],
      clocks: [{ name: 'accept', start: 'submitted', stop: ['accepted'], target: 'PT4H' }],
      escalation: [{ clock: 'nonesuch', steps: [{ id: 'x', at: { elapsed: 0.5 } }] }],
    };
    const answer = await app.call('POST', '/v1/contracts', { key, json: broken });
    expect([answer.status, answer.json.code]).toEqual([422, 'contract_invalid']);
    const pointers = answer.json.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toEqual(
      expect.arrayContaining([expect.stringMatching('^/entryCriteria/0'), expect.stringMatching('^/escalation/0')]),
    );
  });

  test('without a fallback can be drafted from a template, and not be published where a step gives to the fallback', async () => {
    const { id } = await created('/v1/contracts', { templateSlug: 'closed-won-to-onboarding' });
    const refused = await app.call('POST', `/v1/contracts/${id}/publish`, { key });
    expect(refused).toMatchObject({ status: 422, json: { code: 'contract_invalid' } });
    expect(refused.json.errors).toMatchObject([
      { code: 'missing_fallback', pointer: '/escalation/0/steps/2/reassign/to' },
    ]);
  });

  test('can begin from each template, with routing of the tenant’s own', async () => {
    const { data } = (await app.call('GET', '/v1/contract-templates', { key })).json;
    const owner = await created('/v1/owners', { name: 'Priya' });
    for (const { slug } of data) {
      const template = (await app.call('GET', `/v1/contract-templates/${slug}`, { key })).json;
      const routing = { fallback: { ownerId: owner.id } };
      const { id } = await created('/v1/contracts', { templateSlug: slug, routing });
      expect((await app.call('POST', `/v1/contracts/${id}/publish`, { key })).json).toMatchObject({
        routing,
        version: 1,
      });
      const subject = { type: template.body.subjectType, id: 'acme' };
      const check = (packet: unknown) =>
        app.call('POST', '/v1/handoffs/check', { key, json: { contractId: id, subject, packet } });
      expect((await check(template.examples.ready)).json.ready, slug).toBe(true);
      expect((await check(template.examples.notReady)).json.ready, slug).toBe(false);
    }
    expect((await app.call('GET', '/v1/contract-templates/nonesuch', { key })).json.code).toBe('not_found');
  });

  test('a whole body is told what it lacks as a contract, one from a template as one from a template', async () => {
    const own = await app.call('POST', '/v1/contracts', { key, json: { name: 'x' } });
    expect(own.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/from',
      '/to',
      '/subjectType',
    ]);
    const templated = await app.call('POST', '/v1/contracts', { key, json: { templateSlug: 'nonesuch', nmae: 'x' } });
    expect(templated.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/nmae']);
    const unknown = await app.call('POST', '/v1/contracts', { key, json: { templateSlug: 'nonesuch' } });
    expect(unknown.json.errors).toMatchObject([{ pointer: '/templateSlug', code: 'unknown_template' }]);
  });
});

describe('a handoff', () => {
  async function submitted() {
    const { contractId, ownerId } = await publishedContract();
    const { id } = await created('/v1/handoffs', {
      contractId,
      subject: SUBJECT,
      packet: { goals: 'live by May' },
      sender: 'Sam',
    });
    return { id, contractId, ownerId };
  }

  test('that is not ready is refused with every gap', async () => {
    const { contractId } = await publishedContract();
    const json = { contractId, subject: SUBJECT, packet: {} };
    const answer = await app.call('POST', '/v1/handoffs', { key, json });
    expect([answer.status, answer.json.code]).toEqual([422, 'not_ready']);
    const codes = answer.json.errors.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(['schema_required', 'criterion_unmet']));
    expect((await app.call('POST', '/v1/handoffs/check', { key, json })).json).toMatchObject({ ready: false });
    expect((await app.call('GET', '/v1/handoffs', { key })).json.data).toEqual([]);
  });

  test('goes from submission over a late acceptance to completion', async () => {
    const { id, ownerId } = await submitted();
    app.clock.now = addSeconds(NOON, 5 * 3600);
    const seen = await app.call('GET', `/v1/handoffs/${id}`, { key });
    expect(seen.json).toMatchObject({ state: 'assigned', holder: { ownerId }, sender: { name: 'Sam' } });
    expect(seen.json.clocks).toMatchObject([{ name: 'accept', state: 'breached_open' }]);
    expect((await app.call('GET', `/v1/handoffs/${id}/clocks`, { key })).json.data).toEqual(seen.json.clocks);
    expect((await app.call('POST', `/v1/handoffs/${id}/complete`, { key })).json.code).toBe('illegal_transition');
    const accepted = await app.call('POST', `/v1/handoffs/${id}/accept`, { key });
    expect(accepted.json).toMatchObject({ state: 'accepted', clocks: [{ state: 'breached_closed' }] });
    const early = await app.call('POST', `/v1/handoffs/${id}/complete`, { key, json: {} });
    expect(early.json).toMatchObject({
      code: 'exit_criteria_unmet',
      errors: [{ details: { criterionId: 'kickoff_held' } }],
    });
    const outcome = { kickoffHeldAt: '2026-11-24T09:00:00Z' };
    const done = await app.call('POST', `/v1/handoffs/${id}/complete`, { key, json: { outcome } });
    expect(done.json.state).toBe('completed');
    const { json } = await app.call('GET', `/v1/handoffs/${id}/events`, { key });
    expect(json.data.map(({ sequence }: { sequence: number }) => sequence)).toEqual(
      json.data.map((_: unknown, i: number) => i + 1),
    );
    expect((await app.call('GET', `/v1/handoffs/${id}/packet`, { key })).json).toEqual({
      revision: 1,
      packet: { goals: 'live by May' },
      inherited: [],
    });
    expect((await app.call('GET', `/v1/handoffs/${id}/packet?revision=2`, { key })).json.code).toBe('not_found');
  });

  test('can be rejected with a reason of the contract only', async () => {
    const { id } = await submitted();
    const unknown = await app.call('POST', `/v1/handoffs/${id}/reject`, { key, json: { reason: 'no_mood' } });
    expect(unknown.status).toBe(422);
    const rejected = await app.call('POST', `/v1/handoffs/${id}/reject`, {
      key,
      json: { reason: 'incomplete', fields: ['/goals'] },
    });
    expect(rejected.json).toMatchObject({ state: 'rejected', rejection: { reason: 'incomplete', fields: ['/goals'] } });
  });

  test('can be cancelled once', async () => {
    const { id } = await submitted();
    const json = { reason: 'withdrawn' };
    expect((await app.call('POST', `/v1/handoffs/${id}/cancel`, { key, json })).json.state).toBe('cancelled');
    const again = await app.call('POST', `/v1/handoffs/${id}/cancel`, { key, json });
    expect(again.json).toMatchObject({ code: 'illegal_transition', state: 'cancelled', allowed: ['note'] });
  });

  test('is found by each filter, and by none that it does not meet', async () => {
    const { id, contractId, ownerId } = await submitted();
    const found = async (query: string) => {
      const { json, status, text } = await app.call('GET', `/v1/handoffs?${query}`, { key });
      expect(status, text).toBe(200);
      return json.data.some((each: { id: string }) => each.id === id);
    };
    for (const query of [
      'state=assigned',
      'state=pending,assigned',
      `contractId=${contractId}`,
      `ownerId=${ownerId}`,
      'subject=account:acme-42',
      'overdue=false',
      'from=2026-11-22T12:00:00Z&to=2026-11-23T00:00:00Z&sort=createdAt',
      `state=assigned&contractId=${contractId}&ownerId=${ownerId}&subject=account:acme-42`,
    ]) {
      expect(await found(query), query).toBe(true);
    }
    for (const query of ['state=accepted', 'overdue=true', 'subject=account:acme', 'to=2026-11-22T12:00:00Z']) {
      expect(await found(query), query).toBe(false);
    }
  });

  test.each(['state=lost', 'overdue=yes', 'subject=acme', 'from=yesterday', 'sort=name', 'contractId=5', 'page=2'])(
    'a filter that makes no sense is refused: %s',
    async (query) => {
      const answer = await app.call('GET', `/v1/handoffs?${query}`, { key });
      expect(answer.json).toMatchObject({
        code: 'validation_failed',
        errors: [{ pointer: expect.stringMatching('^/query/') }],
      });
    },
  );

  test('of another tenant, or of the other mode, cannot be told from one that never existed', async () => {
    const { id } = await submitted();
    const other = await signUp(app);
    for (const stranger of [other.live, other.test]) {
      const answer = await app.call('GET', `/v1/handoffs/${id}`, { key: stranger });
      const never = await app.call('GET', '/v1/handoffs/hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', { key: stranger });
      expect(answer.status).toBe(404);
      expect(answer.text.replaceAll(id, 'ID')).toBe(never.text.replaceAll('hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', 'ID'));
    }
  });
});

describe('webhook endpoints', () => {
  const input = { url: 'https://example.com/hook', eventTypes: ['clock.*'] };

  test('show their secret once', async () => {
    const { id, secret } = await created('/v1/webhook-endpoints', input);
    expect(secret).toMatch(/^whsec_/);
    const shown = await app.call('GET', `/v1/webhook-endpoints/${id}`, { key });
    expect(shown.text).not.toContain('whsec_');
    const changed = await app.call('PATCH', `/v1/webhook-endpoints/${id}`, { key, json: { enabled: false } });
    expect(changed.json.enabled).toBe(false);
    expect((await app.call('GET', `/v1/webhook-endpoints/${id}/deliveries?status=failed`, { key })).json).toEqual({
      data: [],
      nextCursor: null,
    });
    expect((await app.call('GET', '/v1/deliveries/dlv_nothing', { key })).json.code).toBe('not_found');
    expect((await app.call('DELETE', `/v1/webhook-endpoints/${id}`, { key })).status).toBe(204);
  });

  test.each([
    'http://127.0.0.1/x',
    'http://169.254.169.254/',
    'https://user:pw@example.com/',
    'ftp://example.com',
    'nonsense',
  ])('never lead to %s', async (url) => {
    const answer = await app.call('POST', '/v1/webhook-endpoints', { key, json: { ...input, url } });
    expect(answer.json).toMatchObject({ code: 'validation_failed', errors: [{ pointer: '/url' }] });
  });

  test('event types are listed with a JSON Schema each', async () => {
    const { json } = await app.call('GET', '/v1/event-types', { key });
    expect(json.data.length).toBeGreaterThan(10);
    for (const { schema } of json.data) expect(schema).toMatchObject({ type: 'object', properties: { data: {} } });
  });
});

test('a key that cannot be one is told from a key that is not known', async () => {
  const app = wholeApp();
  const { live } = await signUp(app);
  const detail = async (key: string) => (await app.call('GET', '/v1/owners', { key })).json.detail;
  const unknown = 'The API key is unknown, revoked or expired.';
  expect(await detail(`${live.slice(0, -1)}${live.endsWith('a') ? 'b' : 'a'}`)).toBe(unknown);
  for (const key of ['nope', live.slice(0, -1), `${live}a`, live.toUpperCase()]) {
    expect(await detail(key)).toMatch(/^This is not an API key.* baton_live_ or baton_test_/);
  }
  expect(await detail('key_01JDA5K7ZWQ0R8T2V4X6Y8B0CD')).toMatch(/^This is the id of an API key/);
});

test('a live key is told that what it asks for needs a test key', async () => {
  const app = wholeApp();
  const { live } = await signUp(app);
  const { json } = await app.call('POST', '/v1/test-clocks', { key: live, json: { now: '2026-11-22T12:00:00Z' } });
  expect(json).toMatchObject({ code: 'live_mode_forbids', detail: expect.stringContaining('baton_test_') });
});
