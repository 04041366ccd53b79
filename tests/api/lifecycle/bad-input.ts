import { addSeconds } from '#domain/instant.ts';
import { HOUR, NOBODY } from '../support/lifecycle.ts';
import { NOON } from '../support/test-app.ts';

const TOMORROW = addSeconds(NOON, 24 * HOUR);
const OWNER = `own_${NOBODY}`;
const reason = 'Because';
export type Causes = readonly (readonly [pointer: string, code: string])[];

/** Commands on a handoff that Ana has accepted, each with all the causes that it is refused for. */
export const REFUSED: readonly (readonly [what: string, verb: string, json: unknown, causes: Causes])[] = [
  [
    'a pause for no reason',
    'pause',
    {},
    [
      ['/reason', 'required'],
      ['/resumeBy', 'required'],
    ],
  ],
  [
    'a pause for a reason that the contract lacks',
    'pause',
    { reason: 'lunch', resumeBy: TOMORROW },
    [['/reason', 'unknown_reason']],
  ],
  [
    'a pause until the past',
    'pause',
    { reason: 'awaiting_customer', resumeBy: '2026-11-22T11:59:59Z' },
    [['/resumeBy', 'not_in_future']],
  ],
  ['a pause until now', 'pause', { reason: 'awaiting_customer', resumeBy: NOON }, [['/resumeBy', 'not_in_future']]],
  [
    'a pause of more than three years',
    'pause',
    { reason: 'awaiting_customer', resumeBy: '2029-11-22T12:00:00Z' },
    [['/resumeBy', 'too_far']],
  ],
  [
    'a pause with nothing right',
    'pause',
    { reason: 'lunch', resumeBy: '2001-01-01T00:00:00Z' },
    [
      ['/reason', 'unknown_reason'],
      ['/resumeBy', 'not_in_future'],
    ],
  ],
  [
    'a pause until a day',
    'pause',
    { reason: 'awaiting_customer', resumeBy: '2026-11-24' },
    [['/resumeBy', 'invalid_format']],
  ],
  ['a resumption with something to say', 'resume', { reason }, [['/reason', 'unknown_field']]],
  ['an unknown priority', 'reprioritize', { priority: 'critical' }, [['/priority', 'invalid_value']]],
  ['no priority', 'reprioritize', {}, [['/priority', 'required']]],
  ['a target for no clock', 'retarget', { target: 'PT1H' }, [['/clock', 'required']]],
  [
    'a target for a clock that is not there',
    'retarget',
    { clock: 'nap', target: 'PT1H' },
    [['/clock', 'unknown_clock']],
  ],
  [
    'a target for a clock that has been stopped',
    'retarget',
    { clock: 'accept', target: 'PT9H' },
    [['/clock', 'unknown_clock']],
  ],
  ['a bare day', 'retarget', { clock: 'complete', target: 'P1D' }, [['/target', 'invalid']]],
  ['a negative target', 'retarget', { clock: 'complete', target: '-PT1H' }, [['/target', 'invalid']]],
  ['a target of nothing', 'retarget', { clock: 'complete', target: 'PT0S' }, [['/target', 'invalid']]],
  [
    'a target of more than three years',
    'retarget',
    { clock: 'complete', target: 'PT26281H' },
    [['/target', 'invalid']],
  ],
  [
    'no business days',
    'retarget',
    { clock: 'complete', target: { businessDays: 0 } },
    [['/target/businessDays', 'too_small']],
  ],
  [
    'negative business days',
    'retarget',
    { clock: 'complete', target: { businessDays: -2 } },
    [['/target/businessDays', 'too_small']],
  ],
  [
    'business days of more than three years',
    'retarget',
    { clock: 'complete', target: { businessDays: 781 } },
    [['/target/businessDays', 'too_big']],
  ],
  [
    'half a business day',
    'retarget',
    { clock: 'complete', target: { businessDays: 0.5 } },
    [['/target/businessDays', 'invalid_type']],
  ],
  [
    'a target that is a number',
    'retarget',
    { clock: 'complete', target: 3600 },
    [['/target', 'no_alternative_matches']],
  ],
  [
    'a reassignment to nobody',
    'reassign',
    {},
    [
      ['/ownerId', 'required'],
      ['/reason', 'required'],
    ],
  ],
  [
    'a reassignment to both',
    'reassign',
    { ownerId: OWNER, queueId: `que_${NOBODY}`, reason },
    [['/queueId', 'unknown_field']],
  ],
  [
    'a reassignment to an owner who is not there',
    'reassign',
    { ownerId: OWNER, reason },
    [['/ownerId', 'unknown_owner']],
  ],
  [
    'a reassignment to a queue that is not there',
    'reassign',
    { queueId: `que_${NOBODY}`, reason },
    [['/queueId', 'unknown_queue']],
  ],
  ['a reassignment to a contract', 'reassign', { ownerId: `ctr_${NOBODY}`, reason }, [['/ownerId', 'invalid_format']]],
  [
    'a misroute that is a text',
    'reassign',
    { ownerId: OWNER, reason, misroute: 'yes' },
    [['/misroute', 'invalid_type']],
  ],
  ['a blank reason', 'reassign', { queueId: `que_${NOBODY}`, reason: ' ' }, [['/reason', 'invalid_format']]],
  ['a milestone that is not there', 'milestones', { name: 'lunch' }, [['/name', 'unknown_milestone']]],
  [
    'a milestone of the future',
    'milestones',
    { name: 'kickoff', occurredAt: TOMORROW },
    [['/occurredAt', 'in_future']],
  ],
  [
    'a milestone from before the handoff',
    'milestones',
    { name: 'kickoff', occurredAt: '2026-11-22T11:00:00Z' },
    [['/occurredAt', 'too_early']],
  ],
  [
    'a milestone at no instant',
    'milestones',
    { name: 'kickoff', occurredAt: 'noon' },
    [['/occurredAt', 'invalid_format']],
  ],
  ['a disqualification without a reason', 'disqualify', {}, [['/reason', 'required']]],
  [
    'an empty note',
    'notes',
    { text: '' },
    [
      ['/text', 'too_small'],
      ['/text', 'invalid_format'],
    ],
  ],
  ['a note of 4001 characters', 'notes', { text: 'x'.repeat(4001) }, [['/text', 'too_big']]],
  ['an excuse of a clock that is not there', 'excuse', { clock: 'nap', reason }, [['/clock', 'unknown_clock']]],
  [
    'an excuse of an attempt that never was',
    'excuse',
    { clock: 'accept', attempt: 2, reason },
    [['/clock', 'unknown_clock']],
  ],
  ['an excuse of attempt 0', 'excuse', { clock: 'accept', attempt: 0, reason }, [['/attempt', 'too_small']]],
  ['an excuse without a reason', 'excuse', { clock: 'accept' }, [['/reason', 'required']]],
  ['a resubmission of no packet', 'resubmit', {}, [['/packet', 'required']]],
];
