import { describe, expect, it } from 'vitest';
import { ACCEPT_CLOCK, COMPLETE_CLOCK, contractBody } from '#tests/support/contracts.ts';
import { ACCEPT, submit } from '#tests/support/handoffs.ts';
import { DAY, HOUR, instantAt } from '#tests/support/instants.ts';
import { ANA, BEN, CLEO, directory, MAY, OTHER_QUEUE, QUEUE } from '#tests/support/people.ts';
import { refusalOf } from '#tests/support/refusal.ts';

const body = contractBody({ clocks: [ACCEPT_CLOCK, COMPLETE_CLOCK] });

describe('accepting a handoff', () => {
  it('is a fact of its own: assignment alone leaves the accept clock running', () => {
    expect(submit({ body }).wait(HOUR).clock('accept').state).toBe('running');
    expect(submit({ body }).command(HOUR, ACCEPT).clock('accept')).toMatchObject({
      state: 'met',
      stoppedAt: instantAt(HOUR),
      elapsedSeconds: HOUR,
    });
  });

  it('at the due instant is in time', () => {
    const life = submit({ body }).command(4 * HOUR, ACCEPT);
    expect(life.clock('accept').state).toBe('met');
    expect(life.facts('clock.breached')).toEqual([]);
  });

  it('a millisecond after the due instant is late', () => {
    expect(
      submit({ body })
        .command(4 * HOUR + 0.001, ACCEPT)
        .clock('accept').state,
    ).toBe('breached_closed');
  });

  it('ten seconds after the due instant is late although no timer has fired, and the breach is told first', () => {
    const life = submit({ body }).command(4 * HOUR + 10, ACCEPT);
    expect(life.clock('accept')).toMatchObject({
      state: 'breached_closed',
      breachedAt: instantAt(4 * HOUR),
      detectedAt: instantAt(4 * HOUR + 10),
      stoppedAt: instantAt(4 * HOUR + 10),
      elapsedSeconds: 4 * HOUR + 10,
    });
    expect(life.events.slice(3).map(({ type }) => type)).toEqual([
      'clock.breached',
      'handoff.accepted',
      'clock.closed',
      'clock.started',
    ]);
    expect(life.facts('clock.closed')[0]?.data.lateSeconds).toBe(10);
  });

  it('starts the clocks of acceptance: a business day around the clock is 24 hours', () => {
    expect(submit({ body }).command(HOUR, ACCEPT).clock('complete')).toMatchObject({
      state: 'running',
      startedAt: instantAt(HOUR),
      dueAt: instantAt(HOUR + 10 * DAY),
    });
  });

  it('by claiming from a queue makes the claimant its owner, and it stays known which queue it came from', () => {
    const life = submit({ body, to: { queueId: QUEUE } }).command(60, { type: 'accept', ownerId: BEN });
    expect(life.state).toMatchObject({ state: 'accepted', holder: { ownerId: BEN, queueId: QUEUE } });
    expect(life.facts('handoff.assigned')[0]?.data).toEqual({ ownerId: BEN, reason: 'claim' });
  });

  it('by two claimants lets the first have it; the second learns that it is accepted', () => {
    const claimed = submit({ body, to: { queueId: QUEUE } }).command(60, { type: 'accept', ownerId: BEN });
    const refusal = refusalOf(() => claimed.command(60, { type: 'accept', ownerId: ANA }));
    expect(refusal.code).toBe('illegal_transition');
    expect(refusal.extensions).toMatchObject({ state: 'accepted' });
  });

  it('from a queue needs to say who claims it', () => {
    const refusal = refusalOf(() => submit({ body, to: { queueId: QUEUE } }).command(60, ACCEPT));
    expect(refusal).toMatchObject({
      code: 'validation_failed',
      violations: [{ pointer: '/ownerId', code: 'required' }],
    });
  });

  it('by somebody other than the assigned owner is refused with who that is', () => {
    const refusal = refusalOf(() => submit({ body }).command(60, { type: 'accept', ownerId: BEN }));
    expect(refusal).toMatchObject({ code: 'conflict', extensions: { state: 'assigned', holder: { ownerId: ANA } } });
  });

  it.each([
    ['an inactive owner', MAY],
    ['somebody unknown', 'own_0000000000000000000000000Z'],
  ])('by %s is refused', (_who, ownerId) => {
    const queued = submit({ body, to: { queueId: QUEUE }, directory: directory({ away: [MAY] }) });
    const refusal = refusalOf(() => queued.command(60, { type: 'accept', ownerId }));
    expect(refusal).toMatchObject({ code: 'validation_failed', violations: [{ code: 'unknown_owner' }] });
  });
});

describe('claiming from a queue that has members', () => {
  const members = { [QUEUE]: [BEN, CLEO] };

  it('is for its members', () => {
    const queued = submit({ body, to: { queueId: QUEUE }, directory: directory({ members }) });
    for (const ownerId of [BEN, CLEO]) {
      expect(queued.command(60, { type: 'accept', ownerId }).state).toMatchObject({
        state: 'accepted',
        holder: { ownerId },
      });
    }
  });

  it('is refused to everybody else, who learns which queue it is that they are not a member of', () => {
    const queued = submit({ body, to: { queueId: QUEUE }, directory: directory({ members }) });
    const { code, violations } = refusalOf(() => queued.command(60, { type: 'accept', ownerId: ANA }));
    expect(code).toBe('validation_failed');
    expect(violations).toEqual([
      {
        pointer: '/ownerId',
        code: 'not_a_member',
        message: expect.stringContaining(`not a member of the queue ${QUEUE}`),
      },
    ]);
  });

  it('is judged by the queue that it is in once it has been brought up to now', () => {
    const escalation = [
      { clock: 'accept', steps: [{ id: 'move', at: { elapsed: 1 }, reassign: { to: { queueId: QUEUE } } }] },
    ];
    const moving = contractBody({ clocks: [ACCEPT_CLOCK], escalation });
    const life = submit({
      body: moving,
      to: { queueId: OTHER_QUEUE },
      directory: directory({ members: { ...members, [OTHER_QUEUE]: [ANA] } }),
    });
    expect(life.command(HOUR, { type: 'accept', ownerId: ANA }).state.state).toBe('accepted');
    const refusal = refusalOf(() => life.command(5 * HOUR, { type: 'accept', ownerId: ANA }));
    expect(refusal.violations).toMatchObject([{ code: 'not_a_member' }]);
    expect(life.command(5 * HOUR, { type: 'accept', ownerId: CLEO }).state.holder.ownerId).toBe(CLEO);
  });

  it('is open to every active owner once the queue is gone, and where it waits in no queue', () => {
    const gone = submit({ body, to: { queueId: QUEUE }, directory: directory({ members, gone: [QUEUE] }) });
    const unrouted = submit({ body, to: undefined, directory: directory({ members }) });
    for (const life of [gone, unrouted]) {
      expect(life.command(60, { type: 'accept', ownerId: ANA }).state.holder.ownerId).toBe(ANA);
    }
  });

  it('does not bar an owner to whom it is assigned', () => {
    const life = submit({ body, directory: directory({ members }) }).command(60, ACCEPT);
    expect(life.state.holder.ownerId).toBe(ANA);
  });
});
