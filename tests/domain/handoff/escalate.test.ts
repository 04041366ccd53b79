import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { nextDeadline } from '#domain/handoff/deadlines.ts';
import { ACCEPT_CLOCK, type ClockInput, contractBody } from '#tests/support/contracts.ts';
import { ACCEPT, CANCEL, COMPLETE, dueAtOf, type Life, submit } from '#tests/support/handoffs.ts';
import { HOUR, instantAt, MINUTE, sinceBirth } from '#tests/support/instants.ts';
import { ANA, BEN, CLEO, MAY, QUEUE } from '#tests/support/people.ts';
import { PULSE, PULSE_CALENDAR } from '#tests/support/pulse.ts';

type Step = NonNullable<ContractBodyInput['escalation']>[number]['steps'][number];

const TOTAL_CLOCK: ClockInput = { name: 'total', start: 'submitted', stop: ['completed'], target: 'PT8H' };

/** Steps that tell the owner, where they do not say what else they do. */
function telling(steps: Step[]): Step[] {
  return steps.map((step) => ({ notify: ['owner'], ...step }));
}

function contract(steps: Step[], parts: Partial<ContractBodyInput> = {}) {
  return contractBody({
    routing: { fallback: { ownerId: BEN } },
    clocks: [ACCEPT_CLOCK, TOTAL_CLOCK],
    escalation: [{ clock: 'accept', steps: telling(steps) }],
    ...parts,
  });
}

function firings(life: Life): [string, number][] {
  return life.facts('escalation.triggered').map(({ occurredAt, data }) => [data.stepId, sinceBirth(occurredAt)]);
}

describe('an escalation path', () => {
  it('fires before the breach, at it, and after it, each step at its own instant', () => {
    const body = contract([
      { id: 'after', at: { afterBreach: 'PT30M' } },
      { id: 'at', at: { afterBreach: 'PT0S' } },
      { id: 'full', at: { elapsed: 1 } },
      { id: 'nudge', at: { elapsed: 0.75 } },
    ]);
    expect(firings(submit({ body }).wait(5 * HOUR))).toEqual([
      ['nudge', 3 * HOUR],
      ['at', 4 * HOUR],
      ['full', 4 * HOUR],
      ['after', 4.5 * HOUR],
    ]);
  });

  it('comes after the warning of the same instant', () => {
    const clocks = [{ ...ACCEPT_CLOCK, warnAt: [0.5] }];
    const life = submit({ body: contract([{ id: 'nudge', at: { elapsed: 0.5 } }], { clocks }) }).wait(3 * HOUR);
    const types = life.events.map(({ type }) => type);
    expect(types.slice(3, 5)).toEqual(['clock.warned', 'escalation.triggered']);
  });

  it('tells the breach before the steps that follow from it', () => {
    const body = contract([{ id: 'at', at: { afterBreach: 'PT0S' } }]);
    const types = submit({ body })
      .wait(5 * HOUR)
      .events.map(({ type }) => type);
    expect(types.slice(-3, -1)).toEqual(['clock.breached', 'escalation.triggered']);
  });

  it('does not fire the steps of a breach at the due instant, when it can still be met', () => {
    const body = contract([{ id: 'at', at: { elapsed: 1 } }]);
    expect(
      firings(
        submit({ body })
          .command(4 * HOUR, ACCEPT)
          .wait(5 * HOUR),
      ),
    ).toEqual([]);
  });

  it('repeats a step as often as it says, and no more', () => {
    const body = contract([{ id: 'page', at: { afterBreach: 'PT0S' }, repeat: { every: 'PT10M', times: 3 } }]);
    const life = submit({ body }).wait(24 * HOUR);
    expect(firings(life).map(([, at]) => (at - 4 * HOUR) / MINUTE)).toEqual([0, 10, 20, 30]);
    expect(life.facts('escalation.triggered').map(({ data }) => data.repetition)).toEqual([0, 1, 2, 3]);
  });

  it('counts a working delay, and its repeats, in working time', () => {
    const at = { afterBreach: 'PT30S', working: true };
    const body = contract([{ id: 'page', at, repeat: { every: 'PT20S', times: 1 } }], {
      clocks: [{ ...ACCEPT_CLOCK, target: 'PT20S', calendarId: PULSE_CALENDAR }],
    });
    const life = submit({ body, calendars: { [PULSE_CALENDAR]: PULSE } }).wait(HOUR);
    expect(dueAtOf(life.clock('accept'))).toBe(instantAt(20));
    expect(firings(life)).toEqual([
      ['page', 2 * MINUTE + 10],
      ['page', 3 * MINUTE + 10],
    ]);
  });

  it('tells owner, manager, queue, sender and named owners, each once, as they are when it fires', () => {
    const notify: Step['notify'] = ['owner', 'manager', 'queue', 'sender', { ownerId: CLEO }, { ownerId: ANA }];
    const body = contract([{ id: 'all', at: { afterBreach: 'PT0S' }, notify }]);
    const command = { sender: { ownerId: CLEO } };
    expect(
      submit({ body, command })
        .wait(5 * HOUR)
        .facts('escalation.triggered')[0]?.data.recipients,
    ).toEqual([ANA, MAY, CLEO]);
    const queued = submit({ body, to: { queueId: QUEUE } }).wait(5 * HOUR);
    expect(queued.facts('escalation.triggered')[0]?.data.recipients).toEqual([QUEUE, CLEO, ANA]);
  });

  it('raises the priority to at least what it says, and never lowers it', () => {
    const body = contract([{ id: 'raise', at: { afterBreach: 'PT0S' }, raisePriority: 'high', notify: ['owner'] }]);
    const raised = submit({ body }).wait(5 * HOUR);
    expect(raised.state.priority).toBe('high');
    expect(raised.facts('escalation.triggered')[0]?.data.raisedTo).toBe('high');
    const high = submit({ body, command: { priority: 'high' } }).wait(5 * HOUR);
    expect(high.facts('escalation.triggered')[0]?.data).not.toHaveProperty('raisedTo');
    const urgent = submit({ body, command: { priority: 'urgent' } }).wait(5 * HOUR);
    expect(urgent.state.priority).toBe('urgent');
    expect(urgent.facts('escalation.triggered')[0]?.data).not.toHaveProperty('raisedTo');
  });
});

describe('what stops escalation', () => {
  const path: Step[] = [
    { id: 'early', at: { elapsed: 0.75 } },
    { id: 'late', at: { afterBreach: 'PT1H' }, repeat: { every: 'PT1H', times: 2 } },
  ];
  const body = contract([], {
    escalation: [
      { clock: 'accept', steps: telling(path) },
      { clock: 'total', steps: telling(path) },
    ],
  });

  it('is acceptance for the accept clock only; the others escalate on', () => {
    const life = submit({ body })
      .command(5.5 * HOUR, ACCEPT)
      .wait(48 * HOUR);
    const fired = life.facts('escalation.triggered').map(({ data }) => `${data.clock}.${data.stepId}`);
    expect(fired.filter((step) => step.startsWith('accept'))).toEqual(['accept.early', 'accept.late']);
    expect(fired.filter((step) => step.startsWith('total'))).toEqual(['total.early', ...Array(3).fill('total.late')]);
  });

  it.each([
    ['cancellation', (life: Life) => life.command(5.5 * HOUR, CANCEL)],
    ['completion', (life: Life) => life.command(5.5 * HOUR, ACCEPT).command(5.5 * HOUR, COMPLETE)],
  ])('is %s for every clock', (_what, end) => {
    const ended = end(submit({ body }));
    expect(ended.state.escalations).toEqual([]);
    expect(nextDeadline(ended.state)).toBeUndefined();
    expect(ended.wait(48 * HOUR).events).toEqual(ended.events);
  });
});
