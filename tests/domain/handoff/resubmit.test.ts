import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { ACCEPT_CLOCK, contractBody, FIX_CLOCK, REJECTION_REASONS, TOTAL_CLOCK } from '#tests/support/contracts.ts';
import { ACCEPT, CANCEL, dueAtOf, type Life, REJECT, RESUBMIT, submit } from '#tests/support/handoffs.ts';
import { DAY, HOUR, instantAt, on } from '#tests/support/instants.ts';
import { BERLIN, OFFICES } from '#tests/support/offices.ts';
import { ANA, CLEO, QUEUE } from '#tests/support/people.ts';
import { refusalOf } from '#tests/support/refusal.ts';

function contract(parts: Partial<ContractBodyInput> = {}) {
  return contractBody({
    rejectionReasons: [...REJECTION_REASONS],
    pauseReasons: [{ code: 'awaiting_customer', clocks: ['total'] }],
    clocks: [ACCEPT_CLOCK, FIX_CLOCK, TOTAL_CLOCK],
    ...parts,
  });
}

const body = contract();

describe('resubmitting a rejected handoff', () => {
  it('is the next attempt of the same handoff, with the next revision of the packet', () => {
    const again = submit({ body })
      .command(HOUR, REJECT)
      .command(2 * HOUR, RESUBMIT);
    expect(again.state).toMatchObject({
      id: 'hnd_1',
      state: 'assigned',
      attempt: 2,
      packetRevision: 2,
      holder: { ownerId: ANA, since: instantAt(2 * HOUR) },
      createdAt: instantAt(0),
    });
    expect(again.facts('handoff.resubmitted')[0]?.data).toMatchObject({ attempt: 2, changed: ['/goals'] });
    expect(again.state).not.toHaveProperty('rejection');
  });

  it('begins a fresh accept clock; the one of the attempt before stays as it ended', () => {
    const again = submit({ body })
      .command(HOUR, REJECT)
      .command(2 * HOUR, RESUBMIT);
    const runs = again.state.clocks.filter(({ name }) => name === 'accept');
    expect(runs).toMatchObject([
      { attempt: 1, state: 'met', stoppedAt: instantAt(HOUR) },
      { attempt: 2, state: 'running', startedAt: instantAt(2 * HOUR), dueAt: instantAt(6 * HOUR) },
    ]);
    expect(again.command(7 * HOUR, ACCEPT).clock('accept')).toMatchObject({ attempt: 2, state: 'breached_closed' });
  });

  it('lets the total time go on over all attempts', () => {
    const life = submit({ body })
      .command(HOUR, REJECT)
      .command(2 * HOUR, RESUBMIT)
      .command(3 * HOUR, REJECT)
      .command(5 * HOUR, RESUBMIT);
    expect(life.state.clocks.filter(({ name }) => name === 'total')).toMatchObject([
      { attempt: 1, state: 'running', startedAt: instantAt(0), dueAt: instantAt(10 * HOUR) },
    ]);
  });

  it('in time meets the fix clock of the sender, and late leaves it breached; each attempt has its own', () => {
    const life = submit({ body })
      .command(HOUR, REJECT)
      .command(2 * HOUR, RESUBMIT)
      .command(3 * HOUR, REJECT)
      .command(6 * HOUR, RESUBMIT);
    expect(life.state.clocks.filter(({ name }) => name === 'fix')).toMatchObject([
      { attempt: 1, state: 'met', elapsedSeconds: HOUR },
      { attempt: 2, state: 'breached_closed', breachedAt: instantAt(5 * HOUR), elapsedSeconds: 3 * HOUR },
    ]);
  });

  it('routes anew: to whom, and to which queue, the rules now say', () => {
    const to = (target: { ownerId: string } | { queueId: string }): HandoffCommand => ({
      ...RESUBMIT,
      route: { to: target, reason: 'rule', ruleId: 'enterprise' },
    });
    const rejected = submit({ body }).command(HOUR, REJECT);
    expect(rejected.command(2 * HOUR, to({ ownerId: CLEO })).state).toMatchObject({
      state: 'assigned',
      holder: { ownerId: CLEO },
      routing: { reason: 'rule', ruleId: 'enterprise' },
    });
    expect(rejected.command(2 * HOUR, to({ queueId: QUEUE })).state).toMatchObject({
      state: 'pending',
      holder: { queueId: QUEUE },
    });
  });

  it('carries its own override, and no longer that of the attempt before', () => {
    const command = { override: { reason: 'ARR follows' } };
    const rejected = submit({ body, command }).command(HOUR, REJECT);
    expect(rejected.command(2 * HOUR, RESUBMIT).state).not.toHaveProperty('override');
    const override = { reason: 'Agreed by phone' };
    expect(rejected.command(2 * HOUR, { ...RESUBMIT, override }).state).toMatchObject({ override });
  });

  it('ends a pause first', () => {
    const again = submit({ body })
      .command(HOUR, REJECT)
      .command(2 * HOUR, { type: 'pause', reason: 'awaiting_customer', resumeBy: instantAt(DAY) })
      .command(5 * HOUR, RESUBMIT);
    expect(again.facts('handoff.resumed')[0]?.data).toMatchObject({ cause: 'ended', pausedSeconds: 3 * HOUR });
    expect(dueAtOf(again.clock('total'))).toBe(instantAt(13 * HOUR));
  });

  it.each<[string, () => Life]>([
    ['pending', () => submit({ body, to: { queueId: QUEUE } })],
    ['assigned', () => submit({ body })],
    ['accepted', () => submit({ body }).command(60, ACCEPT)],
    ['cancelled', () => submit({ body }).command(60, CANCEL)],
  ])('is refused while it is %s', (state, life) => {
    expect(refusalOf(() => life().command(HOUR, RESUBMIT))).toMatchObject({
      code: 'illegal_transition',
      extensions: { state },
    });
  });

  it('starts the clocks that begin with it', () => {
    const redo = { name: 'redo', start: 'resubmitted', stop: ['accepted'], target: 'PT1H' };
    const life = submit({ body: contract({ clocks: [redo] }) })
      .command(HOUR, REJECT)
      .command(2 * HOUR, RESUBMIT);
    expect(life.state.clocks).toMatchObject([{ name: 'redo', attempt: 2, dueAt: instantAt(3 * HOUR) }]);
  });

  it('does not start a clock again that waits for a milestone which was reached before', () => {
    const touch = { name: 'touch', start: 'submitted', stop: ['first_touch'], target: 'PT2H' };
    const life = submit({ body: contract({ clocks: [touch] }) })
      .command(HOUR, { type: 'milestone', name: 'first_touch' })
      .command(2 * HOUR, REJECT)
      .command(3 * HOUR, RESUBMIT);
    expect(life.state.clocks).toMatchObject([{ name: 'touch', attempt: 1, state: 'met' }]);
  });

  it('counts a fresh clock in the working hours of its calendar', () => {
    const office = contract({ clocks: [{ ...ACCEPT_CLOCK, calendarId: BERLIN }] });
    const life = submit({ body: office, calendars: OFFICES })
      .command(on('2026-11-23T12:00+01:00'), REJECT)
      .command(on('2026-11-23T19:00+01:00'), RESUBMIT);
    expect(dueAtOf(life.clock('accept'))).toBe(instantAt(on('2026-11-24T13:00+01:00')));
  });
});
