import { describe, expect, it } from 'vitest';
import type { AcknowledgeCommand } from '#domain/handoff/commands.ts';
import { ACCEPT_CLOCK, contractBody, TOTAL_CLOCK } from '#tests/support/contracts.ts';
import { ACCEPT, CANCEL, type Life, submit } from '#tests/support/handoffs.ts';
import { HOUR, instantAt, MINUTE } from '#tests/support/instants.ts';
import { BEN, CLEO, directory } from '#tests/support/people.ts';
import { refusalOf } from '#tests/support/refusal.ts';

const notify: 'owner'[] = ['owner'];
const repeat = { every: 'PT1H', times: 9 };
const body = contractBody({
  clocks: [ACCEPT_CLOCK, TOTAL_CLOCK],
  escalation: [
    { clock: 'accept', steps: [{ id: 'lead', at: { afterBreach: 'PT0S' }, notify, repeat, ackTimeout: 'PT3H' }] },
    {
      clock: 'total',
      steps: [
        { id: 'early', at: { elapsed: 0.1 }, notify },
        { id: 'nudge', at: { elapsed: 0.5 }, notify, repeat },
      ],
    },
  ],
});

function acknowledge(life: Life, seconds: number, which: Omit<AcknowledgeCommand, 'type'> = {}): Life {
  return life.command(seconds, { type: 'acknowledge', ...which });
}

/** Five and a half hours after birth: `lead` fired last, at five hours, just after `nudge`. */
const late = submit({ body, directory: directory({ away: [CLEO] }) }).wait(5.5 * HOUR);
const acknowledged = (life: Life) => life.facts('escalation.acknowledged').map(({ data }) => data);

describe('acknowledging an escalation', () => {
  it('is about the step that fired last, or about the clock or the step that is named', () => {
    const accept = { clock: 'accept', attempt: 1 };
    const total = { clock: 'total', attempt: 1 };
    const last = late.facts('escalation.triggered').at(-1)?.data;
    expect(acknowledged(acknowledge(late, 5.5 * HOUR))).toMatchObject([{ clock: last?.clock, stepId: last?.stepId }]);
    const until = instantAt(8.5 * HOUR);
    expect(acknowledged(acknowledge(late, 5.5 * HOUR, { clock: 'accept' }))).toEqual([
      { ...accept, stepId: 'lead', until },
    ]);
    expect(acknowledged(acknowledge(late, 5.5 * HOUR, { clock: 'total' }))).toEqual([{ ...total, stepId: 'nudge' }]);
    expect(acknowledged(acknowledge(late, 5.5 * HOUR, { stepId: 'early' }))).toEqual([{ ...total, stepId: 'early' }]);
  });

  it('keeps who sees to it, and the note', () => {
    const said = { ownerId: BEN, note: 'On it after this call.' };
    expect(acknowledged(acknowledge(late, 5.5 * HOUR, said))).toMatchObject([said]);
  });

  it('goes through the steps that repeat, the latest first, until none is left', () => {
    const once = acknowledge(late, 5.5 * HOUR);
    const twice = acknowledge(once, 5.5 * HOUR);
    expect(new Set(acknowledged(twice).map(({ stepId }) => stepId))).toEqual(new Set(['lead', 'nudge']));
    expect(refusalOf(() => acknowledge(twice, 5.5 * HOUR))).toMatchObject({ code: 'conflict' });
  });

  it('plans the next repetition for the end of the time-out, and none without a time-out', () => {
    const life = acknowledge(acknowledge(late, 5.5 * HOUR), 5.5 * HOUR);
    expect(life.state.escalations).toEqual([
      { clock: 'accept', attempt: 1, stepId: 'lead', repetition: 2, at: instantAt(8.5 * HOUR) },
    ]);
  });

  it('is refused where nothing has fired, and where it has been given already', () => {
    const fresh = submit({ body });
    expect(refusalOf(() => acknowledge(fresh, 30 * MINUTE))).toMatchObject({
      code: 'conflict',
      extensions: { state: 'assigned' },
    });
    const once = acknowledge(late, 5.5 * HOUR, { stepId: 'lead' });
    expect(refusalOf(() => acknowledge(once, 6 * HOUR, { stepId: 'lead' }))).toMatchObject({ code: 'conflict' });
  });

  it('is refused for a step that is still to come, with those that have fired and wait for it', () => {
    const early = submit({ body }).wait(2 * HOUR);
    const refusal = refusalOf(() => acknowledge(early, 2 * HOUR, { stepId: 'nudge' }));
    expect(refusal).toMatchObject({
      code: 'conflict',
      extensions: { steps: [{ clock: 'total', stepId: 'early' }] },
    });
    expect(refusal.message).toBe(
      'The step nudge has not fired, or its clock is no longer open. To be acknowledged: early of the clock total.',
    );
    const seen = acknowledge(early, 2 * HOUR);
    expect(refusalOf(() => acknowledge(seen, 2 * HOUR, { clock: 'accept' })).message).toBe(
      'No escalation step of the clock accept has fired, or it is no longer open.',
    );
    expect(refusalOf(() => acknowledge(seen, 2 * HOUR)).message).toBe(
      'The step early of the clock total is acknowledged already.',
    );
  });

  it('is refused once the clock is over, and once the handoff is', () => {
    const accepted = late.command(5.5 * HOUR, ACCEPT);
    expect(refusalOf(() => acknowledge(accepted, 5.5 * HOUR, { clock: 'accept' }))).toMatchObject({ code: 'conflict' });
    expect(refusalOf(() => acknowledge(late.command(5.5 * HOUR, CANCEL), 5.5 * HOUR))).toMatchObject({
      code: 'illegal_transition',
    });
  });

  it('says everything that is unknown of it at once', () => {
    const { violations } = refusalOf(() => acknowledge(late, 5.5 * HOUR, { stepId: 'x', ownerId: CLEO }));
    expect(violations.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/stepId unknown_step',
      '/ownerId unknown_owner',
    ]);
    expect(refusalOf(() => acknowledge(late, 5.5 * HOUR, { clock: 'x' })).violations).toMatchObject([
      { pointer: '/clock', code: 'unknown_clock' },
    ]);
    expect(
      refusalOf(() => acknowledge(late, 5.5 * HOUR, { clock: 'accept', stepId: 'nudge' })).violations,
    ).toMatchObject([{ pointer: '/stepId', code: 'unknown_step' }]);
  });
});
