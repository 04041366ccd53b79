import { BODY, OFFICE, type Premises } from './premises.ts';
import { READY_PACKET } from './world.ts';

/** A request that its route takes, on something that is made for it alone. */
export interface Post {
  readonly path: string;
  readonly json: unknown;
  /** Test clocks and what is late live in test mode; everything else is live. */
  readonly mode?: 'test';
}

const DAY_MS = 24 * 3_600_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
const IN_A_MONTH = daysAgo(-30);

type Prepare = (premises: Premises) => Post | Promise<Post>;

async function submitted({ tenant, contract }: Premises): Promise<string> {
  const json = { contractId: contract, subject: { type: 'account', id: 'one' }, packet: READY_PACKET };
  return (await tenant.create('/v1/handoffs', json)).id;
}

/** A command on a handoff to which those before it were given first. */
function command(name: string, json: unknown, ...before: readonly (readonly [name: string, json: unknown])[]): Prepare {
  return async (premises) => {
    const id = await submitted(premises);
    for (const [earlier, body] of before) await premises.tenant.command(id, earlier, body);
    return { path: `/v1/handoffs/${id}/${name}`, json };
  };
}

const ACCEPTED = ['accept', {}] as const;
const REJECTED = ['reject', { reason: 'incomplete', fields: ['/goals'] }] as const;
const PAUSED = ['pause', { reason: 'awaiting_customer', resumeBy: IN_A_MONTH }] as const;

/** One in test mode whose acceptance is late, and has escalated. */
function late(name: string, json: unknown): Prepare {
  return async ({ tenant }) => {
    const create = async (path: string, body: unknown) => {
      const answer = await tenant.call('POST', path, { key: tenant.test, json: body });
      if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${answer.text}`);
      return (answer.json as { id: string }).id;
    };
    const ownerId = await create('/v1/owners', { name: 'Ana' });
    const steps = [{ id: 'nudge', at: { afterBreach: 'PT0S' }, notify: ['owner'] }];
    const routing = { rules: [], fallback: { ownerId } };
    const contractId = await create('/v1/contracts', { ...BODY, routing, escalation: [{ clock: 'accept', steps }] });
    await tenant.call('POST', `/v1/contracts/${contractId}/publish`, { key: tenant.test });
    const testClockId = await create('/v1/test-clocks', {});
    const subject = { type: 'account', id: 'late' };
    const id = await create('/v1/handoffs', { contractId, subject, packet: READY_PACKET, testClockId });
    await tenant.call('POST', `/v1/test-clocks/${testClockId}/advance`, { key: tenant.test, json: { by: 'PT30H' } });
    return { path: `/v1/handoffs/${id}/${name}`, json, mode: 'test' };
  };
}

async function draft({ tenant, owner }: Premises): Promise<string> {
  const routing = { rules: [], fallback: { ownerId: owner } };
  return (await tenant.create('/v1/contracts', { ...BODY, routing })).id;
}

/** An endpoint at which nobody listens. */
async function endpoint({ tenant }: Premises): Promise<string> {
  const json = { url: 'http://127.0.0.1:18080/hook', eventTypes: ['webhook_endpoint.test'] };
  return (await tenant.create('/v1/webhook-endpoints', json)).id;
}

const made =
  (path: string, json: unknown): Prepare =>
  () => ({ path, json });

/** A request for every route that is called by POST, but signing up. */
export const POSTS: Readonly<Record<string, Prepare>> = {
  createApiKey: made('/v1/api-keys', { name: 'CRM', scopes: ['handoffs:read'] }),
  rotateApiKey: ({ apiKey }) => ({ path: `/v1/api-keys/${apiKey}/rotate`, json: {} }),
  createContract: made('/v1/contracts', BODY),
  publishContract: async (p) => ({ path: `/v1/contracts/${await draft(p)}/publish`, json: {} }),
  retireContract: async (p) => {
    const id = await draft(p);
    await p.tenant.call('POST', `/v1/contracts/${id}/publish`);
    return { path: `/v1/contracts/${id}/retire`, json: {} };
  },
  migrateHandoffs: async (p) => {
    const id = await draft(p);
    await p.tenant.call('POST', `/v1/contracts/${id}/publish`);
    for (const name of ['one', 'two', 'three']) {
      await p.tenant.create('/v1/handoffs', {
        contractId: id,
        subject: { type: 'account', id: name },
        packet: READY_PACKET,
      });
    }
    await p.tenant.call('PATCH', `/v1/contracts/${id}`, { json: { name: 'Another' } });
    await p.tenant.call('POST', `/v1/contracts/${id}/publish`);
    return { path: `/v1/contracts/${id}/migrate`, json: { toVersion: 2, dryRun: false } };
  },
  checkContract: made('/v1/contracts/check', BODY),
  simulateContract: ({ contract }) => ({
    path: `/v1/contracts/${contract}/simulate`,
    json: { packet: READY_PACKET, subject: { type: 'account', id: 'one' } },
  }),
  backtestContract: ({ contract }) => ({
    path: `/v1/contracts/${contract}/backtest`,
    json: { from: '2026-01-01T00:00:00Z', to: '2026-12-31T00:00:00Z' },
  }),
  createCalendar: made('/v1/calendars', OFFICE),
  previewCalendar: ({ calendar }) => ({
    path: '/v1/calendars/preview',
    json: { calendarId: calendar, start: '2026-11-27T12:00:00Z', target: 'PT1H' },
  }),
  rebaseHandoffs: ({ calendar }) => ({ path: `/v1/calendars/${calendar}/rebase`, json: { dryRun: false } }),
  createOwner: made('/v1/owners', { name: 'Cem' }),
  handOver: async (p) => {
    const { id } = await p.tenant.create('/v1/owners', { name: 'Dina' });
    await p.tenant.command(await submitted(p), 'reassign', { ownerId: id, reason: 'Hers' });
    await p.tenant.command(await submitted(p), 'reassign', { ownerId: id, reason: 'Hers' });
    return { path: `/v1/owners/${id}/hand-over`, json: { to: { ownerId: p.owner }, reason: 'Leave', dryRun: false } };
  },
  createReviewAction: made(`/v1/reviews/${new Date().toISOString().slice(0, 7)}/actions`, {
    title: 'Require the goals',
  }),
  createQueue: made('/v1/queues', { name: 'Second' }),
  createTestClock: () => ({ path: '/v1/test-clocks', json: {}, mode: 'test' }),
  advanceTestClock: ({ testClock }) => ({
    path: `/v1/test-clocks/${testClock}/advance`,
    json: { by: 'PT1H' },
    mode: 'test',
  }),
  createWebhookEndpoint: made('/v1/webhook-endpoints', { url: 'http://127.0.0.1:18080/hook', eventTypes: ['clock.*'] }),
  rotateWebhookSecret: ({ endpoint: id }) => ({ path: `/v1/webhook-endpoints/${id}/rotate-secret`, json: {} }),
  testWebhookEndpoint: async (p) => ({ path: `/v1/webhook-endpoints/${await endpoint(p)}/test`, json: {} }),
  startReplay: async (p) => ({
    path: `/v1/webhook-endpoints/${await endpoint(p)}/replay`,
    json: { from: daysAgo(2), to: daysAgo(1) },
  }),
  submitHandoff: ({ contract }) => ({
    path: '/v1/handoffs',
    json: { contractId: contract, subject: { type: 'account', id: 'one' }, packet: READY_PACKET },
  }),
  submitHandoffs: ({ contract }) => {
    const item = { contractId: contract, subject: { type: 'account', id: 'one' }, packet: READY_PACKET };
    return { path: '/v1/handoffs/batch', json: { items: [item, item, item] } };
  },
  checkHandoff: ({ contract }) => ({
    path: '/v1/handoffs/check',
    json: { contractId: contract, subject: { type: 'account', id: 'one' }, packet: READY_PACKET },
  }),
  acceptHandoff: command('accept', {}),
  rejectHandoff: command('reject', REJECTED[1]),
  resubmitHandoff: command('resubmit', { packet: { ...READY_PACKET, goals: 'Others' } }, REJECTED),
  reassignHandoff: async (p) => {
    const { id: ownerId } = await p.tenant.create('/v1/owners', { name: 'Emil' });
    return { path: `/v1/handoffs/${await submitted(p)}/reassign`, json: { ownerId, reason: 'His' } };
  },
  reachMilestone: command('milestones', { name: 'first_touch' }, ACCEPTED),
  completeHandoff: command('complete', { outcome: {} }, ACCEPTED),
  disqualifyHandoff: command('disqualify', { reason: 'No budget' }, ACCEPTED),
  cancelHandoff: command('cancel', { reason: 'By mistake' }),
  pauseHandoff: command('pause', PAUSED[1], ACCEPTED),
  resumeHandoff: command('resume', {}, ACCEPTED, PAUSED),
  reprioritizeHandoff: command('reprioritize', { priority: 'urgent' }),
  retargetClock: command('retarget', { clock: 'accept', target: 'PT30H' }),
  noteHandoff: command('notes', { text: 'Their champion is away.' }),
  acknowledgeEscalation: late('acknowledge', {}),
  excuseClock: late('excuse', { clock: 'accept', reason: 'An outage' }),
};
