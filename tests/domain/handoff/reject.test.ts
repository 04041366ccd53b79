import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { nextDeadline } from '#domain/handoff/deadlines.ts';
import { ACCEPT_CLOCK, contractBody, REJECTION_REASONS } from '#tests/support/contracts.ts';
import { ACCEPT, REJECT, submit } from '#tests/support/handoffs.ts';
import { HOUR, instantAt } from '#tests/support/instants.ts';
import { BEN, CLEO, QUEUE } from '#tests/support/people.ts';
import { refusalOf } from '#tests/support/refusal.ts';

const FIX_CLOCK = { name: 'fix', start: 'rejected', stop: ['resubmitted'], target: 'PT2H' };
const TOTAL_CLOCK = { name: 'total', start: 'submitted', stop: ['completed'], target: 'PT10H' };

function contract(parts: Partial<ContractBodyInput> = {}) {
  return contractBody({
    entryCriteria: [{ id: 'arr_known', expression: 'packet.arr > 0' }],
    rejectionReasons: [...REJECTION_REASONS],
    routing: { fallback: { ownerId: BEN } },
    clocks: [ACCEPT_CLOCK, FIX_CLOCK, TOTAL_CLOCK],
    ...parts,
  });
}

describe('rejecting a handoff', () => {
  it('in time meets the accept clock: nobody is pushed into a false accept', () => {
    expect(submit({ body: contract() }).command(HOUR, REJECT).clock('accept')).toMatchObject({
      state: 'met',
      stoppedAt: instantAt(HOUR),
    });
  });

  it('late leaves the breach standing', () => {
    expect(
      submit({ body: contract() })
        .command(5 * HOUR, REJECT)
        .clock('accept').state,
    ).toBe('breached_closed');
  });

  it('gives it back to the sender with what is at fault, held by nobody on the receiving side', () => {
    const rejection = {
      ...REJECT,
      reason: 'not_a_customer',
      criteria: ['arr_known'],
      fields: [],
      note: 'See CRM',
    } as const;
    expect(submit({ body: contract() }).command(HOUR, rejection).state).toMatchObject({
      state: 'rejected',
      holder: { since: instantAt(HOUR) },
      rejection: {
        reason: 'not_a_customer',
        class: 'definitional',
        criteria: ['arr_known'],
        fields: [],
        note: 'See CRM',
      },
    });
  });

  it("starts the sender's time to fix it", () => {
    expect(submit({ body: contract() }).command(HOUR, REJECT).clock('fix')).toMatchObject({
      state: 'running',
      dueAt: instantAt(3 * HOUR),
    });
  });

  it('for an unknown reason and criteria is refused with all of them at once', () => {
    const rejection = { type: 'reject', reason: 'mood', criteria: ['arr_known', 'a', 'b'], fields: [] } as const;
    const { code, violations } = refusalOf(() => submit({ body: contract() }).command(HOUR, rejection));
    expect(code).toBe('validation_failed');
    expect(violations.map((violation) => [violation.pointer, violation.code])).toEqual([
      ['/reason', 'unknown_reason'],
      ['/criteria/1', 'unknown_criterion'],
      ['/criteria/2', 'unknown_criterion'],
    ]);
    expect(violations[0]?.message).toContain('wrong_team, missing_goals, not_a_customer');
  });

  it.each(['missing_goals', 'not_a_customer'])('for %s must name a failing criterion or a field', (reason) => {
    const rejection = { type: 'reject', reason, criteria: [], fields: [] } as const;
    const refusal = refusalOf(() => submit({ body: contract() }).command(HOUR, rejection));
    expect(refusal.violations.map(({ pointer, code }) => [pointer, code])).toEqual([['/fields', 'required']]);
  });

  it('is for the assigned owner only: not from a queue, not after acceptance, not twice', () => {
    const body = contract();
    const queued = submit({ body, to: { queueId: QUEUE } });
    expect(refusalOf(() => queued.command(1, REJECT)).extensions).toMatchObject({ state: 'pending' });
    const accepted = submit({ body }).command(1, ACCEPT);
    expect(refusalOf(() => accepted.command(2, REJECT)).extensions).toMatchObject({ state: 'accepted' });
    const rejected = submit({ body }).command(1, REJECT);
    expect(refusalOf(() => rejected.command(2, REJECT)).extensions).toMatchObject({ state: 'rejected' });
  });
});

describe('escalation while a rejected handoff is with its sender', () => {
  const steps = [
    { id: 'before', at: { elapsed: 0.9 }, notify: ['owner' as const] },
    { id: 'late', at: { afterBreach: 'PT0S' }, notify: ['owner' as const] },
  ];

  it('is stopped for the clocks that the rejection found running, also when they breach later', () => {
    const body = contract({ escalation: [{ clock: 'total', steps }] });
    const life = submit({ body })
      .command(HOUR, REJECT)
      .wait(20 * HOUR);
    expect(life.clock('total')).toMatchObject({ state: 'breached_open', breachedAt: instantAt(10 * HOUR) });
    expect(life.facts('escalation.triggered')).toEqual([]);
    expect(nextDeadline(life.state)).toBeUndefined();
  });

  it("goes on for the sender's own clock", () => {
    const sent = steps.map((step) => ({ ...step, notify: ['sender' as const] }));
    const body = contract({ escalation: [{ clock: 'fix', steps: sent }] });
    const life = submit({ body, command: { sender: { ownerId: CLEO } } })
      .command(HOUR, REJECT)
      .wait(4 * HOUR);
    expect(life.facts('escalation.triggered').map(({ data }) => [data.stepId, data.recipients])).toEqual([
      ['before', [CLEO]],
      ['late', [CLEO]],
    ]);
  });
});
