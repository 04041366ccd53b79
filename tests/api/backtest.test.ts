import { beforeEach, describe, expect, test } from 'vitest';
import { instantFromEpoch } from '#domain/instant.ts';
import { ACCEPT, completeBy, type MovingTenant, movingTenant } from './support/moves.ts';

/** Monday, 23 November 2026; Berlin, where the calendar is of, is an hour ahead. */
const at = (time: string) => instantFromEpoch(Date.parse(`2026-11-23T${time}:00Z`));
const WINDOW = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };

let tenant: MovingTenant;
beforeEach(async () => {
  tenant = await movingTenant(at('08:00'));
});

const send = (members: object = {}) =>
  tenant.call('POST', `/v1/contracts/${tenant.contract}/backtest`, { ...WINDOW, ...members });
const backtest = (members: object = {}) =>
  tenant.done(`/v1/contracts/${tenant.contract}/backtest`, { ...WINDOW, ...members });

describe('a backtest', () => {
  test('of the version in force over itself refuses nothing, moves nothing and changes no clock', async () => {
    const id = await tenant.submit();
    tenant.app.clock.now = at('10:00');
    await tenant.done(`/v1/handoffs/${id}/accept`);
    await tenant.submit();
    tenant.app.clock.now = at('23:00');
    const found = await backtest();
    expect(found).toMatchObject({
      tested: { contractVersion: 1, source: 'published', patched: false },
      judged: 2,
      versions: [{ contractVersion: 1, count: 2 }],
      refused: { count: 0 },
      routing: { moved: 0, flows: [{ count: 2 }] },
      nextCursor: null,
    });
    for (const { recorded, tested, broken, kept } of found.clocks) {
      expect(tested).toEqual(recorded);
      expect([broken.count, kept.count]).toEqual([0, 0]);
    }
    expect(found.clocks[0]).toMatchObject({ name: 'accept', recorded: { met: 1, breached: 1 } });
  });

  test('of a draft tells what it would refuse, and which clocks would have been late, and stores nothing', async () => {
    const id = await tenant.submit();
    tenant.app.clock.now = at('10:00');
    await tenant.done(`/v1/handoffs/${id}/accept`);
    const before = await tenant.call('GET', `/v1/handoffs/${id}`);
    const patched = { clocks: [{ ...ACCEPT, target: 'PT1H' }, completeBy(tenant.calendar, 'PT1H')] };
    await tenant.call('PATCH', `/v1/contracts/${tenant.contract}`, patched);
    expect(await backtest()).toMatchObject({
      tested: { contractVersion: 2, source: 'draft', patched: false },
      refused: { count: 0 },
      clocks: [
        {
          name: 'accept',
          recorded: { met: 1, breached: 0 },
          tested: { met: 0, breached: 1 },
          broken: { handoffIds: [id] },
        },
        { name: 'complete', recorded: { open: 1 }, tested: { breached: 1 } },
      ],
    });
    const schema = { type: 'object', required: ['goals'] };
    expect(await backtest({ patch: { packet: { schema } } })).toMatchObject({
      tested: { source: 'draft', patched: true },
      refused: { count: 1, handoffIds: [id], fields: [{ pointer: '/goals', keyword: 'required', count: 1 }] },
      clocks: [{ name: 'accept', recorded: { met: 0 } }, {}],
    });
    expect((await tenant.call('GET', `/v1/handoffs/${id}`)).json).toEqual(before.json);
  });

  test('goes on by its cursor, takes each handoff once, and only those of the window', async () => {
    const ids: string[] = [];
    for (const time of ['08:00', '09:00', '10:00', '11:00', '12:00']) {
      tenant.app.clock.now = at(time);
      ids.push(await tenant.submit());
    }
    const schema = { type: 'object', required: ['goals'] };
    const window = { from: at('09:00'), to: at('12:00'), patch: { packet: { schema } }, limit: 2 };
    const first = await backtest(window);
    const second = await backtest({ ...window, cursor: first.nextCursor });
    expect(second.nextCursor).toBeNull();
    expect([...first.refused.handoffIds, ...second.refused.handoffIds]).toEqual(ids.slice(1, 4));
  });

  test('of a window in which nothing was submitted says so', async () => {
    expect(await backtest()).toMatchObject({ judged: 0, versions: [], refused: { count: 0 }, nextCursor: null });
  });

  test('of what was migrated on its way judges it, too', async () => {
    const id = await tenant.submit();
    await tenant.publish([{ ...ACCEPT, target: 'PT1H' }]);
    await tenant.done(`/v1/contracts/${tenant.contract}/migrate`, { toVersion: 2, dryRun: false });
    expect(await backtest()).toMatchObject({
      judged: 1,
      clocks: [{ name: 'accept' }, { name: 'complete', recorded: { cancelled: 1 }, tested: { cancelled: 0 } }],
    });
    expect(id).toMatch(/^hnd_/);
  });

  test.each([
    ['that is reversed', { from: WINDOW.to, to: WINDOW.from }, '/to', 'out_of_order'],
    ['of nothing', { from: WINDOW.to, to: WINDOW.to }, '/to', 'out_of_order'],
    ['of more than 400 days', { from: '2025-10-01T00:00:00Z' }, '/to', 'range_too_long'],
  ])('refuses a window %s', async (_what, members, pointer, code) => {
    const { status, json } = await send(members);
    expect(status).toBe(422);
    expect(json).toMatchObject({ code: 'validation_failed', errors: [{ pointer, code }] });
  });

  test('refuses what could not be published, with every cause, and what is not there', async () => {
    const nobody = `own_${'0'.repeat(26)}`;
    const refused = await send({ patch: { routing: { rules: [], fallback: { ownerId: nobody } } } });
    expect(refused.json).toMatchObject({ code: 'contract_invalid', errors: [{ code: 'unknown_owner' }] });
    const missing = await tenant.call('POST', `/v1/contracts/ctr_${'0'.repeat(26)}/backtest`, WINDOW);
    expect(missing.status).toBe(404);
    expect((await send({ cursor: 'bm90aGluZw' })).json).toMatchObject({ errors: [{ pointer: '/cursor' }] });
  });

  test('needs the right to read handoffs as well', async () => {
    const { secret } = await tenant.done('/v1/api-keys', { name: 'Editor', scopes: ['contracts:read'] });
    const path = `/v1/contracts/${tenant.contract}/backtest`;
    const { status, json } = await tenant.app.call('POST', path, { key: secret, json: WINDOW });
    expect([status, json.requiredScope]).toEqual([403, 'handoffs:read']);
  });
});
