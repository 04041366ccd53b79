import { type Case, NOBODY, patch, post } from './case.ts';

const URL = 'https://example.com/';
const endpoint = (json: object) => post('/v1/webhook-endpoints', { url: URL, eventTypes: ['clock.*'], ...json });

export const WEBHOOKS: readonly Case[] = [
  {
    what: 'everything wrong with it at once',
    send: () =>
      endpoint({
        url: 'http://a:b@192.168.0.1:22/',
        eventTypes: ['clok.*', '*'],
        filter: 'event.nonsense',
        headers: { Host: 'x', 'X-A': 'a\nb' },
        secret: 'whsec_',
      }),
    code: 'validation_failed',
    causes: [
      ['/url', 'url_scheme'],
      ['/url', 'url_credentials'],
      ['/url', 'url_address_forbidden'],
      ['/url', 'url_port_forbidden'],
      ['/eventTypes/0', 'unknown_event_type'],
      ['/filter', 'unknown_field'],
      ['/headers/Host', 'header_reserved'],
      ['/headers/X-A', 'header_value_invalid'],
      ['/secret', 'secret_malformed'],
    ],
  },
  {
    what: 'a filter that is no expression',
    send: () => endpoint({ filter: 'event.data.clock ==' }),
    code: 'validation_failed',
    causes: [['/filter', 'expression_syntax']],
  },
  {
    what: 'a filter that is neither true nor false',
    send: () => endpoint({ filter: 'event.data.clock' }),
    code: 'validation_failed',
    causes: [['/filter', 'expression_type']],
  },
  {
    what: 'a filter of 100 KB',
    send: () => endpoint({ filter: `true ${' '.repeat(100_000)}` }),
    code: 'validation_failed',
    causes: ['/filter'],
  },
  {
    what: 'headers that are a list',
    send: () => endpoint({ headers: ['Authorization: Bearer'] }),
    code: 'validation_failed',
    causes: ['/headers'],
  },
  {
    what: 'eleven headers',
    send: () => endpoint({ headers: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`X-${n}`, 'a'])) }),
    code: 'validation_failed',
    causes: [['/headers', 'too_many_headers']],
  },
  {
    what: 'a header named __proto__',
    send: () => post('/v1/webhook-endpoints', `{"url":"${URL}","eventTypes":["*"],"headers":{"__proto__":"a"}}`),
    code: 'malformed_request',
  },
  {
    what: 'a pace of 0',
    send: () => endpoint({ rateLimit: 0 }),
    code: 'validation_failed',
    causes: ['/rateLimit'],
  },
  {
    what: 'an edit that sends back what stands for a secret',
    send: (p) => patch(`/v1/webhook-endpoints/${p.endpoint}`, { headers: { Authorization: '••••••••' } }),
    code: 'validation_failed',
    causes: [['/headers/Authorization', 'header_value_hidden']],
  },
  {
    what: 'an edit of the secret',
    send: (p) => patch(`/v1/webhook-endpoints/${p.endpoint}`, { secret: `whsec_${'A'.repeat(32)}` }),
    code: 'validation_failed',
    causes: ['/secret'],
  },
  {
    what: 'a rotation with an overlap of days',
    send: (p) => post(`/v1/webhook-endpoints/${p.endpoint}/rotate-secret`, { overlap: 'P1D' }),
    code: 'validation_failed',
    causes: ['/overlap'],
  },
  {
    what: 'a rotation with an overlap of months',
    send: (p) => post(`/v1/webhook-endpoints/${p.endpoint}/rotate-secret`, { overlap: 'PT2000H' }),
    code: 'validation_failed',
    causes: ['/overlap'],
  },
  {
    what: 'a rotation to a secret that is too short',
    send: (p) => post(`/v1/webhook-endpoints/${p.endpoint}/rotate-secret`, { secret: 'whsec_c2hvcnQ=' }),
    code: 'validation_failed',
    causes: [['/secret', 'secret_malformed']],
  },
  {
    what: 'a rotation of none that there is',
    send: () => post(`/v1/webhook-endpoints/whe_${NOBODY}/rotate-secret`, {}),
    code: 'not_found',
  },
  {
    what: 'a test with an event that does not exist',
    send: (p) => post(`/v1/webhook-endpoints/${p.endpoint}/test`, { type: 'clock.exploded' }),
    code: 'validation_failed',
    causes: ['/type'],
  },
];
