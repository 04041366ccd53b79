import { beforeEach, expect, test } from 'vitest';
import { NOBODY, type Office, openOffice } from './support/lifecycle.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});

const BODY = { name: 'Renewal', from: { stage: 'live' }, to: { stage: 'renewal' }, subjectType: 'account' };
const check = (body: object, purpose = '') => office.call('POST', `/v1/contracts/check${purpose}`, body);
const list = async () => (await office.call('GET', '/v1/contracts')).json.data;

test('a contract that is sound is answered as it would be kept, and is not kept', async () => {
  const before = await list();
  const { status, json } = await check(BODY);
  expect(status).toBe(200);
  expect(await list()).toEqual(before);
  const { id } = await office.created('/v1/contracts', BODY);
  expect((await office.call('GET', `/v1/contracts/${id}`)).json).toMatchObject(json);
});

test('a draft may name what is not there; what is to be published may not', async () => {
  const body = { ...BODY, routing: { fallback: { ownerId: `own_${NOBODY}` } } };
  expect((await check(body)).status).toBe(200);
  expect((await check(body, '?for=draft')).status).toBe(200);
  const { status, json } = await check(body, '?for=publication');
  expect([status, json.code, json.errors.map(({ code }: { code: string }) => code)]).toEqual([
    422,
    'contract_invalid',
    ['unknown_owner'],
  ]);
});

test('the mistakes are those of saving it, at the same places', async () => {
  const wrong = { ...BODY, entryCriteria: [{ id: 'a', description: 'A', expression: 'packet.' }] };
  const [checked, saved] = await Promise.all([check(wrong), office.call('POST', '/v1/contracts', wrong)]);
  expect(checked.json.errors).toEqual(saved.json.errors);
  expect(checked.json.code).toBe('contract_invalid');
});
