import { describe, expect, it } from 'vitest';
import { contractBody } from '#tests/support/contracts.ts';
import { ACCEPT, CANCEL, submit } from '#tests/support/handoffs.ts';
import { QUEUE } from '#tests/support/people.ts';
import { refusalOf } from '#tests/support/refusal.ts';

const body = contractBody({
  milestones: ['first_meeting'],
  clocks: [
    { name: 'touch', start: 'submitted', stop: ['first_touch'], target: 'PT60S' },
    { name: 'meeting', start: 'first_touch', stop: ['first_meeting'], target: 'PT100S' },
  ],
});
const touch = { type: 'milestone', name: 'first_touch' } as const;

describe('a milestone', () => {
  it('stops the clocks that wait for it, and starts those that begin with it', () => {
    const life = submit({ body }).command(10, touch);
    expect(life.clock('touch')).toMatchObject({ state: 'met', elapsedSeconds: 10 });
    expect(life.clock('meeting').state).toBe('running');
    expect(life.command(50, { type: 'milestone', name: 'first_meeting' }).clock('meeting')).toMatchObject({
      state: 'met',
      elapsedSeconds: 40,
    });
  });

  it('is late after the due instant, like anything else that stops a clock', () => {
    expect(submit({ body }).command(61, touch).clock('touch').state).toBe('breached_closed');
  });

  it('does not change whom the handoff is with, or its state', () => {
    const before = submit({ body });
    const after = before.command(10, touch);
    expect(after.state).toMatchObject({ state: before.state.state, holder: before.state.holder });
    expect(after.state.milestones.map(({ name }) => name)).toEqual(['first_touch']);
  });

  it('is reached once', () => {
    const life = submit({ body }).command(10, touch);
    expect(refusalOf(() => life.command(20, touch)).code).toBe('conflict');
  });

  it('must be first_touch or one that the contract declares', () => {
    const refusal = refusalOf(() => submit({ body }).command(10, { type: 'milestone', name: 'first_value' }));
    expect(refusal.violations).toMatchObject([{ pointer: '/name', code: 'unknown_milestone' }]);
  });

  it.each([
    ['nobody has it yet', () => submit({ body, to: { queueId: QUEUE } })],
    ['it was called off', () => submit({ body }).command(5, CANCEL)],
  ])('is refused while %s', (_why, life) => {
    expect(refusalOf(() => life().command(10, touch)).code).toBe('illegal_transition');
  });

  it('survives acceptance', () => {
    const life = submit({ body }).command(10, touch).command(20, ACCEPT);
    expect(life.state).toMatchObject({ state: 'accepted', milestones: [{ name: 'first_touch' }] });
  });
});
