import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { contractBody, FIX_CLOCK, REJECTION_REASONS, TOTAL_CLOCK, termsOf } from '#tests/support/contracts.ts';
import { type Life, REJECT, RESUBMIT, submit } from '#tests/support/handoffs.ts';
import { HOUR, sinceBirth } from '#tests/support/instants.ts';
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

  it('is not begun by a migration while the handoff is back with its sender', () => {
    const to = { ...termsOf(escalating), contractVersion: 2 };
    const rejected = submit({ body: contract() }).command(2 * HOUR, REJECT);
    const migrated = rejected.command(3 * HOUR, { type: 'migrate', to, calendars: {} });
    expect(migrated.facts('handoff.migrated')).toHaveLength(1);
    expect(migrated.state.escalations).toEqual([]);
  });
});
