import type { Premises } from '../support/premises.ts';
import { type Case, JSON_TYPE, NOBODY, post } from './case.ts';
import { ADJUSTMENTS } from './handoff-adjustments.ts';

const submission = (members: object) => (p: Premises) =>
  post('/v1/handoffs', { contractId: p.contract, subject: { type: 'account', id: 'a' }, packet: {}, ...members });

const OF_ANY_OPEN = ['pause', 'reprioritize', 'retarget', 'note'];
const OF_ACCEPTED = ['reassign', 'milestone', 'complete', 'disqualify', 'cancel', ...OF_ANY_OPEN];

export const TRANSITIONS: readonly Case[] = [
  {
    what: 'an acceptance of what is accepted',
    send: (p) => post(`/v1/handoffs/${p.accepted}/accept`, {}),
    code: 'illegal_transition',
    members: { state: 'accepted', allowed: OF_ACCEPTED },
  },
  {
    what: 'a rejection of what is accepted',
    send: (p) => post(`/v1/handoffs/${p.accepted}/reject`, { reason: 'incomplete', fields: ['/goals'] }),
    code: 'illegal_transition',
    members: { state: 'accepted', allowed: OF_ACCEPTED },
  },
  {
    what: 'a completion of what nobody accepted',
    send: (p) => post(`/v1/handoffs/${p.assigned}/complete`, { outcome: {} }),
    code: 'illegal_transition',
    members: { state: 'assigned', allowed: ['accept', 'reject', 'reassign', 'milestone', 'cancel', ...OF_ANY_OPEN] },
  },
  {
    what: 'a cancellation of what is completed',
    send: (p) => post(`/v1/handoffs/${p.completed}/cancel`, { reason: 'Too late' }),
    code: 'illegal_transition',
    members: { state: 'completed', allowed: ['note'] },
  },
  {
    what: 'an acceptance by somebody who is not there',
    send: (p) => post(`/v1/handoffs/${p.assigned}/accept`, { ownerId: `own_${NOBODY}` }),
    code: 'conflict',
  },
  {
    what: 'a rejection for a reason that the contract does not have',
    send: (p) => post(`/v1/handoffs/${p.assigned}/reject`, { reason: 'mood', fields: ['/goals'] }),
    code: 'validation_failed',
  },
  {
    what: 'a command on an older version',
    send: (p) => ({
      ...post(`/v1/handoffs/${p.assigned}/accept`, {}),
      headers: { ...JSON_TYPE, 'if-match': '"1"' },
    }),
    code: 'concurrent_update',
  },
  {
    what: 'a submission under a draft',
    send: (p) => submission({ contractId: p.draft })(p),
    code: 'contract_not_published',
  },
  {
    what: 'a submission under no contract',
    send: submission({ contractId: `ctr_${NOBODY}` }),
    code: 'validation_failed',
    causes: [['/contractId', 'unknown_contract']],
  },
  {
    what: 'a submission of another kind of subject',
    send: submission({ subject: { type: 'lead', id: 'a' } }),
    code: 'validation_failed',
    causes: [['/subject/type', 'wrong_subject_type']],
  },
  {
    what: 'a packet of 200 KB',
    send: submission({ packet: { goals: 'a'.repeat(200_000) } }),
    code: 'payload_too_large',
  },
  {
    what: 'a packet that is not as its schema has it',
    send: submission({ packet: { goals: 1, arr: 'x' } }),
    code: 'not_ready',
    causes: [
      ['/packet/goals', 'schema_type'],
      ['/packet/arr', 'schema_type'],
    ],
  },
  {
    what: 'a submission in the time of a test clock, in live mode',
    send: submission({ testClockId: `tcl_${NOBODY}` }),
    code: 'validation_failed',
    causes: [['/testClockId', 'unknown_test_clock']],
  },
  {
    what: 'a submission by an owner who is not there',
    send: submission({ sender: { ownerId: `own_${NOBODY}` } }),
    code: 'validation_failed',
    causes: [['/sender/ownerId', 'unknown_owner']],
  },
  ...['0000-01-01T00:00:00Z', '1969-12-31T23:59:59.999Z', '2201-01-01T00:00:00Z', '9999-12-31T23:59:59Z'].map(
    (at): Case => ({
      what: `a simulation at ${at}`,
      send: (p) => post(`/v1/contracts/${p.draft}/simulate`, { subject: { type: 'account', id: 'a' }, packet: {}, at }),
      code: 'validation_failed',
      causes: [['/at', 'out_of_range']],
    }),
  ),
  ...ADJUSTMENTS,
];
