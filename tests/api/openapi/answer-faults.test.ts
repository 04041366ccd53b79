import { describe, expect, test } from 'vitest';
import { answerChecker, type Exchange } from '#tests/e2e/support/contract/answer-faults.ts';
import { readDocument } from '#tests/e2e/support/contract/document.ts';

const faultsOf = answerChecker(readDocument());

const TENANT = {
  id: 'ten_01JDA5K7ZWQ0R8T2V4X6Y8B0CD',
  name: 'Acme RevOps',
  timezone: 'Europe/Berlin',
  plan: 'standard',
  version: 1,
  createdAt: '2026-11-20T08:00:00.000Z',
};
const HEADERS = { 'x-request-id': 'r', 'content-type': 'application/json', etag: '"1"' };

function exchange(change: Partial<Omit<Exchange, 'headers'>> & { headers?: object; json?: unknown } = {}): Exchange {
  const { headers, json = TENANT, ...rest } = change;
  const given = Object.entries({ ...HEADERS, ...headers }).filter(([, value]) => value !== '');
  const text = JSON.stringify(json);
  return { method: 'GET', path: '/v1/tenant', status: 200, text, ...rest, headers: new Headers(given) };
}

const PROBLEM = {
  type: 'https://api.example.com/docs/errors/not_found',
  title: 'Not found',
  status: 404,
  detail: 'There is nothing.',
  code: 'not_found',
  requestId: 'r',
};
const AS_PROBLEM = { 'content-type': 'application/problem+json', etag: '' };

describe('an answer is as the document promises', () => {
  test.each([
    ['as declared', exchange()],
    ['with a charset', exchange({ headers: { 'content-type': 'application/json; charset=utf-8' } })],
    ['to HEAD, without a body', exchange({ method: 'HEAD', text: '' })],
    [
      'that refuses a path which is none',
      exchange({ path: '/v1/no', status: 404, json: PROBLEM, headers: AS_PROBLEM }),
    ],
    [
      'of the site beside the API',
      exchange({ path: '/docs/guides/sla', text: '<p>', headers: { 'x-request-id': '' } }),
    ],
  ])('%s', (_, answer) => {
    expect(faultsOf(answer)).toEqual([]);
  });
});

describe('an answer is found out that has', () => {
  test.each([
    ['a status that is not declared', exchange({ status: 418 }), 'does not declare this status'],
    ['no request id', exchange({ headers: { 'x-request-id': '' } }), 'no X-Request-Id'],
    ['a header that is not declared', exchange({ headers: { 'x-more': '1' } }), 'the header x-more is not declared'],
    ['another content type', exchange({ headers: { 'content-type': 'text/html' } }), 'content type "text/html"'],
    ['a body that is no JSON', exchange({ text: '{' }), 'no JSON'],
    ['a member too few', exchange({ json: { ...TENANT, id: undefined } }), 'required property "id"'],
    ['a member of another type', exchange({ json: { ...TENANT, version: 'one' } }), '#/version'],
    ['a member that nobody has documented', exchange({ json: { ...TENANT, inside: 1 } }), '#/inside'],
    [
      'a body where there is none',
      exchange({ method: 'DELETE', path: '/v1/owners/own_1', status: 204 }),
      'a body where',
    ],
    ['success where there is no operation', exchange({ path: '/v1/no' }), 'no such operation'],
    ['a refusal that is no problem', exchange({ status: 401, json: {}, headers: AS_PROBLEM }), 'required property'],
  ])('%s', (_, answer, fault) => {
    expect(faultsOf(answer).join('\n')).toContain(fault);
  });
});
