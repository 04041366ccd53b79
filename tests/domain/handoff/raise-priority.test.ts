import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { contractBody, TOTAL_CLOCK } from '#tests/support/contracts.ts';
import { submit } from '#tests/support/handoffs.ts';
import { HOUR, instantAt, sinceBirth } from '#tests/support/instants.ts';

function contract(parts: Partial<ContractBodyInput>) {
  return contractBody({
    clocks: [
      { ...TOTAL_CLOCK, targets: { urgent: 'PT5H' } },
      { name: 'touch', start: 'submitted', stop: ['first_touch'], target: 'PT8H' },
    ],
    ...parts,
  });
}

describe('an escalation step that raises the priority', () => {
  const raise = { id: 'raise', at: { elapsed: 0.5 }, notify: ['owner' as const], raisePriority: 'urgent' as const };

  it('gives the clocks the targets of that priority from its own instant on, however late that is noticed', () => {
    const life = submit({ body: contract({ escalation: [{ clock: 'touch', steps: [raise] }] }) }).wait(4.5 * HOUR);
    expect(life.clock('total')).toMatchObject({ target: 'PT5H', dueAt: instantAt(5 * HOUR) });
    expect(life.facts('clock.retargeted')).toMatchObject([
      { occurredAt: instantAt(4 * HOUR), detectedAt: instantAt(4.5 * HOUR), data: { cause: 'priority' } },
    ]);
  });

  it('of the clock that it belongs to fires once, and repeats as often as it says', () => {
    const repeated = { ...raise, repeat: { every: 'PT1H', times: 2 } };
    const life = submit({ body: contract({ escalation: [{ clock: 'total', steps: [repeated] }] }) }).wait(9 * HOUR);
    const told = life
      .facts('escalation.triggered')
      .map(({ data, occurredAt }) => [data.repetition, sinceBirth(occurredAt)]);
    expect(told).toEqual([
      [0, 5 * HOUR],
      [1, 6 * HOUR],
      [2, 7 * HOUR],
    ]);
  });
});
