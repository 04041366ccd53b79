import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { ACCEPT_CLOCK, type ClockInput, contractBody } from '#tests/support/contracts.ts';
import { ACCEPT, COMPLETE, submit } from '#tests/support/handoffs.ts';
import { HOUR, instantAt } from '#tests/support/instants.ts';
import { ANA, BEN, CLEO, directory, OTHER_QUEUE, QUEUE } from '#tests/support/people.ts';

type Step = NonNullable<ContractBodyInput['escalation']>[number]['steps'][number];

const TOTAL_CLOCK: ClockInput = { name: 'total', start: 'submitted', stop: ['completed'], target: 'PT8H' };

function contract(steps: Step[], parts: Partial<ContractBodyInput> = {}) {
  return contractBody({
    routing: { fallback: { ownerId: BEN } },
    clocks: [ACCEPT_CLOCK, TOTAL_CLOCK],
    escalation: [{ clock: 'accept', steps }],
    ...parts,
  });
}

describe('an escalation step that reassigns', () => {
  const step: Step = { id: 'hand_over', at: { afterBreach: 'PT1H' }, notify: ['owner'], reassign: { to: 'fallback' } };

  it('gives the handoff to the fallback owner; the breached clock goes on', () => {
    const life = submit({ body: contract([step]) }).wait(6 * HOUR);
    expect(life.state).toMatchObject({ state: 'assigned', holder: { ownerId: BEN, since: instantAt(5 * HOUR) } });
    expect(life.facts('handoff.reassigned')[0]?.data).toEqual({
      from: { ownerId: ANA },
      to: { ownerId: BEN },
      reason: 'escalation step hand_over of clock accept',
      cause: 'escalation',
      routing: { reason: 'escalation' },
    });
    expect(life.clock('accept')).toMatchObject({ state: 'breached_open', startedAt: instantAt(0) });
    expect(life.facts('clock.started')).toHaveLength(2);
  });

  it('tells the owner that it is taken from', () => {
    const life = submit({ body: contract([step]) }).wait(6 * HOUR);
    expect(life.facts('escalation.triggered')[0]?.data).toMatchObject({
      recipients: [ANA],
      reassignedTo: { ownerId: BEN },
    });
  });

  it('leaves it where it is when the fallback is inactive, unknown, not there, or holds it already', () => {
    const unknown = { ownerId: 'own_0000000000000000000000000Z' };
    const lives = [
      submit({ body: contract([step]), directory: directory({ away: [BEN] }) }),
      submit({ body: contract([step], { routing: { fallback: unknown } }) }),
      submit({ body: contract([step], { routing: {} }) }),
      submit({ body: contract([step], { routing: { fallback: { ownerId: ANA } } }) }),
    ];
    for (const life of lives.map((each) => each.wait(6 * HOUR))) {
      expect(life.state).toMatchObject({ state: 'assigned', holder: { ownerId: ANA } });
      expect(life.facts('escalation.triggered')).toHaveLength(1);
      expect(life.facts('handoff.reassigned')).toEqual([]);
    }
  });

  it.each([
    ['the contract has no fallback', contract([step], { routing: {} }), directory(), 'no_fallback'],
    ['the fallback is not active', contract([step]), directory({ away: [BEN] }), 'nobody_available'],
    [
      'neither the named owner nor the fallback is active',
      contract([{ ...step, reassign: { to: { ownerId: CLEO } } }]),
      directory({ away: [BEN, CLEO] }),
      'nobody_available',
    ],
  ] as const)('says that it could not hand over where %s', (_what, body, people, reassignFailed) => {
    const [triggered] = submit({ body, directory: people })
      .wait(6 * HOUR)
      .facts('escalation.triggered');
    expect(triggered?.data).toMatchObject({ recipients: [ANA], reassignFailed });
    expect(triggered?.data).not.toHaveProperty('reassignedTo');
  });

  it('says of no failure where it handed over, or where they have it already', () => {
    const bodies = [contract([step]), contract([step], { routing: { fallback: { ownerId: ANA } } })];
    for (const body of bodies) {
      const [triggered] = submit({ body })
        .wait(6 * HOUR)
        .facts('escalation.triggered');
      expect(triggered?.data).not.toHaveProperty('reassignFailed');
    }
  });

  it('can give it to a queue, from which somebody else claims it', () => {
    const body = contract([{ ...step, reassign: { to: { queueId: QUEUE } } }]);
    const life = submit({ body }).wait(6 * HOUR);
    expect(life.state).toMatchObject({ state: 'pending', holder: { queueId: QUEUE } });
    expect(life.command(7 * HOUR, { type: 'accept', ownerId: CLEO }).state.holder.ownerId).toBe(CLEO);
  });

  it.each([
    ['a queue that is gone', { queueId: QUEUE }],
    ['an owner who is not active', { ownerId: CLEO }],
  ])('to %s goes on to the fallback', (_whom, to) => {
    const body = contract([{ ...step, reassign: { to } }]);
    const life = submit({ body, directory: directory({ gone: [QUEUE], away: [CLEO] }) }).wait(6 * HOUR);
    expect(life.state).toMatchObject({ state: 'assigned', holder: { ownerId: BEN, since: instantAt(5 * HOUR) } });
    expect(life.facts('escalation.triggered')[0]?.data.reassignedTo).toEqual({ ownerId: BEN });
    expect(life.facts('handoff.reassigned')[0]?.data.to).toEqual({ ownerId: BEN });
  });

  it.each([
    ['that is gone too', { queueId: OTHER_QUEUE }],
    ['who is not active', { ownerId: BEN }],
    ['who has it already', { ownerId: ANA }],
    ['that is not there', undefined],
  ])('to a queue that is gone, with a fallback %s, tells people and moves nothing', (_fallback, fallback) => {
    const routing = fallback === undefined ? {} : { fallback };
    const body = contract([{ ...step, reassign: { to: { queueId: QUEUE } } }], { routing });
    const people = directory({ gone: [QUEUE, OTHER_QUEUE], away: [BEN] });
    const life = submit({ body, directory: people }).wait(6 * HOUR);
    expect(life.state).toMatchObject({ state: 'assigned', holder: { ownerId: ANA, since: instantAt(0) } });
    expect(life.facts('escalation.triggered').map(({ data }) => data.recipients)).toEqual([[ANA]]);
    expect(life.facts('escalation.triggered')[0]?.data).not.toHaveProperty('reassignedTo');
    expect(life.facts('handoff.reassigned')).toEqual([]);
  });

  it('takes it out of a queue that has gone from under it', () => {
    const body = contract([{ ...step, reassign: { to: { queueId: QUEUE } } }]);
    const life = submit({ body, to: { queueId: QUEUE }, directory: directory({ gone: [QUEUE] }) }).wait(6 * HOUR);
    expect(life.state).toMatchObject({ state: 'assigned', holder: { ownerId: BEN } });
  });

  it('to the queue in which it waits leaves it there', () => {
    const body = contract([{ ...step, reassign: { to: { queueId: QUEUE } } }]);
    const life = submit({ body, to: { queueId: QUEUE } }).wait(6 * HOUR);
    expect(life.state).toMatchObject({ state: 'pending', holder: { queueId: QUEUE, since: instantAt(0) } });
    expect(life.facts('handoff.reassigned')).toEqual([]);
  });

  it('after acceptance asks the new owner to accept again, and the clocks of acceptance go on', () => {
    const clocks: ClockInput[] = [{ name: 'work', start: 'accepted', stop: ['completed'], target: 'PT2H' }];
    const body = contract([], { clocks, escalation: [{ clock: 'work', steps: [step] }] });
    const late = submit({ body })
      .command(HOUR, ACCEPT)
      .wait(5 * HOUR);
    expect(late.state).toMatchObject({ state: 'assigned', holder: { ownerId: BEN } });
    expect(late.state).not.toHaveProperty('acceptedAt');
    const again = late.command(5 * HOUR, ACCEPT);
    expect(again.state).toMatchObject({ state: 'accepted', holder: { ownerId: BEN } });
    expect(again.state.clocks).toHaveLength(1);
    expect(again.command(6 * HOUR, COMPLETE).clock('work').state).toBe('breached_closed');
  });
});
