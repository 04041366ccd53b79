import { expect, it } from 'vitest';
import { calendarTime } from '#domain/sla/calendar-time.ts';
import { HORIZON_YEARS } from '#domain/sla/working-time.ts';
import { contractBody } from '#tests/support/contracts.ts';
import { ACCEPT, dueAtOf, type Life, submit } from '#tests/support/handoffs.ts';
import { DAY, HOUR, instantAt } from '#tests/support/instants.ts';

const RARE = 'cal_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
const HORIZON = HORIZON_YEARS * 365.25 * DAY;
/** Open for a minute a week, of which three years of working time, or thousands of days, are not reached. */
const calendars = {
  [RARE]: calendarTime({
    timezone: 'Europe/Berlin',
    weekly: { mon: [['09:00', '09:01']] },
    holidays: [],
    overrides: {},
  }),
};
const clock = {
  start: 'submitted',
  stop: ['completed'],
  calendarId: RARE,
  warnAt: [0.1, 0.5, 0.9],
  targets: { urgent: 'PT26279H', low: { businessDays: 779 } },
  pausable: true,
};

/** By terms that no contract could be published with, such as those of a calendar that was edited since. */
function submitted(): Life {
  const body = contractBody({
    clocks: [
      { ...clock, name: 'hours', target: 'PT26280H' },
      { ...clock, name: 'days', target: { businessDays: 780 } },
    ],
    pauseReasons: [{ code: 'awaiting_customer', clocks: ['hours', 'days'], maxPause: 'PT40H' }],
    escalation: [
      { clock: 'hours', steps: [{ id: 'late', at: { afterBreach: 'PT26280H', working: true }, notify: ['owner'] }] },
    ],
  });
  return submit({ body, calendars });
}

it('a target that its calendar does not reach is due at the horizon, and late after it', () => {
  const life = submitted();
  expect(dueAtOf(life.clock('hours'))).toBe(instantAt(HORIZON));
  expect(life.wait(HORIZON).clock('hours').state).toBe('running');
  expect(life.wait(HORIZON + 1).clock('hours').state).toBe('breached_open');
  const warned = life
    .wait(0.6 * HORIZON)
    .facts('clock.warned')
    .map(({ data }) => `${data.clock} ${data.fraction}`);
  expect(new Set(warned)).toEqual(new Set(['hours 0.1', 'hours 0.5', 'days 0.1', 'days 0.5']));
});

it('a target that its calendar does not reach stands in the way of no command', () => {
  const paused = submitted()
    .command(HOUR, ACCEPT)
    .command(DAY, { type: 'reprioritize', priority: 'urgent' })
    .command(2 * DAY, { type: 'reprioritize', priority: 'low' })
    .command(3 * DAY, { type: 'pause', reason: 'awaiting_customer', resumeBy: instantAt(4 * DAY) });
  const resumed = paused.command(3 * DAY + HOUR, { type: 'resume' });
  const late = resumed.wait(3 * HORIZON);
  expect(late.state.clocks.map(({ state }) => state)).toEqual(['breached_open', 'breached_open']);
  expect(late.facts('escalation.triggered').length).toBeGreaterThan(0);
  expect(late.command(3 * HORIZON + 1, { type: 'complete', outcome: {} }).state.state).toBe('completed');
});
