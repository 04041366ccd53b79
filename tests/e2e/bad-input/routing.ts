import type { Premises } from '../support/premises.ts';
import { type Case, get, NOBODY, patch, post } from './case.ts';

const owner = (what: string, members: object, ...causes: NonNullable<Case['causes']>): Case => ({
  what: `an owner with ${what}`,
  send: () => post('/v1/owners', { name: 'A', ...members }),
  code: 'validation_failed',
  causes,
});
const queue = (what: string, members: (p: Premises) => object, ...causes: NonNullable<Case['causes']>): Case => ({
  what: `a queue with ${what}`,
  send: (p) => post('/v1/queues', { name: 'A', ...members(p) }),
  code: 'validation_failed',
  causes,
});
const handOver = (what: string, members: (p: Premises) => object, ...causes: NonNullable<Case['causes']>): Case => ({
  what: `a hand-over ${what}`,
  send: (p) => post(`/v1/owners/${p.owner}/hand-over`, { reason: 'A', dryRun: false, ...members(p) }),
  code: 'validation_failed',
  causes,
});

const FROM = '2027-01-04T00:00:00Z';
const TO = '2027-01-11T00:00:00Z';
const absences = (...outOfOffice: readonly object[]) => ({ outOfOffice });

export const ROUTING: readonly Case[] = [
  owner('a capacity below 0', { capacity: -1 }, '/capacity'),
  owner('a capacity of a half', { capacity: 0.5 }, '/capacity'),
  owner('a capacity of more than 10,000', { capacity: 10_001 }, '/capacity'),
  owner('a capacity that is text', { capacity: '3' }, '/capacity'),
  owner('a calendar that is not there', { calendarId: `cal_${NOBODY}` }, ['/calendarId', 'unknown_calendar']),
  owner('an absence without an end', absences({ from: FROM }), ['/outOfOffice/0/to', 'required']),
  owner('an absence of no time', absences({ from: FROM, to: FROM }), '/outOfOffice/0/to'),
  owner('an absence that goes backwards', absences({ from: TO, to: FROM }), '/outOfOffice/0/to'),
  owner('an absence by the day', absences({ from: '2027-01-04', to: TO }), '/outOfOffice/0/from'),
  owner('a reason for an absence', absences({ from: FROM, to: TO, reason: 'Ski' }), [
    '/outOfOffice/0/reason',
    'unknown_field',
  ]),
  owner('a delegate who is not there', absences({ from: FROM, to: TO, delegateId: `own_${NOBODY}` }), [
    '/outOfOffice/0/delegateId',
    'unknown_owner',
  ]),
  owner(
    'more than 50 absences',
    absences(...Array.from({ length: 51 }, () => ({ from: FROM, to: TO }))),
    '/outOfOffice',
  ),
  {
    what: 'an owner who is their own delegate',
    send: (p) => patch(`/v1/owners/${p.owner}`, absences({ from: FROM, to: TO, delegateId: p.owner })),
    code: 'validation_failed',
    causes: [['/outOfOffice/0/delegateId', 'self_reference']],
  },
  {
    what: 'an owner who is their own manager',
    send: (p) => patch(`/v1/owners/${p.owner}`, { managerId: p.owner }),
    code: 'validation_failed',
    causes: [['/managerId', 'self_reference']],
  },
  owner(
    'a manager who is not there, away backwards',
    {
      managerId: `own_${NOBODY}`,
      ...absences({ from: TO, to: FROM }),
    },
    ['/managerId', 'unknown_owner'],
    '/outOfOffice/0/to',
  ),
  {
    what: 'owners who are perhaps active, of no name',
    send: () => get('/v1/owners?active=maybe&name='),
    code: 'validation_failed',
    causes: ['/query/active', '/query/name'],
  },
  {
    what: 'queues that are active',
    send: () => get('/v1/queues?active=true'),
    code: 'validation_failed',
    causes: [['/query/active', 'unknown_field']],
  },
  {
    what: 'an owner without a name',
    send: (p) => patch(`/v1/owners/${p.owner}`, { name: null }),
    code: 'validation_failed',
    causes: ['/name'],
  },
  queue('a strategy that is none', () => ({ strategy: 'random' }), '/strategy'),
  queue('nobody to choose from', () => ({ strategy: 'least_loaded' }), ['/members', 'empty_queue']),
  queue('a weight of 0', (p) => ({ members: [{ ownerId: p.owner, weight: 0 }] }), '/members/0/weight'),
  queue(
    'weights that cannot be, of a stranger too',
    (p) => ({
      members: [
        { ownerId: p.owner, weight: 101 },
        { ownerId: `own_${NOBODY}`, weight: -1 },
      ],
    }),
    '/members/1/ownerId',
    '/members/0/weight',
    '/members/1/weight',
  ),
  queue('a weight of 1.5', (p) => ({ members: [{ ownerId: p.owner, weight: 1.5 }] }), '/members/0/weight'),
  queue('a member named twice', (p) => ({ members: [{ ownerId: p.owner }, { ownerId: p.owner }] }), [
    '/members/1/ownerId',
    'duplicate',
  ]),
  queue('a member who is not there', () => ({ members: [{ ownerId: `own_${NOBODY}` }] }), [
    '/members/0/ownerId',
    'unknown_owner',
  ]),
  queue('a queue as a member', (p) => ({ members: [{ ownerId: p.queue }] }), '/members/0/ownerId'),
  queue('a fallback that is not there', () => ({ fallback: { queueId: `que_${NOBODY}` } }), [
    '/fallback/queueId',
    'unknown_queue',
  ]),
  queue('two fallbacks', (p) => ({ fallback: { queueId: p.queue, ownerId: p.owner } }), '/fallback'),
  {
    what: 'a queue that falls back to itself',
    send: (p) => patch(`/v1/queues/${p.queue}`, { fallback: { queueId: p.queue } }),
    code: 'validation_failed',
    causes: [['/fallback/queueId', 'self_reference']],
  },
  {
    what: 'a strategy for a queue that nobody is in',
    send: (p) => patch(`/v1/queues/${p.queue}`, { strategy: 'round_robin' }),
    code: 'validation_failed',
    causes: [['/strategy', 'empty_queue']],
  },
  {
    what: 'a removal of an owner with open handoffs',
    send: (p) => ({ method: 'DELETE', path: `/v1/owners/${p.owner}` }),
    code: 'in_use',
  },
  handOver('to the same', (p) => ({ to: { ownerId: p.owner } }), ['/to/ownerId', 'self_reference']),
  handOver('to nobody', () => ({ to: { ownerId: `own_${NOBODY}` } }), ['/to/ownerId', 'unknown_owner']),
  handOver('to no queue', () => ({ to: { queueId: `que_${NOBODY}` } }), ['/to/queueId', 'unknown_queue']),
  handOver('to two', (p) => ({ to: { ownerId: p.owner, queueId: p.queue } }), '/to'),
  handOver('without saying to whom', () => ({}), ['/to', 'required']),
  handOver('without a reason', (p) => ({ to: { queueId: p.queue }, reason: undefined }), ['/reason', 'required']),
  handOver('of more than 100 at a time', (p) => ({ to: { queueId: p.queue }, limit: 101 }), '/limit'),
  handOver('with a cursor of its own making', (p) => ({ to: { queueId: p.queue }, cursor: 'AAAA' }), [
    '/cursor',
    'invalid_cursor',
  ]),
  {
    what: 'a hand-over from nobody',
    send: (p) => post(`/v1/owners/own_${NOBODY}/hand-over`, { to: { queueId: p.queue }, reason: 'A' }),
    code: 'not_found',
  },
];
