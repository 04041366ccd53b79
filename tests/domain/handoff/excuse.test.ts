import { describe, expect, it } from 'vitest';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { ACCEPT_CLOCK, contractBody, REJECTION_REASONS } from '#tests/support/contracts.ts';
import { ACCEPT, CANCEL, REJECT, RESUBMIT, reassignTo, submit } from '#tests/support/handoffs.ts';
import { HOUR, instantAt } from '#tests/support/instants.ts';
import { BEN } from '#tests/support/people.ts';
import { refusalOf } from '#tests/support/refusal.ts';

const body = contractBody({ rejectionReasons: [...REJECTION_REASONS], clocks: [ACCEPT_CLOCK] });

function excuse(parts: { attempt?: number; clock?: string } = {}): HandoffCommand {
  return { type: 'excuse', clock: 'accept', reason: 'The CRM was down', ...parts };
}

describe('an excuse', () => {
  it('is an overlay: the breach stands as it was, open or closed', () => {
    const late = submit({ body }).wait(5 * HOUR);
    const { excused, ...rest } = late.command(5 * HOUR, excuse()).clock('accept');
    expect(excused).toEqual({ reason: 'The CRM was down', at: instantAt(5 * HOUR) });
    expect(rest).toEqual(late.clock('accept'));
    const closed = submit({ body })
      .command(5 * HOUR, ACCEPT)
      .command(6 * HOUR, excuse())
      .clock('accept');
    expect(closed).toMatchObject({
      state: 'breached_closed',
      breachedAt: instantAt(4 * HOUR),
      excused: { at: instantAt(6 * HOUR) },
    });
  });

  it('given while the clock is open stays with it when it is closed', () => {
    const closed = submit({ body })
      .command(5 * HOUR, excuse())
      .command(6 * HOUR, ACCEPT)
      .clock('accept');
    expect(closed).toMatchObject({ state: 'breached_closed', excused: { at: instantAt(5 * HOUR) } });
  });

  it('may be given after the handoff has ended', () => {
    const ended = submit({ body }).command(5 * HOUR, CANCEL);
    expect(ended.command(9 * HOUR, excuse()).clock('accept').excused?.at).toBe(instantAt(9 * HOUR));
  });

  it('is for a clock that is late: not for one in time, nor for one that the handoff never had', () => {
    expect(refusalOf(() => submit({ body }).command(HOUR, excuse())).code).toBe('conflict');
    expect(refusalOf(() => submit({ body }).command(4 * HOUR, excuse())).code).toBe('conflict');
    const unknown = refusalOf(() => submit({ body }).command(5 * HOUR, excuse({ clock: 'work' })));
    expect(unknown.violations).toMatchObject([{ pointer: '/clock', code: 'unknown_clock' }]);
    const attempt = refusalOf(() => submit({ body }).command(5 * HOUR, excuse({ attempt: 2 })));
    expect(attempt.violations).toMatchObject([{ pointer: '/clock' }]);
  });

  it('is given once', () => {
    const excused = submit({ body }).command(5 * HOUR, excuse());
    const refusal = refusalOf(() => excused.command(6 * HOUR, excuse()));
    expect([refusal.code, refusal.message]).toEqual(['conflict', 'The breach of accept is excused already.']);
  });

  it('is for the latest late run of the clock, or for that of the attempt which it names', () => {
    const twice = submit({ body })
      .command(5 * HOUR, REJECT)
      .command(6 * HOUR, RESUBMIT)
      .command(11 * HOUR, ACCEPT);
    const excusedRuns = (command: HandoffCommand) =>
      twice.command(12 * HOUR, command).state.clocks.map(({ excused }) => excused !== undefined);
    expect(excusedRuns(excuse())).toEqual([false, true]);
    expect(excusedRuns(excuse({ attempt: 1 }))).toEqual([true, false]);
  });

  it('finds the run that is late where a misroute has given the attempt two', () => {
    const moved = submit({ body })
      .command(5 * HOUR, reassignTo({ ownerId: BEN }, true))
      .command(6 * HOUR, excuse());
    expect(moved.state.clocks.map(({ state, excused }) => [state, excused?.reason])).toEqual([
      ['breached_closed', 'The CRM was down'],
      ['running', undefined],
    ]);
  });
});
