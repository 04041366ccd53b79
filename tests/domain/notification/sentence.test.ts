import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '#domain/event-types.ts';
import { noticeOf } from '#domain/notification/sentence.ts';
import { ACCEPT_CLOCK, contractBody } from '../../support/contracts.ts';
import { ACCEPT, CANCEL, COMPLETE, misroutedTo, REJECT, RESUBMIT, reassignTo } from '../../support/handoffs.ts';
import { HOUR, MINUTE } from '../../support/instants.ts';
import { BEN, MAY, QUEUE } from '../../support/people.ts';
import { acme, BODY, exampleOf, lastOf } from './facts.ts';

function told(life: ReturnType<typeof acme>, type: Parameters<typeof lastOf>[1]) {
  const { event, knowledge } = lastOf(life, type);
  return noticeOf(event, knowledge);
}

const factsOf = ({ facts }: ReturnType<typeof noticeOf>) =>
  Object.fromEntries(facts.map((fact) => [fact.label, 'at' in fact ? fact.at : fact.text]));

describe('every type of event', () => {
  it.each(EVENT_TYPES)('%s has a sentence of its own', (type) => {
    const { title, sentence } = noticeOf(exampleOf(type), {});
    expect(title).not.toBe('');
    expect(sentence).toMatch(/[.:]$/);
    expect(sentence).not.toContain(type);
  });

  it.each(EVENT_TYPES)('%s is told by its type and ids where its data cannot be read', (type) => {
    const event = { ...exampleOf(type), data: { nonsense: true } };
    const { title, sentence } = noticeOf(event, {});
    expect(title).toContain(type);
    expect(sentence).toContain(event.handoffId ?? event.id);
  });
});

describe('a breach', () => {
  const late = acme().wait(4 * HOUR + 1);

  it('names the subject, the clock, its target and how late it is', () => {
    const notice = told(late, 'clock.breached');
    expect(notice).toMatchObject({ tone: 'alert', title: 'Late: accept clock of Acme GmbH' });
    expect(notice.sentence).toBe(
      'The accept clock of Acme GmbH (account acme-42) ran past its target of 4 hours and is less than a minute late (it was due on 23 Nov 2026, 13:00 UTC).',
    );
    expect(factsOf(notice)).toMatchObject({
      Due: '2026-11-23T13:00:00.000Z',
      'Late by': 'less than a minute',
      Subject: 'Acme GmbH (account acme-42)',
      With: 'Ana',
      From: 'Priya (sales)',
      Contract: 'Closed-won to onboarding',
    });
  });

  it('that was noticed late says how late it was then', () => {
    expect(factsOf(told(acme().wait(6 * HOUR + 5 * MINUTE), 'clock.breached'))).toMatchObject({
      'Late by': '2 hours 5 minutes',
    });
  });

  it('asks whoever has it to accept or reject, by the very calls', () => {
    expect(told(late, 'clock.breached').next).toBe(
      'Ana should accept it with POST /v1/handoffs/hnd_00000000000000000000000001/accept, or reject it with POST /v1/handoffs/hnd_00000000000000000000000001/reject {"reason": "…"} and one of the reasons wrong_team, missing_goals, not_a_customer.',
    );
  });

  it('that was found when the handoff had ended asks nobody for anything', () => {
    const { event } = lastOf(late, 'clock.breached');
    const { handoff, ...rest } = lastOf(late.command(5 * HOUR, CANCEL), 'handoff.cancelled').knowledge;
    expect(noticeOf(event, { handoff, ...rest })).not.toHaveProperty('next');
  });

  it('is told by ids where nothing could be read beside it', () => {
    const notice = noticeOf(lastOf(late, 'clock.breached').event, {});
    expect(notice.sentence).toContain('handoff hnd_00000000000000000000000001 ran past its target and is');
    expect(notice.next).toBe('Look at it with GET /v1/handoffs/hnd_00000000000000000000000001.');
  });
});

describe('other clocks', () => {
  it('a warning says how much time is left', () => {
    const warned = told(acme().wait(3.5 * HOUR), 'clock.warned');
    expect(warned.sentence).toContain('80 % of the time');
    expect(warned.sentence).toContain('it falls due in 48 minutes');
  });

  it('one that was stopped late says by how much', () => {
    const closed = told(acme().command(4 * HOUR + 20 * MINUTE, ACCEPT), 'clock.closed');
    expect(closed.sentence).toContain('was stopped 20 minutes after its target of 4 hours');
  });

  it('one that was met is good news, and asks for nothing', () => {
    const met = told(acme().command(90 * MINUTE, ACCEPT), 'clock.met');
    expect(met).toMatchObject({ tone: 'good' });
    expect(met.sentence).toContain('after 1 hour 30 minutes; its target was 4 hours');
    expect(met).not.toHaveProperty('next');
  });

  it('one of a later attempt says of which', () => {
    const again = acme()
      .command(HOUR, REJECT)
      .command(2 * HOUR, RESUBMIT)
      .wait(7 * HOUR);
    expect(told(again, 'clock.breached').sentence).toContain('(account acme-42), attempt 2, ran past');
  });
});

describe('an escalation', () => {
  const steps = [
    { id: 'nudge', at: { elapsed: 0.75 }, notify: ['owner' as const] },
    {
      id: 'lead',
      at: { afterBreach: 'PT1H' },
      notify: ['owner' as const, 'manager' as const],
      reassign: { to: { ownerId: BEN } },
    },
  ];
  const body = contractBody({ ...BODY, clocks: [ACCEPT_CLOCK], escalation: [{ clock: 'accept', steps }] });

  it('before the breach says when it falls due', () => {
    expect(told(acme({ body }).wait(3 * HOUR), 'escalation.triggered').sentence).toBe(
      'The accept clock of Acme GmbH (account acme-42) falls due in 1 hour. Asked to see to it: Ana.',
    );
  });

  it('after it says how late it is, whom it asks by name, who gets it, and asks that one to act', () => {
    const { event, knowledge } = lastOf(acme({ body }).wait(5 * HOUR), 'escalation.triggered');
    const notice = noticeOf(event, knowledge);
    expect(notice.sentence).toContain('is 1 hour late');
    expect(notice.sentence).toContain('Asked to see to it: Ana and May. It goes to Ben.');
    expect(notice.next).toMatch(/^Ben should accept it/);
    expect(event.data).toMatchObject({ recipients: expect.arrayContaining([MAY]) });
  });

  it('of a handoff that was rejected too often asks both sides to settle it, and for no further attempt', () => {
    const once = contractBody({ ...BODY, maxAttempts: 1 });
    const notice = told(acme({ body: once }).command(HOUR, REJECT), 'handoff.escalated');
    expect(notice.sentence).toContain('Ana and May should settle it together');
    expect(notice.next).not.toContain('resubmit');
  });
});

describe('what is to be done next', () => {
  it.each([
    [
      'a submission to a queue: to claim it',
      () => acme({ to: { queueId: QUEUE } }),
      'handoff.submitted',
      /the queue EMEA onboarding should claim it/,
    ],
    ['an assignment: to accept or reject', () => acme(), 'handoff.assigned', /^Ana should accept/],
    ['an acceptance: to complete', () => acme().command(1, ACCEPT), 'handoff.accepted', /^Ana should finish it/],
    [
      'a rejection: to put it right',
      () => acme().command(1, REJECT),
      'handoff.rejected',
      /^Priya \(sales\) should put the packet right/,
    ],
    [
      'a reassignment: asks the new owner',
      () => acme().command(1, reassignTo({ ownerId: BEN })),
      'handoff.reassigned',
      /^Ben should accept/,
    ],
  ] as const)('after %s', (_what, life, type, next) => expect(told(life(), type).next).toMatch(next));

  it.each([
    ['a submission that is assigned in the same breath', () => acme(), 'handoff.submitted'],
    ['a rejection that is routed on', () => acme().command(1, misroutedTo({ ownerId: BEN })), 'handoff.rejected'],
    [
      'a claim, as whoever claims it has accepted it too',
      () => acme({ to: { queueId: QUEUE } }).command(1, { ...ACCEPT, ownerId: BEN }),
      'handoff.assigned',
    ],
    ['a completion', () => acme().command(1, ACCEPT).command(2, COMPLETE), 'handoff.completed'],
  ] as const)('is nothing after %s', (_what, life, type) => expect(told(life(), type)).not.toHaveProperty('next'));
});

describe('a claim', () => {
  const claim = { ...ACCEPT, ownerId: BEN };

  it('from a queue is told as one from a queue', () => {
    const claimed = acme({ to: { queueId: QUEUE } }).command(1, claim);
    expect(told(claimed, 'handoff.assigned').sentence).toContain('is now with Ben (who claimed it from a queue).');
  });

  it('of what nobody was found for is not', () => {
    const claimed = acme({ to: undefined }).command(1, claim);
    expect(told(claimed, 'handoff.assigned').sentence).toContain('is now with Ben (who claimed it).');
  });
});

it('a rejection is told in the words of its contract, with the note word for word', () => {
  const cited = { ...REJECT, criteria: ['goals_known'], note: 'Who signs off?' };
  const notice = told(acme().command(1, cited), 'handoff.rejected');
  expect(notice.sentence).toContain('was rejected: Goals are missing (clerical). It is back with its sender.');
  expect(factsOf(notice)).toMatchObject({ 'Unmet criteria': 'The goals are known', 'Packet fields': '/goals' });
  expect(notice.quote).toBe('Who signs off?');
});

it('the address of an endpoint that was switched off is told by its host alone, since the rest of it may be a secret', () => {
  const example = exampleOf('webhook_endpoint.disabled');
  const data = { endpointId: 'whe_1', url: 'https://hooks.example/services/T0/B0/hush', reason: 'gone' };
  const notice = JSON.stringify(noticeOf({ ...example, data }, {}));
  expect(notice).toContain('hooks.example');
  expect(notice).not.toContain('hush');
});

it('a notice of test mode says so', () => {
  expect(noticeOf({ ...exampleOf('clock.breached'), mode: 'test' }, {}).reference).toMatch(/ · test mode$/);
});
