import { expect } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { NOON } from './test-app.ts';
import { signUp, wholeApp } from './whole-app.ts';

export const HOUR = 3600;
/** Of something that never was, after the prefix of its kind. */
export const NOBODY = '01JDA5K7ZWQ0R8T2V4X6Y8B0CD';

export const PACKET = { goals: 'Live by May' };

const CONTRACT = {
  name: 'Closed-won to onboarding',
  from: { stage: 'closed_won' },
  to: { stage: 'onboarding' },
  subjectType: 'account',
  packet: { schema: { type: 'object', properties: { goals: { type: 'string' }, risks: { type: 'string' } } } },
  entryCriteria: [{ id: 'goals_said', description: 'Goals are said', expression: "packet.goals != ''" }],
  milestones: ['kickoff'],
  rejectionReasons: [
    { code: 'incomplete', class: 'clerical', label: 'Incomplete' },
    { code: 'wrong_team', class: 'procedural', label: 'Not for us' },
  ],
  pauseReasons: [{ code: 'awaiting_customer', clocks: ['complete'], maxPause: 'PT40H' }],
  pauseLimits: { count: 2 },
  clocks: [
    {
      name: 'accept',
      start: 'submitted',
      stop: ['accepted', 'rejected'],
      target: 'PT4H',
      targets: { urgent: 'PT1H' },
    },
    { name: 'touch', start: 'submitted', stop: ['first_touch'], target: 'PT20H' },
    { name: 'complete', start: 'accepted', stop: ['completed', 'disqualified'], target: 'PT10H', pausable: true },
    { name: 'fix', start: 'rejected', stop: ['resubmitted'], target: 'PT8H' },
  ],
  maxAttempts: 2,
};

/** A tenant with two owners, a queue and a contract that has every part of the lifecycle, over a table in memory. */
export async function openOffice() {
  const app = wholeApp();
  const key = (await signUp(app)).test;
  const call = (method: string, path: string, json?: unknown, headers: Record<string, string> = {}, by = key) =>
    app.call(method, path, { key: by, headers, ...(json === undefined ? {} : { json }) });

  async function created(path: string, json: unknown): Promise<{ id: string; secret: string }> {
    const answer = await call('POST', path, json);
    expect(answer.status, answer.text).toBe(201);
    return answer.json;
  }

  const ana = (await created('/v1/owners', { name: 'Ana' })).id;
  const ben = (await created('/v1/owners', { name: 'Ben' })).id;
  const queue = (await created('/v1/queues', { name: 'Onboarding' })).id;

  async function publish(routing: object): Promise<string> {
    const { id } = await created('/v1/contracts', { ...CONTRACT, routing });
    expect((await call('POST', `/v1/contracts/${id}/publish`)).status).toBe(200);
    return id;
  }
  const contractId = await publish({ fallback: { ownerId: ana } });

  async function submit(contract = contractId): Promise<string> {
    const json = { contractId: contract, subject: { type: 'account', id: 'acme-42' }, packet: PACKET };
    return (await created('/v1/handoffs', json)).id;
  }

  const command = (id: string, verb: string, json?: unknown, by = key) =>
    call('POST', `/v1/handoffs/${id}/${verb}`, json, {}, by);

  /** Carries out a command that must succeed; answers the handoff after it. */
  async function done(id: string, verb: string, json?: unknown) {
    const answer = await command(id, verb, json);
    expect(answer.status, answer.text).toBe(200);
    return answer.json;
  }

  return {
    app,
    key,
    ana,
    ben,
    queue,
    contractId,
    call,
    created,
    publish,
    submit,
    command,
    done,
    /** Moves time to `seconds` after noon. */
    at: (seconds: number) => {
      app.clock.now = addSeconds(NOON, seconds);
    },
    get: async (id: string) => (await call('GET', `/v1/handoffs/${id}`)).json,
    types: async (id: string): Promise<string[]> =>
      (await call('GET', `/v1/handoffs/${id}/events?limit=100`)).json.data.map(({ type }: { type: string }) => type),
    /** A handoff that Ana has accepted. */
    accepted: async () => {
      const id = await submit();
      await done(id, 'accept');
      return id;
    },
    /** A key of those scopes alone. */
    keyWith: async (scopes: readonly string[]) => (await created('/v1/api-keys', { name: 'narrow', scopes })).secret,
  };
}

export type Office = Awaited<ReturnType<typeof openOffice>>;

/** The clock of that name, or the last of its runs. */
export function clockOf({ clocks }: { readonly clocks: readonly { readonly name: string }[] }, name: string): unknown {
  return clocks.findLast((clock) => clock.name === name);
}
