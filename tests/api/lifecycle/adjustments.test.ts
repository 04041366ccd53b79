import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { clockOf, HOUR, type Office, openOffice } from '../support/lifecycle.ts';
import { NOON } from '../support/test-app.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});

describe('changing the terms of an open handoff', () => {
  test('another priority gives its clocks the target for it, with at least a quarter of an hour left', async () => {
    const id = await office.submit();
    office.at(HOUR);
    const urgent = await office.done(id, 'reprioritize', { priority: 'urgent', reason: 'Their board meets' });
    expect(urgent.priority).toBe('urgent');
    expect(clockOf(urgent, 'accept')).toMatchObject({
      target: 'PT1H',
      dueAt: addSeconds(NOON, HOUR + 900),
      shortNotice: true,
    });
    expect(clockOf(urgent, 'touch')).toMatchObject({ target: 'PT20H', dueAt: addSeconds(NOON, 20 * HOUR) });
    const back = await office.done(id, 'reprioritize', { priority: 'normal' });
    expect(clockOf(back, 'accept')).toMatchObject({ target: 'PT4H', dueAt: addSeconds(NOON, 4 * HOUR) });
    expect(clockOf(back, 'accept')).not.toHaveProperty('shortNotice');
  });

  test.each([
    ['PT30H', 30],
    [{ businessDays: 2 }, 48],
  ])('another target for one clock counts what has elapsed: %j', async (target, hours) => {
    const id = await office.submit();
    office.at(2 * HOUR);
    const changed = await office.done(id, 'retarget', { clock: 'touch', target });
    expect(clockOf(changed, 'touch')).toMatchObject({
      target,
      dueAt: addSeconds(NOON, hours * HOUR),
      elapsedSeconds: 2 * HOUR,
    });
    expect(clockOf(changed, 'accept')).toMatchObject({ target: 'PT4H' });
  });
});

describe('milestones, notes, excuses and disqualification', () => {
  test('a milestone of the past stops its clock where it happened, by a key that may say so', async () => {
    const id = await office.submit();
    office.at(21 * HOUR);
    const touched = await office.done(id, 'milestones', {
      name: 'first_touch',
      occurredAt: '2026-11-22T14:00:00+01:00',
    });
    expect(touched.milestones).toEqual([{ name: 'first_touch', reachedAt: addSeconds(NOON, HOUR) }]);
    expect(clockOf(touched, 'touch')).toMatchObject({ stoppedAt: addSeconds(NOON, HOUR) });
  });

  test('a note is kept in the timeline, also after the end', async () => {
    const id = await office.submit();
    await office.done(id, 'cancel', { reason: 'Withdrawn' });
    const noted = await office.done(id, 'notes', { text: 'x'.repeat(4000) });
    expect(noted.state).toBe('cancelled');
    const { json } = await office.call('GET', `/v1/handoffs/${id}/events`);
    expect(json.data.at(-1)).toMatchObject({ type: 'handoff.noted', data: { text: 'x'.repeat(4000) } });
  });

  test('an excuse stands beside the breach, for the run that it names', async () => {
    const id = await office.submit();
    office.at(5 * HOUR);
    const excused = await office.done(id, 'excuse', { clock: 'accept', attempt: 1, reason: 'The CRM was down' });
    expect(clockOf(excused, 'accept')).toMatchObject({
      state: 'breached_open',
      excused: { reason: 'The CRM was down', at: addSeconds(NOON, 5 * HOUR) },
    });
    expect((await office.types(id)).slice(-2)).toEqual(['clock.breached', 'clock.excused']);
  });

  test('a disqualified handoff has ended, with its reason, and is found by that state', async () => {
    const id = await office.accepted();
    const ended = await office.done(id, 'disqualify', { reason: 'No budget' });
    expect(ended).toMatchObject({
      state: 'disqualified',
      disqualifiedAt: NOON,
      reason: 'No budget',
      nextDeadlineAt: null,
    });
    expect(clockOf(ended, 'complete')).toMatchObject({ state: 'met' });
    expect(clockOf(ended, 'touch')).toMatchObject({ state: 'cancelled' });
    expect((await office.call('GET', '/v1/handoffs?state=disqualified')).json.data).toMatchObject([{ id }]);
  });
});
