import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { clockOf, HOUR, type Office, openOffice } from '../support/lifecycle.ts';
import { NOON } from '../support/test-app.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});

const PAUSE = { reason: 'awaiting_customer', resumeBy: addSeconds(NOON, 30 * HOUR) };

describe('a pause', () => {
  test('stops the clocks that its reason names with what is left of them, and no others', async () => {
    const id = await office.accepted();
    office.at(HOUR);
    const paused = await office.done(id, 'pause', PAUSE);
    expect(paused.paused).toEqual({
      ...PAUSE,
      clocks: ['complete'],
      since: addSeconds(NOON, HOUR),
      resumesAt: PAUSE.resumeBy,
    });
    expect(clockOf(paused, 'touch')).toMatchObject({ state: 'running' });
    office.at(6 * HOUR);
    const still = await office.get(id);
    expect(clockOf(still, 'complete')).toMatchObject({
      state: 'paused',
      dueAt: null,
      elapsedSeconds: HOUR,
      remainingSeconds: 9 * HOUR,
    });
    const resumed = await office.done(id, 'resume');
    expect(resumed).not.toHaveProperty('paused');
    expect(clockOf(resumed, 'complete')).toMatchObject({ state: 'running', dueAt: addSeconds(NOON, 15 * HOUR) });
  });

  test.each([
    ['at resumeBy', 20, 20, 'resume_by'],
    ['at the longest that the reason allows', 100, 40, 'cap'],
  ])('ends by itself %s', async (_when, hours, ended, cause) => {
    const id = await office.accepted();
    const resumeBy = addSeconds(NOON, hours * HOUR);
    const paused = await office.done(id, 'pause', { ...PAUSE, resumeBy });
    expect(paused.paused.resumesAt).toBe(addSeconds(NOON, ended * HOUR));
    office.at((ended + 1) * HOUR);
    const after = await office.get(id);
    expect(after).not.toHaveProperty('paused');
    expect(clockOf(after, 'complete')).toMatchObject({ elapsedSeconds: HOUR });
    await office.done(id, 'notes', { text: 'Written down' });
    const { json } = await office.call('GET', `/v1/handoffs/${id}/events?limit=100`);
    const resumed = json.data.find(({ type }: { type: string }) => type === 'handoff.resumed');
    expect(resumed).toMatchObject({ occurredAt: addSeconds(NOON, ended * HOUR), data: { cause } });
  });

  test('is ended by what ends the attempt or the handoff', async () => {
    const id = await office.accepted();
    await office.done(id, 'pause', PAUSE);
    const done = await office.done(id, 'complete', { outcome: {} });
    expect(done).not.toHaveProperty('paused');
    expect(clockOf(done, 'complete')).toMatchObject({ state: 'met' });
    expect((await office.types(id)).slice(-4)).toEqual([
      'handoff.resumed',
      'handoff.completed',
      'clock.cancelled',
      'clock.met',
    ]);
  });

  test('is found by a filter, also once it has ended by itself', async () => {
    const id = await office.accepted();
    const other = await office.submit();
    await office.done(id, 'pause', PAUSE);
    const found = async (query: string) =>
      (await office.call('GET', `/v1/handoffs?${query}`)).json.data.map((each: { id: string }) => each.id);
    expect(await found('paused=true')).toEqual([id]);
    expect(await found('paused=false')).toEqual([other]);
    office.at(31 * HOUR);
    expect(await found('paused=true')).toEqual([]);
  });
});
