import type { ProblemCode } from '#domain/problem.ts';
import type { Premises } from '../support/premises.ts';
import { type Case, JSON_TYPE, NOBODY, post } from './case.ts';

const LONG_AGO = '2001-01-01T00:00:00Z';
const NEXT_CENTURY = '2101-01-01T00:00:00Z';

const toAccepted = (verb: string, json: object) => (p: Premises) => post(`/v1/handoffs/${p.accepted}/${verb}`, json);
const invalid = (
  what: string,
  verb: string,
  json: object,
  ...causes: readonly (readonly [pointer: string, code: string])[]
): Case => ({ what, send: toAccepted(verb, json), code: 'validation_failed', causes });
const conflict = (what: string, verb: string, json: object, code: ProblemCode): Case => ({
  what,
  send: toAccepted(verb, json),
  code,
});

const target = (what: string, value: unknown, pointer = '/target', code = 'invalid') =>
  invalid(`${what} as a target`, 'retarget', { clock: 'complete', target: value }, [pointer, code]);

const reason = 'Because';
const pause = { reason: 'awaiting_customer', resumeBy: NEXT_CENTURY };

export const ADJUSTMENTS: readonly Case[] = [
  invalid(
    'a pause for a reason that the contract lacks',
    'pause',
    { reason: 'lunch', resumeBy: LONG_AGO },
    ['/reason', 'unknown_reason'],
    ['/resumeBy', 'not_in_future'],
  ),
  invalid('a pause until the past', 'pause', { ...pause, resumeBy: LONG_AGO }, ['/resumeBy', 'not_in_future']),
  invalid('a pause of more than three years', 'pause', pause, ['/resumeBy', 'too_far']),
  conflict('a resumption of what is not paused', 'resume', {}, 'illegal_transition'),
  target('a bare day', 'P1D'),
  target('a negative duration', '-PT1H'),
  target('nothing', 'PT0S'),
  target('more than three years', 'PT26280H1S'),
  target('negative business days', { businessDays: -1 }, '/target/businessDays', 'too_small'),
  target('business days of more than three years', { businessDays: 781 }, '/target/businessDays', 'too_big'),
  invalid('a target for a clock that is not there', 'retarget', { clock: 'nap', target: 'PT1H' }, [
    '/clock',
    'unknown_clock',
  ]),
  invalid('an excuse of a clock that is not there', 'excuse', { clock: 'nap', reason }, ['/clock', 'unknown_clock']),
  conflict('an excuse of what is not late', 'excuse', { clock: 'complete', reason }, 'conflict'),
  invalid('a priority that is none', 'reprioritize', { priority: 'critical' }, ['/priority', 'invalid_value']),
  conflict('the priority that it has', 'reprioritize', { priority: 'normal' }, 'conflict'),
  invalid('a milestone of the future', 'milestones', { name: 'first_touch', occurredAt: NEXT_CENTURY }, [
    '/occurredAt',
    'in_future',
  ]),
  invalid('a milestone from before the handoff', 'milestones', { name: 'first_touch', occurredAt: LONG_AGO }, [
    '/occurredAt',
    'too_early',
  ]),
  {
    what: 'a milestone of the past by a key that may not override',
    send: (p) => ({
      ...toAccepted('milestones', { name: 'first_touch', occurredAt: LONG_AGO })(p),
      headers: { ...JSON_TYPE, authorization: `Bearer ${p.writer}` },
    }),
    code: 'validation_failed',
    causes: [['/occurredAt', 'backdating_not_allowed']],
  },
  invalid('a reassignment to nobody', 'reassign', { reason }, ['/ownerId', 'required']),
  invalid('a reassignment to an owner who is not there', 'reassign', { ownerId: `own_${NOBODY}`, reason }, [
    '/ownerId',
    'unknown_owner',
  ]),
  {
    what: 'a reassignment to whom it is with',
    send: (p) => post(`/v1/handoffs/${p.accepted}/reassign`, { ownerId: p.owner, reason }),
    code: 'conflict',
  },
  conflict('a resubmission of what was not rejected', 'resubmit', { packet: {} }, 'illegal_transition'),
  {
    what: 'a disqualification of what nobody accepted',
    send: (p) => post(`/v1/handoffs/${p.assigned}/disqualify`, { reason }),
    code: 'illegal_transition',
  },
  invalid('a note of 4001 characters', 'notes', { text: 'x'.repeat(4001) }, ['/text', 'too_big']),
];
