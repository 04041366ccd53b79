import { CLOCK_NOW, type Premises } from '../support/premises.ts';
import type { RawRequest } from '../support/raw-request.ts';
import { type Case, get, NOBODY, post } from './case.ts';

/** With the tenant's test key, in place of its live one. */
function inTestMode({ tenant }: Premises, request: RawRequest): RawRequest {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${tenant.test}` } };
}

const invalid = (what: string, send: Case['send'], ...causes: NonNullable<Case['causes']>): Case => ({
  what,
  send: (premises) => inTestMode(premises, send(premises)),
  code: 'validation_failed',
  causes,
});
const clock = (members: unknown) => () => post('/v1/test-clocks', members);
const advance =
  (move: unknown): Case['send'] =>
  ({ testClock }) =>
    post(`/v1/test-clocks/${testClock}/advance`, move);

export const TEST_CLOCKS: readonly Case[] = [
  invalid('a time that is no instant', clock({ now: '2026-11-27' }), '/now'),
  invalid('a time that is a number', clock({ now: 1_764_262_800 }), '/now'),
  invalid('a time without a zone', clock({ now: '2026-11-27T17:00:00' }), '/now'),
  invalid('a time before 1970', clock({ now: '1969-12-31T23:59:59Z' }), ['/now', 'out_of_range']),
  invalid('a time after 2200', clock({ now: '2201-01-01T00:00:00Z' }), ['/now', 'out_of_range']),
  invalid('no name', clock({ name: ' ' }), '/name'),
  invalid('unknown fields', clock({ frozen: true }), ['/frozen', 'unknown_field']),
  invalid('nowhere to go', advance({}), ['/to', 'required']),
  invalid('two ways to go', advance({ to: CLOCK_NOW, by: 'PT1H' }), ['/by', 'one_too_many']),
  invalid('a way back', advance({ to: '2026-11-27T16:59:59.999Z' }), ['/to', 'backwards']),
  invalid('a way of ten years', advance({ to: '2036-11-27T17:00:00Z' }), ['/to', 'too_far']),
  invalid('a way by a negative span', advance({ by: '-PT1H' }), '/by'),
  invalid('a way by no time', advance({ by: 'PT0S' }), '/by'),
  invalid('a way by a bare day', advance({ by: 'P1D' }), '/by'),
  {
    what: 'an advance of what never was',
    send: (premises) => inTestMode(premises, post(`/v1/test-clocks/tcl_${NOBODY}/advance`, { by: 'PT1H' })),
    code: 'not_found',
  },
  {
    what: 'a live key, which may have none',
    send: () => post('/v1/test-clocks', {}),
    code: 'live_mode_forbids',
  },
  {
    what: 'a live key, which can read none',
    send: ({ testClock }) => get(`/v1/test-clocks/${testClock}`),
    code: 'live_mode_forbids',
  },
  {
    what: 'a live key, which can submit to none',
    send: ({ contract, testClock }) => {
      const subject = { type: 'account', id: 'a' };
      return post('/v1/handoffs', { contractId: contract, subject, packet: {}, testClockId: testClock });
    },
    code: 'validation_failed',
    causes: [['/testClockId', 'unknown_test_clock']],
  },
];
