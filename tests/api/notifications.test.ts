import { beforeEach, describe, expect, test } from 'vitest';
import { signUp, type WholeApp, wholeApp } from './support/whole-app.ts';

const ENDPOINT = { url: 'https://example.com/hook', eventTypes: ['clock.*'] };
const LINK = 'https://crm.example/handoffs/{handoffId}';

let app: WholeApp;
let key: string;
beforeEach(async () => {
  app = wholeApp();
  key = (await signUp(app)).live;
});

const post = (json: object) => app.call('POST', '/v1/webhook-endpoints', { key, json: { ...ENDPOINT, ...json } });

describe('the format of a webhook endpoint', () => {
  test('is standard unless it is named', async () => {
    const { json } = await post({});
    expect(json).toMatchObject({ format: 'standard' });
    expect(json).not.toHaveProperty('linkTemplate');
  });

  test('is kept with the link, shown and listed', async () => {
    const { json } = await post({ format: 'teams', linkTemplate: LINK });
    const kept = { format: 'teams', linkTemplate: LINK };
    expect(json).toMatchObject(kept);
    expect((await app.call('GET', `/v1/webhook-endpoints/${json.id}`, { key })).json).toMatchObject(kept);
    expect((await app.call('GET', '/v1/webhook-endpoints', { key })).json.data).toMatchObject([kept]);
  });

  test('can be changed, and the link taken away; other changes leave both as they are', async () => {
    const { id } = (await post({ format: 'slack', linkTemplate: LINK })).json;
    const patch = async (json: object) => (await app.call('PATCH', `/v1/webhook-endpoints/${id}`, { key, json })).json;
    expect(await patch({ description: 'on call' })).toMatchObject({ format: 'slack', linkTemplate: LINK });
    expect(await patch({ format: 'teams' })).toMatchObject({ format: 'teams', linkTemplate: LINK });
    const without = await patch({ linkTemplate: null });
    expect(without).toMatchObject({ format: 'teams', description: 'on call' });
    expect(without).not.toHaveProperty('linkTemplate');
  });

  test.each([
    ['another format', { format: 'discord' }, '/format'],
    ['a format of another type', { format: null }, '/format'],
    ['a link that is not https', { linkTemplate: 'http://crm.example/{handoffId}' }, '/linkTemplate'],
    ['a link with an unknown placeholder', { linkTemplate: 'https://crm.example/{id}' }, '/linkTemplate'],
    ['a link whose host is left open', { linkTemplate: 'https://{subjectId}.example/' }, '/linkTemplate'],
    ['a link that is none', { linkTemplate: 7 }, '/linkTemplate'],
  ])('is refused with a pointer to it: %s', async (_what, json, pointer) => {
    const created = await post(json);
    expect([created.status, created.json.code]).toEqual([422, 'validation_failed']);
    expect(created.json.errors).toMatchObject([{ pointer }]);
    const { id } = (await post({})).json;
    const patched = await app.call('PATCH', `/v1/webhook-endpoints/${id}`, { key, json });
    expect([patched.status, patched.json.errors[0].pointer]).toEqual([422, pointer]);
  });
});
