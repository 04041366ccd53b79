import { describe, expect, it } from 'vitest';
import { allowedCommands } from '#domain/handoff/allowed.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { fold } from '#domain/handoff/evolve.ts';
import { HANDOFF_STATES, type HandoffState } from '#domain/handoff/state.ts';
import { ACCEPT_CLOCK, COMPLETE_CLOCK, contractBody, REJECTION_REASONS } from '#tests/support/contracts.ts';
import { ACCEPT, CANCEL, COMPLETE, type Life, REJECT, submit } from '#tests/support/handoffs.ts';
import { HOUR, instantAt } from '#tests/support/instants.ts';
import { ANA, QUEUE } from '#tests/support/people.ts';
import { refusalOf } from '#tests/support/refusal.ts';

const body = contractBody({ clocks: [ACCEPT_CLOCK, COMPLETE_CLOCK], rejectionReasons: [...REJECTION_REASONS] });

const DISQUALIFY: HandoffCommand = { type: 'disqualify', reason: 'Not a customer of ours' };

const IN_STATE: Readonly<Record<HandoffState, () => Life>> = {
  pending: () => submit({ body, to: { queueId: QUEUE } }),
  assigned: () => submit({ body }),
  accepted: () => submit({ body }).command(1, ACCEPT),
  rejected: () => submit({ body }).command(1, REJECT),
  completed: () => submit({ body }).command(1, ACCEPT).command(2, COMPLETE),
  disqualified: () => submit({ body }).command(1, ACCEPT).command(2, DISQUALIFY),
  cancelled: () => submit({ body }).command(1, CANCEL),
};

describe('completing a handoff', () => {
  it('meets the clocks that wait for it and is told with its outcome', () => {
    const outcome = { kickoffHeldAt: '2026-12-01', attendees: ['a'] };
    const life = submit({ body })
      .command(HOUR, ACCEPT)
      .command(2 * HOUR, { type: 'complete', outcome });
    expect(life.state).toMatchObject({ state: 'completed', completedAt: instantAt(2 * HOUR) });
    expect(life.clock('complete')).toMatchObject({ state: 'met', elapsedSeconds: HOUR });
    expect(life.facts('handoff.completed')[0]?.data).toEqual({ outcome });
  });

  it('says why criteria were overridden', () => {
    const override = { reason: 'Kick-off was held by phone' };
    const life = submit({ body })
      .command(1, ACCEPT)
      .command(2, { ...COMPLETE, override });
    expect(life.facts('handoff.completed')[0]?.data.override).toEqual(override);
  });

  it('ends a clock that waits for something else as cancelled, neither met nor late', () => {
    const clocks = [{ name: 'touch', start: 'submitted', stop: ['first_touch'], target: 'PT4H' }];
    const life = submit({ body: contractBody({ clocks }) })
      .command(1, ACCEPT)
      .command(HOUR, COMPLETE);
    expect(life.clock('touch')).toMatchObject({ state: 'cancelled', stoppedAt: instantAt(HOUR) });
  });
});

describe('cancelling a handoff', () => {
  it('ends its clocks as cancelled, with the time that they had taken', () => {
    const life = submit({ body }).command(HOUR, CANCEL);
    expect(life.state).toMatchObject({ state: 'cancelled', reason: 'The customer left', cancelledAt: instantAt(HOUR) });
    expect(life.clock('accept')).toMatchObject({ state: 'cancelled', elapsedSeconds: HOUR });
  });

  it('never undoes a breach', () => {
    const life = submit({ body }).command(5 * HOUR, CANCEL);
    expect(life.clock('accept')).toMatchObject({ state: 'breached_closed', breachedAt: instantAt(4 * HOUR) });
    expect(life.facts('clock.breached')).toHaveLength(1);
  });

  it('meets a clock that waits for a cancellation', () => {
    const clocks = [{ name: 'decide', start: 'submitted', stop: ['cancelled'], target: 'PT4H' }];
    expect(
      submit({ body: contractBody({ clocks }) })
        .command(HOUR, CANCEL)
        .clock('decide').state,
    ).toBe('met');
  });
});

describe('disqualifying an accepted handoff', () => {
  it('ends it with its reason, and its clocks as cancelled', () => {
    const life = submit({ body }).command(1, ACCEPT).command(HOUR, DISQUALIFY);
    expect(life.state).toMatchObject({ state: 'disqualified', reason: 'Not a customer of ours' });
    expect(life.clock('complete')).toMatchObject({ state: 'cancelled', stoppedAt: instantAt(HOUR) });
  });

  it('meets a clock that waits for it', () => {
    const clocks = [{ name: 'qualify', start: 'accepted', stop: ['completed', 'disqualified'], target: 'PT4H' }];
    const life = submit({ body: contractBody({ clocks }) })
      .command(1, ACCEPT)
      .command(HOUR, DISQUALIFY);
    expect(life.clock('qualify').state).toBe('met');
  });
});

describe('an illegal transition', () => {
  const commands: readonly HandoffCommand[] = [ACCEPT, REJECT, COMPLETE, DISQUALIFY, CANCEL, { type: 'resume' }];
  const allowedIn = (state: HandoffState) => allowedCommands(IN_STATE[state]().state, { body });
  const illegal = HANDOFF_STATES.flatMap((state) =>
    commands.filter(({ type }) => !allowedIn(state).includes(type)).map((command) => ({ state, command })),
  );

  it.each(illegal)('is refused with the state and what it allows: $command.type when $state', ({ state, command }) => {
    const life = IN_STATE[state]();
    expect(life.state.state).toBe(state);
    const refusal = refusalOf(() => life.command(10, command));
    expect(refusal.code).toBe('illegal_transition');
    expect(refusal.extensions).toEqual({ state, allowed: allowedIn(state) });
  });

  it.each(HANDOFF_STATES)('names as allowed only what is then carried out: %s', (state) => {
    const life = IN_STATE[state]();
    for (const command of [state === 'pending' ? { ...ACCEPT, ownerId: ANA } : ACCEPT, REJECT, COMPLETE, CANCEL]) {
      if (!allowedIn(state).includes(command.type)) continue;
      expect(life.command(10, command).state.version).toBeGreaterThan(life.state.version);
    }
  });

  it('names no pause, rejection, acknowledgement or retarget that the contract or the clocks have nothing for', () => {
    const bare = contractBody({ clocks: [] });
    expect(allowedCommands(submit({ body: bare }).state, { body: bare })).toEqual([
      'accept',
      'reassign',
      'milestone',
      'cancel',
      'reprioritize',
      'note',
    ]);
  });

  it('names a pause until those that the contract allows are used up, and says then why there is none', () => {
    const pauses = [{ code: 'customer', clocks: ['complete'] }];
    const limited = contractBody({ clocks: [COMPLETE_CLOCK], pauseReasons: pauses, pauseLimits: { count: 1 } });
    const pause = { type: 'pause' as const, reason: 'customer', resumeBy: instantAt(9 * HOUR) };
    const life = submit({ body: limited });
    expect(allowedCommands(life.state, { body: limited })).toContain('pause');
    const spent = life.command(1, pause).command(2, { type: 'resume' });
    expect(allowedCommands(spent.state, { body: limited })).not.toContain('pause');
    expect(refusalOf(() => spent.command(3, pause))).toMatchObject({ code: 'conflict' });
  });

  it('names milestones until all are reached', () => {
    const reached = submit({ body }).command(1, { type: 'milestone', name: 'first_touch' });
    expect(allowedCommands(reached.state, { body })).not.toContain('milestone');
  });

  it('names an acknowledgement while a step that has fired waits for one, and a retarget while a clock is in time', () => {
    const steps = [{ id: 'lead', at: { afterBreach: 'PT0S' }, notify: ['owner' as const] }];
    const climbing = contractBody({ clocks: [ACCEPT_CLOCK], escalation: [{ clock: 'accept', steps }] });
    const late = submit({ body: climbing }).wait(5 * HOUR);
    const allowed = allowedCommands(late.state, { body: climbing });
    expect(allowed).toContain('acknowledge');
    expect(allowed).not.toContain('retarget');
    const seen = late.command(6 * HOUR, { type: 'acknowledge' });
    expect(allowedCommands(seen.state, { body: climbing })).not.toContain('acknowledge');
  });

  it.each(['completed', 'disqualified', 'cancelled'] as const)('is all but a remark once it is %s', (state) => {
    expect(allowedIn(state)).toEqual(['note']);
  });

  it('names an excuse as long as something late is not excused, also after the end', () => {
    const late = submit({ body }).command(5 * HOUR, CANCEL);
    expect(allowedCommands(late.state, { body })).toEqual(['note', 'excuse']);
    const excused = late.command(6 * HOUR, { type: 'excuse', clock: 'accept', reason: 'Outage' });
    expect(allowedCommands(excused.state, { body })).toEqual(['note']);
  });
});

describe('a history that is not one of a handoff', () => {
  it('is refused when it does not begin with a submission', () => {
    const [, ...headless] = submit({ body }).events;
    expect(() => fold(headless)).toThrow('cannot begin with handoff.assigned');
  });
});
