import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { ACCEPT_CLOCK, contractBody, FIX_CLOCK, REJECTION_REASONS, TOTAL_CLOCK } from '#tests/support/contracts.ts';
import { CANCEL, type Life, misroutedTo, REJECT, RESUBMIT, submit } from '#tests/support/handoffs.ts';
import { HOUR } from '#tests/support/instants.ts';
import { ANA, BEN, CLEO, MAY } from '#tests/support/people.ts';
import { refusalOf } from '#tests/support/refusal.ts';

function contract(parts: Partial<ContractBodyInput> = {}) {
  return contractBody({
    rejectionReasons: [...REJECTION_REASONS],
    clocks: [ACCEPT_CLOCK, FIX_CLOCK, TOTAL_CLOCK],
    ...parts,
  });
}

/** Rejected `times` times, an hour apart, with a resubmission between two rejections. */
function rejected(times: number, life: Life): Life {
  let current = life.command(HOUR, REJECT);
  for (let attempt = 2; attempt <= times; attempt += 1) {
    current = current.command((attempt - 0.5) * HOUR, RESUBMIT).command(attempt * HOUR, REJECT);
  }
  return current;
}

describe('the last rejection', () => {
  it('comes after three attempts where the contract says nothing', () => {
    const twice = rejected(2, submit({ body: contract() }));
    expect(twice.facts('handoff.escalated')).toEqual([]);
    expect(rejected(3, submit({ body: contract() })).facts('handoff.escalated')).toHaveLength(1);
  });

  it('escalates to both sides: the owners on each, with their managers', () => {
    const life = submit({ body: contract({ maxAttempts: 1 }), command: { sender: { ownerId: CLEO } } });
    expect(
      life
        .command(HOUR, REJECT)
        .facts('handoff.escalated')
        .map(({ data }) => data),
    ).toEqual([{ cause: 'max_attempts', recipients: [CLEO, ANA, MAY] }]);
  });

  it('tells the receiving side alone where the sender is nobody that Baton knows', () => {
    const life = submit({ body: contract({ maxAttempts: 1 }), command: { sender: { name: 'Priya' } } });
    expect(life.command(HOUR, REJECT).facts('handoff.escalated')[0]?.data.recipients).toEqual([ANA, MAY]);
  });

  it('allows no further attempt, and says what it allows', () => {
    const last = rejected(3, submit({ body: contract() }));
    const refusal = refusalOf(() => last.command(4 * HOUR, RESUBMIT));
    expect(refusal.code).toBe('illegal_transition');
    expect(refusal.extensions).toMatchObject({ state: 'rejected' });
    expect(refusal.extensions['allowed']).not.toContain('resubmit');
    expect(last.command(4 * HOUR, CANCEL).state.state).toBe('cancelled');
  });

  it('still meets the accept clock, and starts nothing: there is nothing left to fix', () => {
    const last = submit({ body: contract({ maxAttempts: 1 }) }).command(HOUR, REJECT);
    expect(last.state.clocks.map(({ name, state }) => [name, state])).toEqual([
      ['accept', 'met'],
      ['total', 'running'],
    ]);
  });

  it('is none where it came to the wrong owner and can go on to the right one', () => {
    const body = contract({ maxAttempts: 1 });
    const moved = submit({ body }).command(HOUR, misroutedTo({ ownerId: BEN }));
    expect(moved.facts('handoff.escalated')).toEqual([]);
    expect(moved.state).toMatchObject({ state: 'assigned', holder: { ownerId: BEN }, attempt: 1 });
  });
});
