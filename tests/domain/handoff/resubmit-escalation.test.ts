import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { contractBody, FIX_CLOCK, REJECTION_REASONS, TOTAL_CLOCK, termsOf } from '#tests/support/contracts.ts';
import { type Life, REJECT, RESUBMIT, submit } from '#tests/support/handoffs.ts';
import { HOUR, instantAt, sinceBirth } from '#tests/support/instants.ts';
import { ANA, BEN } from '#tests/support/people.ts';

function contract(parts: Partial<ContractBodyInput> = {}) {
  return contractBody({ rejectionReasons: [...REJECTION_REASONS], clocks: [FIX_CLOCK, TOTAL_CLOCK], ...parts });
}

function told(life: Life, clock: string): (readonly [string, number])[] {
  return life
    .facts('escalation.triggered')
    .filter(({ data }) => data.clock === clock)
    .map(({ data, occurredAt }) => [data.stepId, sinceBirth(occurredAt)]);
}

describe('the escalation of a long clock', () => {
  const steps = [
    { id: 'early', at: { elapsed: 0.1 }, notify: ['owner' as const] },
    { id: 'half', at: { elapsed: 0.5 }, notify: ['owner' as const] },
    { id: 'late', at: { afterBreach: 'PT0S' }, notify: ['owner' as const] },
    { id: 'later', at: { afterBreach: 'PT5H' }, notify: ['owner' as const] },
  ];
  const escalating = contract({ escalation: [{ clock: 'total', steps }] });

  it('is taken up with the resubmission where it has not got to yet: what passed meanwhile is not made up for', () => {
    const life = submit({ body: escalating })
      .command(2 * HOUR, REJECT)
      .command(3 * HOUR, RESUBMIT)
      .wait(20 * HOUR);
    expect(told(life, 'total')).toEqual([
      ['early', HOUR],
      ['half', 5 * HOUR],
      ['late', 10 * HOUR],
      ['later', 15 * HOUR],
    ]);
    const slow = submit({ body: escalating })
      .command(2 * HOUR, REJECT)
      .command(6 * HOUR, RESUBMIT)
      .wait(20 * HOUR);
    expect(told(slow, 'total').map(([id]) => id)).toEqual(['early', 'late', 'later']);
  });

  it('passes over a step whose moment had come when the resubmission ends a pause', () => {
    const pauseReasons = [{ code: 'customer', clocks: ['total'] }];
    const life = submit({ body: contract({ pauseReasons, escalation: [{ clock: 'total', steps }] }) })
      .command(2 * HOUR, REJECT)
      .command(5 * HOUR, { type: 'pause', reason: 'customer', resumeBy: instantAt(8 * HOUR) })
      .command(6 * HOUR, RESUBMIT)
      .wait(20 * HOUR);
    expect(told(life, 'total')).toEqual([
      ['early', HOUR],
      ['late', 11 * HOUR],
      ['later', 16 * HOUR],
    ]);
  });

  it('that is late by then goes on with the steps after the breach that are still to come', () => {
    const life = submit({ body: escalating })
      .command(2 * HOUR, REJECT)
      .command(12 * HOUR, RESUBMIT)
      .wait(20 * HOUR);
    expect(told(life, 'total')).toEqual([
      ['early', HOUR],
      ['later', 15 * HOUR],
    ]);
  });

  it('tells whoever has it then', () => {
    const to = { ownerId: BEN };
    const route = { to, reason: 'fallback', trace: { rules: [], considered: [] } } as const;
    const life = submit({ body: escalating })
      .command(2 * HOUR, REJECT)
      .command(3 * HOUR, { ...RESUBMIT, route })
      .wait(6 * HOUR);
    expect(life.facts('escalation.triggered').map(({ data }) => data.recipients)).toEqual([[ANA], [BEN]]);
  });

  it('of the sender was never stopped, and is not planned a second time', () => {
    const settle = { ...FIX_CLOCK, name: 'settle', stop: ['completed'], target: 'PT10H' };
    const life = submit({ body: contract({ clocks: [settle], escalation: [{ clock: 'settle', steps }] }) })
      .command(0, REJECT)
      .command(2 * HOUR, RESUBMIT);
    expect(life.state.escalations.map(({ stepId }) => stepId)).toEqual(['half']);
  });

  it('of the sender, begun by a breach after the last rejection, goes on after a pause beside what that rejection holds', () => {
    const settle = { ...FIX_CLOCK, name: 'settle', stop: ['completed'], target: 'PT10H', pausable: true };
    const early = {
      id: 'early',
      at: { elapsed: 0.1 },
      notify: ['sender' as const],
      repeat: { every: 'PT5H', times: 4 },
    };
    const late = {
      id: 'late',
      at: { afterBreach: 'PT0S' },
      notify: ['sender' as const],
      repeat: { every: 'PT1H', times: 2 },
    };
    const body = contract({
      clocks: [settle],
      escalation: [{ clock: 'settle', steps: [early, late] }],
      pauseReasons: [{ code: 'customer', clocks: ['settle'] }],
      maxAttempts: 2,
    });
    const life = submit({ body, command: { sender: { ownerId: BEN } } })
      .command(0, REJECT)
      .command(2 * HOUR, RESUBMIT)
      .command(9 * HOUR, REJECT)
      .command(11.5 * HOUR, { type: 'pause', reason: 'customer', resumeBy: instantAt(12.5 * HOUR) })
      .wait(40 * HOUR);
    expect(told(life, 'settle')).toEqual([
      ['early', HOUR],
      ['early', 6 * HOUR],
      ['late', 10 * HOUR],
      ['late', 11 * HOUR],
      ['late', 13 * HOUR],
    ]);
  });

  it('is not begun by a migration while the handoff is back with its sender', () => {
    const to = { ...termsOf(escalating), contractVersion: 2 };
    const rejected = submit({ body: contract() }).command(2 * HOUR, REJECT);
    const migrated = rejected.command(3 * HOUR, { type: 'migrate', to, calendars: {} });
    expect(migrated.facts('handoff.migrated')).toHaveLength(1);
    expect(migrated.state.escalations).toEqual([]);
  });
});

describe('a ladder that a rejection held', () => {
  const repeating = [
    { id: 'often', at: { afterBreach: 'PT0S' }, notify: ['owner' as const], repeat: { every: 'PT3H', times: 9 } },
    { id: 'once', at: { afterBreach: 'PT3H' }, notify: ['owner' as const] },
    { id: 'last', at: { afterBreach: 'PT20H' }, notify: ['owner' as const] },
  ];
  const late = { ...TOTAL_CLOCK, target: 'PT2H' };
  const body = contract({ clocks: [late], escalation: [{ clock: 'total', steps: repeating }] });
  const exhausted = (life: Life) => life.facts('escalation.exhausted').map(({ occurredAt }) => sinceBirth(occurredAt));

  it('goes on with the repetitions that are still ahead, at their own instants, and is exhausted once', () => {
    const life = submit({ body })
      .command(4 * HOUR, REJECT)
      .command(8 * HOUR, RESUBMIT)
      .wait(90 * HOUR);
    const often = life.facts('escalation.triggered').filter(({ data }) => data.stepId === 'often');
    expect(often.map(({ data, occurredAt }) => [data.repetition, sinceBirth(occurredAt) / HOUR])).toEqual([
      [0, 2],
      [3, 11],
      [4, 14],
      [5, 17],
      [6, 20],
      [7, 23],
      [8, 26],
      [9, 29],
    ]);
    expect(told(life, 'total').filter(([id]) => id !== 'often')).toEqual([['last', 22 * HOUR]]);
    expect(exhausted(life)).toEqual([29 * HOUR]);
  });

  it('tells nobody while the handoff is back with its sender', () => {
    const life = submit({ body })
      .command(4 * HOUR, REJECT)
      .wait(60 * HOUR);
    expect(life.facts('escalation.triggered')).toHaveLength(1);
    expect(exhausted(life)).toEqual([]);
  });

  it('of which all has passed by then is exhausted with the resubmission, once', () => {
    const life = submit({ body })
      .command(4 * HOUR, REJECT)
      .command(60 * HOUR, RESUBMIT)
      .command(61 * HOUR, REJECT)
      .command(62 * HOUR, RESUBMIT)
      .wait(90 * HOUR);
    expect(exhausted(life)).toEqual([60 * HOUR]);
  });

  it('that was acknowledged for good is not begun again', () => {
    const life = submit({
      body: contract({ clocks: [late], escalation: [{ clock: 'total', steps: repeating.slice(0, 1) }] }),
    })
      .command(3 * HOUR, { type: 'acknowledge' })
      .command(4 * HOUR, REJECT)
      .command(5 * HOUR, RESUBMIT)
      .wait(60 * HOUR);
    expect(life.facts('escalation.triggered')).toHaveLength(1);
    expect(exhausted(life)).toEqual([]);
  });
});
