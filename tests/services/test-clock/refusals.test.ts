import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds, type Instant, instantFromEpoch } from '#domain/instant.ts';
import { MAX_ADVANCE_SECONDS } from '#domain/sla/test-clock.ts';
import type { CallContext } from '#services/context.ts';
import { cancelHandoff } from '#services/handoff/cancel-handoff.ts';
import { advanceTestClock } from '#services/test-clock/advance-test-clock.ts';
import { createTestClock } from '#services/test-clock/create-test-clock.ts';
import { deleteTestClock } from '#services/test-clock/delete-test-clock.ts';
import { getTestClock } from '#services/test-clock/get-test-clock.ts';
import { listTestClocks } from '#services/test-clock/list-test-clocks.ts';
import { BIRTH, instantAt } from '../../support/instants.ts';
import { ALWAYS, AT_ONCE, at, type ClockWorld, clockWorld } from './world.ts';

const NOBODY = 'tcl_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
const LAST = instantFromEpoch(Date.UTC(2201, 0, 1) - 1);

let world: ClockWorld;
beforeEach(async () => {
  world = await clockWorld();
});

const VERBS: readonly [name: string, scope: string, verb: (context: CallContext) => Promise<unknown>][] = [
  ['creating', 'handoffs:write', (context) => createTestClock(context, {})],
  ['listing', 'handoffs:read', (context) => listTestClocks(context, { limit: 10 })],
  ['reading', 'handoffs:read', (context) => getTestClock(context, NOBODY)],
  ['removing', 'handoffs:write', (context) => deleteTestClock(context, NOBODY)],
  ['advancing', 'handoffs:write', (context) => advanceTestClock(context, NOBODY, { by: 'PT1H' }, ALWAYS)],
];

describe.each(VERBS)('%s a test clock', (_name, scope, verb) => {
  test(`takes the scope ${scope}`, async () => {
    const others = (['handoffs:read', 'handoffs:write', 'tenant:admin'] as const).filter((each) => each !== scope);
    await expect(verb(world.context('test', others))).rejects.toMatchObject({
      code: 'insufficient_scope',
      extensions: { requiredScope: scope },
    });
  });

  test('is possible in test mode only', async () => {
    await expect(verb(world.context('live'))).rejects.toMatchObject({ code: 'live_mode_forbids' });
  });
});

describe('a test clock', () => {
  test('stands at the present, unless it is to stand elsewhere', async () => {
    expect(await createTestClock(world.context(), {})).toMatchObject({ now: BIRTH, status: 'ready' });
    expect(await createTestClock(world.context(), { name: 'Then', now: LAST })).toMatchObject({
      name: 'Then',
      now: LAST,
    });
  });

  test.each([
    ['before 1970', instantFromEpoch(-1)],
    ['after 2200', instantFromEpoch(Date.UTC(2201, 0, 1))],
  ])('cannot stand %s', async (_when, now) => {
    await expect(createTestClock(world.context(), { now })).rejects.toMatchObject({
      violations: [{ pointer: '/now', code: 'out_of_range' }],
    });
  });

  test('is one of at most 100', async () => {
    for (let count = 1; count < 100; count++) await createTestClock(world.context(), {});
    await expect(createTestClock(world.context(), {})).rejects.toMatchObject({ code: 'limit_reached' });
  });

  test('that there is not is neither read, removed nor advanced', async () => {
    for (const [name, , verb] of VERBS.slice(2)) {
      await expect(verb(world.context()), name).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('a move that makes no sense is refused, and the clock stays as it is:', () => {
  const hour = (hours: number): Instant => at(hours);
  test.each([
    ['nowhere', {}, '/to', 'required'],
    ['to and by at once', { to: hour(1), by: 'PT1H' }, '/by', 'one_too_many'],
    ['backwards', { to: instantFromEpoch(Date.parse(BIRTH) - 1) }, '/to', 'backwards'],
    ['too far', { to: instantAt(MAX_ADVANCE_SECONDS + 0.001) }, '/to', 'too_far'],
  ])('%s', async (_what, move, pointer, code) => {
    const before = await world.clock();
    await expect(world.advance(move)).rejects.toMatchObject({ violations: [{ pointer, code }] });
    expect(await world.clock()).toEqual(before);
  });

  test.each([
    ['/to', { to: addSeconds(LAST, 0.001) }],
    ['/by', { by: 'PT1S' }],
  ])('beyond the year 2200, by %s', async (pointer, move) => {
    const { id } = await createTestClock(world.context(), { now: LAST });
    await expect(advanceTestClock(world.context(), id, move, ALWAYS)).rejects.toMatchObject({
      violations: [{ pointer, code: 'out_of_range' }],
    });
  });

  test('but five years at once are allowed', async () => {
    const to = instantFromEpoch(Date.parse(BIRTH.replace('2026', '2031')));
    expect(await world.advance({ to })).toMatchObject({ clock: { now: to } });
  });
});

describe('a clock that is on its way', () => {
  beforeEach(async () => {
    await world.submit();
    await world.advance({ to: at(24) }, AT_ONCE);
  });

  test.each([
    ['to an earlier instant', { to: at(3) }],
    ['to a later one', { to: at(25) }],
    ['by a span, which the caller may have asked for already', { by: 'PT22H' }],
  ])('goes nowhere else: %s', async (_what, move) => {
    await expect(world.advance(move)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`{"to": "${at(24)}"}`),
      extensions: { advancingTo: at(24) },
    });
  });
});

describe('removing a test clock', () => {
  test('is refused while deadlines wait on it, and names up to ten of the handoffs', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 11; count++) ids.push(await world.submit());
    await expect(deleteTestClock(world.context(), world.clockId)).rejects.toMatchObject({
      code: 'in_use',
      extensions: { handoffs: ids.slice(0, 10) },
    });
  });

  test('is possible once they have passed, or their handoffs have ended; time then stands still for them', async () => {
    const late = await world.submit('urgent');
    await world.advanceTo(24);
    const cancelled = await world.submit();
    await cancelHandoff(world.context(), cancelled, { reason: 'The customer left' });
    await deleteTestClock(world.context(), world.clockId);
    await expect(getTestClock(world.context(), world.clockId)).rejects.toMatchObject({ code: 'not_found' });
    const ended = await cancelHandoff(world.context(), late, { reason: 'The customer left' });
    expect(ended.updatedAt).toBe((await world.timeline(late)).at(-2)?.occurredAt);
  });
});
