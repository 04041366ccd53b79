import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { ACCEPT_CLOCK, contractBody, REJECTION_REASONS } from '#tests/support/contracts.ts';
import { ACCEPT, dueAtOf, MISROUTED, misroutedTo, submit } from '#tests/support/handoffs.ts';
import { HOUR, instantAt } from '#tests/support/instants.ts';
import { ANA, BEN, CLEO, QUEUE } from '#tests/support/people.ts';

const FIX_CLOCK = { name: 'fix', start: 'rejected', stop: ['resubmitted'], target: 'PT2H' };
const TO_BEN = misroutedTo({ ownerId: BEN });
const TOTAL_CLOCK = { name: 'total', start: 'submitted', stop: ['completed'], target: 'PT10H' };

function contract(parts: Partial<ContractBodyInput> = {}) {
  return contractBody({
    entryCriteria: [{ id: 'arr_known', expression: 'packet.arr > 0' }],
    rejectionReasons: [...REJECTION_REASONS],
    clocks: [ACCEPT_CLOCK, FIX_CLOCK, TOTAL_CLOCK],
    ...parts,
  });
}

describe('rejecting a handoff that came to the wrong owner', () => {
  it('passes it on to whom routing finds, without returning it to the sender', () => {
    const life = submit({ body: contract() }).command(HOUR, TO_BEN);
    expect(life.state).toMatchObject({ state: 'assigned', holder: { ownerId: BEN, since: instantAt(HOUR) } });
    expect(life.facts('handoff.rejected')[0]?.data).toMatchObject({ class: 'procedural', rerouted: true });
    expect(life.facts('handoff.reassigned')[0]?.data).toEqual({
      from: { ownerId: ANA },
      to: { ownerId: BEN },
      reason: 'procedural rejection',
      cause: 'rejection',
      routing: { reason: 'fallback' },
      misroute: true,
    });
  });

  it('passes it on to a queue, where it waits for a claim', () => {
    const life = submit({ body: contract() }).command(HOUR, misroutedTo({ queueId: QUEUE }));
    expect(life.state).toMatchObject({ state: 'pending', holder: { queueId: QUEUE } });
    expect(life.command(2 * HOUR, { type: 'accept', ownerId: CLEO }).clock('accept').state).toBe('met');
  });

  it('gives the new owner a fresh accept clock; the total goes on', () => {
    const { state } = submit({ body: contract() }).command(HOUR, TO_BEN);
    const clocks = state.clocks.map((clock) => [clock.name, clock.state, dueAtOf(clock)]);
    expect(clocks).toEqual([
      ['accept', 'met', instantAt(4 * HOUR)],
      ['total', 'running', instantAt(10 * HOUR)],
      ['accept', 'running', instantAt(5 * HOUR)],
    ]);
  });

  it("does not start the sender's time to fix it: there is nothing to fix", () => {
    expect(
      submit({ body: contract() })
        .command(HOUR, TO_BEN)
        .state.clocks.map(({ name }) => name),
    ).not.toContain('fix');
  });

  it('lets the clocks that go on escalate as planned', () => {
    const steps = [{ id: 'nudge', at: { elapsed: 0.5 }, notify: ['owner' as const] }];
    const body = contract({ escalation: [{ clock: 'total', steps }] });
    const life = submit({ body })
      .command(HOUR, TO_BEN)
      .command(2 * HOUR, ACCEPT)
      .wait(6 * HOUR);
    expect(life.facts('escalation.triggered').map(({ occurredAt, data }) => [occurredAt, data.recipients])).toEqual([
      [instantAt(5 * HOUR), [BEN]],
    ]);
  });

  it('restarts the escalation of the accept clock with the fresh clock', () => {
    const steps = [{ id: 'nudge', at: { elapsed: 0.5 }, notify: ['owner' as const] }];
    const body = contract({ escalation: [{ clock: 'accept', steps }] });
    const life = submit({ body })
      .command(HOUR, TO_BEN)
      .wait(4 * HOUR);
    expect(life.facts('escalation.triggered').map(({ occurredAt }) => occurredAt)).toEqual([instantAt(3 * HOUR)]);
  });

  it.each([
    ['with an accept clock', [ACCEPT_CLOCK]],
    ['without any clock', []],
    ['with a clock that a rejection does not stop', [{ ...ACCEPT_CLOCK, stop: ['accepted'] }]],
  ])('happens once per attempt, %s: the next one goes back to the sender', (_how, clocks) => {
    const total = { ...TOTAL_CLOCK, target: 'PT2H' };
    const steps = [{ id: 'third', at: { elapsed: 1 }, reassign: { to: { ownerId: CLEO } } }];
    const body = contract({ clocks: [...clocks, total], escalation: [{ clock: 'total', steps }] });
    const life = submit({ body })
      .command(HOUR, TO_BEN)
      .wait(3 * HOUR);
    expect(life.state.holder.ownerId).toBe(CLEO);
    const again = life.command(3 * HOUR, TO_BEN);
    expect(again.state).toMatchObject({ state: 'rejected', rejection: { class: 'procedural' } });
    expect(again.facts('handoff.rejected')[1]?.data.rerouted).toBeUndefined();
  });

  it('goes back to the sender where routing finds nobody, or nobody but the rejecting owner', () => {
    for (const rejection of [MISROUTED, misroutedTo({ ownerId: ANA })]) {
      const rejected = submit({ body: contract() }).command(HOUR, rejection);
      expect(rejected.state.state).toBe('rejected');
      expect(rejected.clock('fix').state).toBe('running');
      expect(rejected.facts('handoff.rejected')[0]?.data).not.toHaveProperty('rerouted');
    }
  });

  it('leaves it with the queue that the next owner was picked from, and tells how they were found', () => {
    const route = { to: { ownerId: BEN }, queueId: QUEUE, reason: 'rule' as const, ruleId: 'enterprise' };
    const life = submit({ body: contract() }).command(HOUR, { ...MISROUTED, route });
    expect(life.state).toMatchObject({
      state: 'assigned',
      holder: { ownerId: BEN, queueId: QUEUE },
      routing: { reason: 'rule', ruleId: 'enterprise' },
    });
  });

  it('lets it wait in a queue in which nobody is available, and not for the rejecting owner', () => {
    const routeAgainAt = instantAt(9 * HOUR);
    const route = { to: { queueId: QUEUE }, reason: 'fallback' as const, waitsIn: QUEUE, routeAgainAt };
    const life = submit({ body: contract() }).command(HOUR, { ...MISROUTED, route });
    expect(life.state).toMatchObject({ state: 'pending', holder: { queueId: QUEUE }, routeAgainAt, takenFrom: [ANA] });
    expect(life.facts('handoff.queued')[0]?.data).toEqual({ queueId: QUEUE, routeAgainAt });
  });
});
