import { describe, expect, it } from 'vitest';
import { nextDeadline } from '#domain/handoff/deadlines.ts';
import { decideSubmission } from '#domain/handoff/decide.ts';
import { ACCEPT_CLOCK, COMPLETE_CLOCK, contractBody, termsOf } from '#tests/support/contracts.ts';
import { CALLER, submit } from '#tests/support/handoffs.ts';
import { HOUR, instantAt } from '#tests/support/instants.ts';
import { ANA, directory, QUEUE } from '#tests/support/people.ts';

const body = contractBody({ clocks: [{ ...ACCEPT_CLOCK, warnAt: [0.8, 0.5, 0.8] }, COMPLETE_CLOCK] });

describe('submitting a handoff', () => {
  it('assigns it to the owner that the route names', () => {
    const { state } = submit({ body, to: { ownerId: ANA } });
    expect(state).toMatchObject({ state: 'assigned', holder: { ownerId: ANA, since: instantAt(0) }, attempt: 1 });
  });

  it('lets it wait in the queue that the route names, assigned to nobody', () => {
    const life = submit({ body, to: { queueId: QUEUE } });
    expect(life.state).toMatchObject({ state: 'pending', holder: { queueId: QUEUE, since: instantAt(0) } });
    expect(life.facts('handoff.assigned')).toEqual([]);
  });

  it('never drops it: without a route it is pending, held by nobody, and its clocks run', () => {
    const { state } = submit({ body, to: undefined });
    expect(state.state).toBe('pending');
    expect(state.holder).toEqual({ since: instantAt(0) });
    expect(state.clocks).toHaveLength(1);
  });

  it('says which rule assigned it', () => {
    const route = {
      to: { ownerId: ANA },
      reason: 'rule',
      ruleId: 'enterprise',
      trace: { rules: [], considered: [] },
    } as const;
    const [assigned] = submit({ body, command: { route } }).facts('handoff.assigned');
    expect(assigned?.data).toEqual({ ownerId: ANA, reason: 'rule', ruleId: 'enterprise' });
  });

  it('starts the clocks of submission only, due one target later', () => {
    const { state } = submit({ body });
    expect(state.clocks.map(({ name }) => name)).toEqual(['accept']);
    expect(state.clocks[0]).toMatchObject({ state: 'running', startedAt: instantAt(0), dueAt: instantAt(4 * HOUR) });
  });

  it('plans each warning once, in order, at its share of the target', () => {
    expect(submit({ body }).clock('accept')).toMatchObject({
      warnings: [
        { fraction: 0.5, at: instantAt(2 * HOUR) },
        { fraction: 0.8, at: instantAt(3.2 * HOUR) },
      ],
      warned: [],
    });
  });

  it('arms the earliest of its deadlines', () => {
    expect(nextDeadline(submit({ body }).state)).toBe(instantAt(2 * HOUR));
  });

  it('has no deadline where the contract has no clock', () => {
    expect(nextDeadline(submit({ body: contractBody() }).state)).toBeUndefined();
  });

  it('pins the contract version, and keeps sender, priority and override', () => {
    const sender = { name: 'Priya' };
    const override = { reason: 'Strategic customer' };
    const { state } = submit({ body, command: { sender, override, priority: 'urgent' } });
    expect(state).toMatchObject({ contractVersion: 1, sender, override, priority: 'urgent', packetRevision: 1 });
  });

  it('tells its birth first, by the caller and at the instant of the call', () => {
    const route = { to: { ownerId: ANA }, reason: 'fallback', trace: { rules: [], considered: [] } } as const;
    const facts = decideSubmission(
      {
        type: 'submit',
        handoffId: 'hnd_1',
        subject: { type: 'account', id: 'a' },
        priority: 'low',
        route,
        calendars: {},
      },
      { terms: termsOf(body), directory: directory(), now: instantAt(5), actor: CALLER },
    );
    expect(facts.map(({ type }) => type)).toEqual(['handoff.submitted', 'handoff.assigned', 'clock.started']);
    for (const fact of facts) expect(fact).toMatchObject({ occurredAt: instantAt(5), actor: CALLER });
  });
});
