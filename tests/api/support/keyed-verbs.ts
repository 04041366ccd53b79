import { expect } from 'vitest';
import type { CallInit } from './test-app.ts';
import { signUp, type WholeApp } from './whole-app.ts';

export const CONTRACT = {
  name: 'Closed-won to onboarding',
  from: { stage: 'closed_won' },
  to: { stage: 'onboarding' },
  subjectType: 'account',
  packet: { schema: { type: 'object' } },
  clocks: [{ name: 'accept', start: 'submitted', stop: ['accepted'], target: 'PT4H' }],
};

/** A tenant with what verbs need, and one request of each kind that writes. */
export async function furnishedOffice(app: WholeApp) {
  const key = (await signUp(app)).test;
  const call = (method: string, path: string, init: CallInit = {}) => app.call(method, path, { key, ...init });
  const created = async (path: string, json: unknown): Promise<string> => {
    const answer = await call('POST', path, { json });
    expect(answer.status, answer.text).toBe(201);
    return answer.json.id;
  };
  const [ana, ben] = [await created('/v1/owners', { name: 'Ana' }), await created('/v1/owners', { name: 'Ben' })];
  const members = [{ ownerId: ana }, { ownerId: ben }];
  const queue = await created('/v1/queues', { name: 'Onboarding', strategy: 'round_robin', members });
  const routing = { rules: [], fallback: { queueId: queue } };
  const contract = await created('/v1/contracts', { ...CONTRACT, routing });
  expect((await call('POST', `/v1/contracts/${contract}/publish`)).status).toBe(200);
  const draft = await created('/v1/contracts', { ...CONTRACT, routing });
  const testClockId = await created('/v1/test-clocks', {});
  const submission = { contractId: contract, subject: { type: 'account', id: 'acme' }, packet: {} };
  const handoff = await created('/v1/handoffs', submission);
  const onClock = await created('/v1/handoffs', { ...submission, testClockId });
  return { key, ana, ben, queue, contract, draft, testClockId, submission, handoff, onClock };
}

export type FurnishedOffice = Awaited<ReturnType<typeof furnishedOffice>>;

/** A request, and how often it has had its effect, as the API tells. */
export interface KeyedVerb {
  readonly request: (office: FurnishedOffice) => { readonly path: string; readonly json: unknown };
  readonly effects: (app: WholeApp, office: FurnishedOffice) => Promise<number>;
}

const get = async (app: WholeApp, { key }: FurnishedOffice, path: string) =>
  (await app.call('GET', path, { key })).json;

const events =
  (type: string, of: 'handoff' | 'onClock' = 'handoff'): KeyedVerb['effects'] =>
  async (app, office) => {
    const { data } = await get(app, office, `/v1/handoffs/${office[of]}/events?limit=100`);
    return data.filter((event: { type: string }) => event.type === type).length;
  };

/** Verbs that have their effect in one transaction. */
export const SINGLE: Readonly<Record<string, KeyedVerb>> = {
  createOwner: {
    request: () => ({ path: '/v1/owners', json: { name: 'Cem' } }),
    effects: async (app, office) => (await get(app, office, '/v1/owners?limit=100')).data.length - 2,
  },
  createApiKey: {
    request: () => ({ path: '/v1/api-keys', json: { name: 'CRM', scopes: ['handoffs:read'] } }),
    effects: async (app, office) => (await get(app, office, '/v1/api-keys?limit=100')).data.length - 2,
  },
  publishContract: {
    request: ({ draft }) => ({ path: `/v1/contracts/${draft}/publish`, json: {} }),
    effects: async (app, office) => (await get(app, office, `/v1/contracts/${office.draft}/versions`)).data.length,
  },
  submitHandoff: {
    request: ({ submission }) => ({ path: '/v1/handoffs', json: submission }),
    effects: async (app, office) => (await get(app, office, '/v1/handoffs?limit=100')).data.length - 2,
  },
  acceptHandoff: {
    request: ({ handoff }) => ({ path: `/v1/handoffs/${handoff}/accept`, json: {} }),
    effects: events('handoff.accepted'),
  },
  noteHandoff: {
    request: ({ handoff }) => ({ path: `/v1/handoffs/${handoff}/notes`, json: { text: 'Their champion is away.' } }),
    effects: events('handoff.noted'),
  },
};

/** Verbs that go on after a first write. */
export const SEVERAL: Readonly<Record<string, KeyedVerb>> = {
  advanceTestClock: {
    request: ({ testClockId }) => ({ path: `/v1/test-clocks/${testClockId}/advance`, json: { by: 'PT5H' } }),
    effects: async (app, office) => {
      const { now, createdAt } = await get(app, office, `/v1/test-clocks/${office.testClockId}`);
      return Math.ceil((Date.parse(now) - Date.parse(createdAt)) / (5 * 3_600_000));
    },
  },
  handOver: {
    request: ({ ana, ben }) => ({
      path: `/v1/owners/${ana}/hand-over`,
      json: { to: { ownerId: ben }, reason: 'Leave', dryRun: false },
    }),
    effects: events('handoff.reassigned'),
  },
};
