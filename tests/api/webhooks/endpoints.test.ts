import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { wholeSecond } from '#domain/recorded-event.ts';
import { HIDDEN_VALUE } from '#domain/webhook/custom-headers.ts';
import { deliveryId } from '#domain/webhook/delivery-id.ts';
import { signUp, type WholeApp, wholeApp } from '../support/whole-app.ts';

const ENDPOINT = { url: 'https://example.com/hook', eventTypes: ['clock.*'] };
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let app: WholeApp;
let key: string;
beforeEach(async () => {
  app = wholeApp();
  key = (await signUp(app)).live;
});

const create = (json: object = {}) =>
  app.call('POST', '/v1/webhook-endpoints', { key, json: { ...ENDPOINT, ...json } });
const get = async (id: string) => (await app.call('GET', `/v1/webhook-endpoints/${id}`, { key })).json;
const patch = (id: string, json: object, headers: Record<string, string> = {}) =>
  app.call('PATCH', `/v1/webhook-endpoints/${id}`, { key, json, headers });

describe('a webhook endpoint', () => {
  test('keeps filter, headers and rate limit, and shows of the headers their names alone, wherever it is shown', async () => {
    const members = {
      filter: "event.data.clock == 'accept'",
      headers: { Authorization: 'Bearer t0psecret' },
      rateLimit: 5,
    };
    const created = await create(members);
    expect(created.status).toBe(201);
    const shown = { ...members, headers: { Authorization: HIDDEN_VALUE } };
    const { id } = created.json;
    const patched = (await patch(id, { description: 'pager' })).json;
    const [listed] = (await app.call('GET', '/v1/webhook-endpoints', { key })).json.data;
    for (const view of [created.json, await get(id), patched, listed]) {
      expect(view).toMatchObject(shown);
      expect(JSON.stringify(view)).not.toContain('t0psecret');
    }
  });

  test('loses filter, headers, rate limit and description by null, and nothing else', async () => {
    const members = { filter: 'true', headers: { 'X-A': 'b' }, rateLimit: 5, description: 'pager' };
    const { id } = (await create(members)).json;
    const { json } = await patch(id, { filter: null, headers: null, rateLimit: null, description: null });
    expect(json).toMatchObject(ENDPOINT);
    for (const name of Object.keys(members)) expect(json).not.toHaveProperty(name);
  });

  test('cannot have its headers replaced by what stands for them', async () => {
    const { id } = (await create({ headers: { Authorization: 'Bearer t0psecret' } })).json;
    const { headers } = await get(id);
    const { status, json } = await patch(id, { headers });
    expect([status, json.errors]).toMatchObject([
      422,
      [{ pointer: '/headers/Authorization', code: 'header_value_hidden' }],
    ]);
  });

  test('is refused with every cause at once, and without its secrets', async () => {
    const wrong = {
      url: 'http://user:pw@10.0.0.1:25/hook',
      eventTypes: ['clock.*', 'clok.*'],
      filter: "event.data.clok == 'accept'",
      headers: { 'Content-Type': 'text/plain', 'X-Key': 's3cret\r\nX: y' },
      secret: 'whsec_c2hvcnQ=',
    };
    const { status, json } = await create(wrong);
    expect(status).toBe(422);
    expect(json.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual([
      ['/url', 'url_scheme'],
      ['/url', 'url_credentials'],
      ['/url', 'url_address_forbidden'],
      ['/url', 'url_port_forbidden'],
      ['/eventTypes/1', 'unknown_event_type'],
      ['/filter', 'unknown_field'],
      ['/headers/Content-Type', 'header_reserved'],
      ['/headers/X-Key', 'header_value_invalid'],
      ['/secret', 'secret_malformed'],
    ]);
    expect(JSON.stringify(json)).not.toMatch(/s3cret|c2hvcnQ/);
  });

  test('is changed only in the version that If-Match names', async () => {
    const { id } = (await create()).json;
    expect((await patch(id, { description: 'a' }, { 'if-match': '"1"' })).status).toBe(200);
    expect((await patch(id, { description: 'b' }, { 'if-match': '"1"' })).json.code).toBe('concurrent_update');
    expect(await get(id)).toMatchObject({ description: 'a', version: 2 });
  });
});

describe('a filter', () => {
  test('that fits no subscribed type is refused with its place and what was tried', async () => {
    const { json } = await create({
      eventTypes: ['contract.*'],
      filter: "event.type == 'x' &&\n event.data.clock == 'a'",
    });
    expect(json.errors).toMatchObject([
      {
        pointer: '/filter',
        code: 'unknown_field',
        message: expect.stringMatching(
          /^line 2, column 13: there is no field "clock".*contract\.published, contract\.retired/,
        ),
        details: { line: 2, column: 13, eventTypes: ['contract.published', 'contract.retired'] },
      },
    ]);
  });

  test('that stays must fit the new types, or these are refused', async () => {
    const { id } = (await create({ filter: "event.data.clock == 'accept'" })).json;
    expect((await patch(id, { eventTypes: ['contract.*'] })).json.errors).toMatchObject([{ pointer: '/eventTypes' }]);
    expect((await patch(id, { eventTypes: ['contract.*'], filter: null })).status).toBe(200);
    expect((await patch(id, { filter: "event.data.clock == 'accept'" })).json.errors).toMatchObject([
      { pointer: '/filter' },
    ]);
  });
});

describe('an endpoint that is switched off and on', () => {
  test('says since when and that somebody did it, and forgets both', async () => {
    const { id } = (await create()).json;
    const off = (await patch(id, { enabled: false })).json;
    expect(off).toMatchObject({ enabled: false, disabledReason: 'manual', disabledAt: app.clock.now });
    const moved = (await patch(id, { url: 'https://example.com/other' })).json;
    expect(moved).toMatchObject({ enabled: false, disabledReason: 'manual', disabledAt: app.clock.now });
    const on = (await patch(id, { enabled: true })).json;
    expect(on.enabled).toBe(true);
    expect(on).not.toHaveProperty('disabledReason');
    expect(on).not.toHaveProperty('disabledAt');
  });

  test('says nothing new when it is switched off once more', async () => {
    const { id } = (await create({ enabled: false })).json;
    app.clock.now = addSeconds(app.clock.now, 60);
    const { disabledAt } = (await patch(id, { enabled: false })).json;
    expect(disabledAt).toBe(addSeconds(app.clock.now, -60));
  });

  test('from the beginning says so too', async () => {
    const { json } = await create({ enabled: false });
    expect(json).toMatchObject({ disabledReason: 'manual', disabledAt: app.clock.now });
  });
});

describe('rotating a secret', () => {
  const rotate = (id: string, json: object = {}) =>
    app.call('POST', `/v1/webhook-endpoints/${id}/rotate-secret`, { key, json });

  test('answers another one, once, and until when the one before signs', async () => {
    const { id, secret } = (await create()).json;
    const { status, json } = await rotate(id, { overlap: 'PT1H' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ secretRotatedAt: app.clock.now, secret: expect.stringMatching(/^whsec_/) });
    expect(json.secret).not.toBe(secret);
    expect(Date.parse(json.previousSecretExpiresAt) - Date.parse(app.clock.now)).toBe(3_600_000);
    const view = await get(id);
    expect(view).toMatchObject({ secretRotatedAt: app.clock.now, version: 2 });
    expect(JSON.stringify(view)).not.toContain('whsec_');
  });

  test('again within the overlap is refused, unless it is forced; without an overlap there is none to wait for', async () => {
    const { id } = (await create()).json;
    const { previousSecretExpiresAt } = (await rotate(id)).json;
    const refused = await rotate(id);
    expect([refused.status, refused.json]).toMatchObject([409, { code: 'conflict', previousSecretExpiresAt }]);
    const forced = await rotate(id, { force: true, overlap: 'PT0S' });
    expect(forced.status).toBe(200);
    expect(forced.json).not.toHaveProperty('previousSecretExpiresAt');
    expect((await rotate(id)).status).toBe(200);
  });

  test('takes a secret of the tenant, which must be another and well formed', async () => {
    const { id, secret } = (await create({ secret: SECRET })).json;
    expect(secret).toBe(SECRET);
    const same = await rotate(id, { secret: SECRET });
    expect(same.json.errors).toMatchObject([{ pointer: '/secret', code: 'secret_in_use' }]);
    const short = await rotate(id, { secret: 'whsec_c2hvcnQ=' });
    expect(short.json.errors).toMatchObject([{ pointer: '/secret', code: 'secret_malformed' }]);
    for (const { json } of [same, short]) expect(JSON.stringify(json)).not.toMatch(/c2hvcnQ|BwcHBw/);
  });

  test.each(['P1D', 'PT169H', 'PT', '24h', '-PT1H', 'PT168H1S', 24, null])(
    'refuses the overlap %j',
    async (overlap) => {
      const { id } = (await create()).json;
      expect((await rotate(id, { overlap })).json.errors).toMatchObject([{ pointer: '/overlap' }]);
    },
  );
});

describe('a test event', () => {
  const send = (id: string, json: object = {}) => app.call('POST', `/v1/webhook-endpoints/${id}/test`, { key, json });

  test('is answered as it will be posted, with its delivery', async () => {
    const { id } = (await create()).json;
    const { status, json } = await send(id);
    expect(status).toBe(202);
    expect(json.event).toMatchObject({ type: 'webhook_endpoint.test', data: { endpointId: id }, mode: 'live' });
    const recordedAt = wholeSecond(json.event.occurredAt);
    expect(json.deliveryId).toBe(deliveryId({ endpointId: id, eventId: json.event.id, recordedAt }));
    expect((await get(id)).version).toBe(1);
  });

  test('holds an example of the type that was asked for', async () => {
    const { id } = (await create()).json;
    expect((await send(id, { type: 'clock.breached' })).json.event.data.example).toMatchObject({
      type: 'clock.breached',
      data: { clock: expect.any(String) },
    });
  });

  test('of no type that exists is refused', async () => {
    const { id } = (await create()).json;
    expect((await send(id, { type: 'clock.exploded' })).json.errors).toMatchObject([{ pointer: '/type' }]);
  });

  test('is not sent to an endpoint that is switched off, or is none', async () => {
    const { id } = (await create({ enabled: false })).json;
    expect((await send(id)).json.code).toBe('conflict');
    expect((await send('whe_01JDA5K7ZWQ0R8T2V4X6Y8B0CD')).status).toBe(404);
  });
});
