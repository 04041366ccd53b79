import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { ACCEPT_CLOCK, contractBody, REJECTION_REASONS, TOTAL_CLOCK } from '#tests/support/contracts.ts';
import {
  ACCEPT,
  CANCEL,
  dueAtOf,
  type Life,
  misroutedTo,
  REJECT,
  RESUBMIT,
  reassignTo,
  submit,
} from '#tests/support/handoffs.ts';
import { HOUR, instantAt, sinceBirth } from '#tests/support/instants.ts';
import { ANA, BEN, CLEO, directory, QUEUE } from '#tests/support/people.ts';
import { refusalOf } from '#tests/support/refusal.ts';

const WORK_CLOCK = { name: 'work', start: 'accepted', stop: ['completed'], target: 'PT6H' };
const steps = [{ id: 'late', at: { afterBreach: 'PT1H' }, notify: ['owner' as const] }];

function contract(parts: Partial<ContractBodyInput> = {}) {
  return contractBody({
    rejectionReasons: [...REJECTION_REASONS],
    routing: { fallback: { ownerId: BEN } },
    clocks: [ACCEPT_CLOCK, TOTAL_CLOCK, WORK_CLOCK],
    escalation: [{ clock: 'accept', steps }],
    ...parts,
  });
}

const body = contract();
const toBen = reassignTo({ ownerId: BEN });
const misroutedToBen = reassignTo({ ownerId: BEN }, true);

function runs(life: Life, name: string): (readonly [string, number | undefined])[] {
  return life.state.clocks
    .filter((clock) => clock.name === name)
    .map((clock) => {
      const due = dueAtOf(clock);
      return [clock.state, due && sinceBirth(due)];
    });
}

describe('reassigning a handoff', () => {
  it('lets the clocks of the contract go on, with a new holder from that instant', () => {
    const moved = submit({ body }).command(HOUR, toBen);
    expect(moved.state).toMatchObject({ state: 'assigned', holder: { ownerId: BEN, since: instantAt(HOUR) } });
    expect(runs(moved, 'accept')).toEqual([['running', 4 * HOUR]]);
    expect(runs(moved, 'total')).toEqual([['running', 10 * HOUR]]);
    expect(moved.facts('handoff.reassigned')[0]?.data).toEqual({
      from: { ownerId: ANA },
      to: { ownerId: BEN },
      reason: 'On leave',
      cause: 'request',
    });
  });

  it('leaves a breach with the clock, which the next owner can only close', () => {
    const moved = submit({ body }).command(5 * HOUR, toBen);
    expect(runs(moved.command(6 * HOUR, ACCEPT), 'accept')).toEqual([['breached_closed', 4 * HOUR]]);
  });

  it('after acceptance asks for acceptance again, while the clocks of acceptance go on', () => {
    const moved = submit({ body })
      .command(HOUR, ACCEPT)
      .command(2 * HOUR, toBen);
    expect(moved.state).toMatchObject({ state: 'assigned', holder: { ownerId: BEN } });
    const again = moved.command(3 * HOUR, ACCEPT);
    expect(again.state.state).toBe('accepted');
    expect(runs(again, 'work')).toEqual([['running', 7 * HOUR]]);
    expect(runs(again, 'accept')).toEqual([['met', 4 * HOUR]]);
  });

  it('does not begin a clock again that has run in this attempt, although it is accepted twice', () => {
    const work = { ...WORK_CLOCK, stop: ['rejected', 'completed'] };
    const life = submit({ body: contract({ clocks: [work], escalation: [] }) })
      .command(HOUR, ACCEPT)
      .command(2 * HOUR, reassignTo({ ownerId: CLEO }))
      .command(3 * HOUR, misroutedTo({ ownerId: BEN }))
      .command(4 * HOUR, ACCEPT);
    expect(life.state).toMatchObject({ state: 'accepted', holder: { ownerId: BEN }, attempt: 1 });
    expect(runs(life, 'work')).toEqual([['met', 7 * HOUR]]);
  });

  it('from a queue to a person is assignment, not reassignment', () => {
    const assigned = submit({ body, to: { queueId: QUEUE } }).command(HOUR, toBen);
    expect(assigned.facts('handoff.reassigned')).toEqual([]);
    expect(assigned.facts('handoff.assigned')[0]?.data).toEqual({ ownerId: BEN, reason: 'request', note: 'On leave' });
    expect(assigned.state).toMatchObject({ state: 'assigned', holder: { ownerId: BEN, queueId: QUEUE } });
  });

  it('to a queue lets it wait there for a claim', () => {
    const queued = submit({ body }).command(HOUR, reassignTo({ queueId: QUEUE }));
    expect(queued.state).toMatchObject({ state: 'pending', holder: { queueId: QUEUE } });
    expect(queued.state.holder).not.toHaveProperty('ownerId');
  });

  it('is refused to an owner who is not active and to a queue that is gone', () => {
    const life = submit({ body, directory: directory({ away: [BEN], gone: [QUEUE] }) });
    expect(refusalOf(() => life.command(1, toBen)).violations).toMatchObject([{ pointer: '/ownerId' }]);
    const toQueue = reassignTo({ queueId: QUEUE });
    expect(refusalOf(() => life.command(1, toQueue)).violations).toMatchObject([{ pointer: '/queueId' }]);
  });

  it('to whoever has it already is a conflict that says who that is', () => {
    const refusal = refusalOf(() => submit({ body }).command(1, reassignTo({ ownerId: ANA })));
    expect(refusal).toMatchObject({ code: 'conflict', extensions: { holder: { ownerId: ANA } } });
  });

  it.each<[string, () => Life]>([
    ['rejected', () => submit({ body }).command(60, REJECT)],
    ['cancelled', () => submit({ body }).command(60, CANCEL)],
  ])('is refused while it is %s', (state, life) => {
    expect(refusalOf(() => life().command(HOUR, toBen))).toMatchObject({
      code: 'illegal_transition',
      extensions: { state },
    });
  });
});

describe('reassigning a handoff that had gone to the wrong one', () => {
  it('begins the accept clock anew; all other clocks go on', () => {
    const moved = submit({ body }).command(HOUR, misroutedToBen);
    expect(runs(moved, 'accept')).toEqual([
      ['cancelled', 4 * HOUR],
      ['running', 5 * HOUR],
    ]);
    expect(runs(moved, 'total')).toEqual([['running', 10 * HOUR]]);
    expect(moved.facts('handoff.reassigned')[0]?.data.misroute).toBe(true);
  });

  it("does not pass the first team's breach on to the second: that one is closed, and escalates no more", () => {
    const moved = submit({ body }).command(4.5 * HOUR, misroutedToBen);
    expect(runs(moved, 'accept')).toEqual([
      ['breached_closed', 4 * HOUR],
      ['running', 8.5 * HOUR],
    ]);
    const accepted = moved.command(8 * HOUR, ACCEPT);
    expect(accepted.clock('accept').state).toBe('met');
    expect(accepted.facts('clock.breached')).toHaveLength(1);
    expect(accepted.facts('escalation.triggered')).toEqual([]);
  });

  it('does so once per attempt: the second time the clock goes on', () => {
    const twice = submit({ body })
      .command(HOUR, misroutedToBen)
      .command(2 * HOUR, reassignTo({ ownerId: CLEO }, true));
    expect(twice.state.holder.ownerId).toBe(CLEO);
    expect(runs(twice, 'accept')).toEqual([
      ['cancelled', 4 * HOUR],
      ['running', 5 * HOUR],
    ]);
    expect(twice.facts('handoff.reassigned').map(({ data }) => data.misroute)).toEqual([true, true]);
  });

  it('does so again in the next attempt', () => {
    const next = submit({ body })
      .command(HOUR, misroutedToBen)
      .command(2 * HOUR, REJECT)
      .command(3 * HOUR, RESUBMIT)
      .command(4 * HOUR, misroutedToBen);
    expect(runs(next, 'accept').slice(-2)).toEqual([
      ['cancelled', 7 * HOUR],
      ['running', 8 * HOUR],
    ]);
  });

  it('counts a rejection that went on to somebody else as the one misroute of the attempt', () => {
    const moved = submit({ body })
      .command(HOUR, misroutedTo({ ownerId: BEN }))
      .command(2 * HOUR, reassignTo({ ownerId: CLEO }, true));
    expect(runs(moved, 'accept')).toEqual([
      ['met', 4 * HOUR],
      ['running', 5 * HOUR],
    ]);
  });

  it('after acceptance gives the right owner a whole accept clock', () => {
    const moved = submit({ body })
      .command(HOUR, ACCEPT)
      .command(2 * HOUR, misroutedToBen);
    expect(runs(moved, 'accept')).toEqual([
      ['met', 4 * HOUR],
      ['running', 6 * HOUR],
    ]);
  });

  it('from a queue is a reassignment, since the queue was the wrong one', () => {
    const moved = submit({ body, to: { queueId: QUEUE } }).command(HOUR, misroutedToBen);
    expect(moved.facts('handoff.reassigned')[0]?.data).toMatchObject({ from: { queueId: QUEUE }, misroute: true });
    expect(runs(moved, 'accept').at(-1)).toEqual(['running', 5 * HOUR]);
  });
});
