import { handoff } from '#api/schemas/handoff.ts';
import type { Strategy } from '#domain/routing/queue.ts';
import type { TestStack } from './stack.ts';
import { bodyOf, type CallOptions, type HandoffAnswer, signUp, type Tenant } from './tenant.ts';

export interface TeamOptions {
  readonly strategy?: Strategy;
  /** One object for each member; what they have beside their name. */
  readonly members: readonly Readonly<{ weight?: number; capacity?: number; calendarId?: string }>[];
  /** The world to live in; the live one by default. */
  readonly mode?: 'live' | 'test';
}

/** A queue with its members, and a contract that sends everything there. */
export interface Team {
  readonly tenant: Tenant;
  readonly members: readonly string[];
  readonly queueId: string;
  call(method: string, path: string, json?: unknown): ReturnType<Tenant['call']>;
  create(path: string, json: unknown): Promise<string>;
  edit(path: string, json: unknown): Promise<void>;
  submit(options?: { readonly priority?: Priority; readonly testClockId?: string }): Promise<HandoffAnswer>;
  handoff(id: string): Promise<HandoffAnswer>;
  /** Accepts it for whom it is with, and completes it. */
  finish(id: string): Promise<void>;
}

const HOURS = { urgent: 1, high: 3, normal: 4, low: 24 } as const;
type Priority = keyof typeof HOURS;

export async function openTeam(
  stack: TestStack,
  { strategy = 'round_robin', members, mode }: TeamOptions,
): Promise<Team> {
  const tenant = await signUp(stack);
  const key = mode === 'test' ? tenant.test : tenant.live;
  const call: Team['call'] = (method, path, json) =>
    tenant.call(method, `/v1/${path}`, { key, ...(json === undefined ? {} : { json }) } satisfies CallOptions);
  const create: Team['create'] = async (path, json) => {
    const answer = await call('POST', path, json);
    if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${answer.text}`);
    return (answer.json as { id: string }).id;
  };
  const ids: string[] = [];
  for (const [index, { weight: _weight, ...owner }] of members.entries()) {
    ids.push(await create('owners', { name: `Member ${index}`, ...owner }));
  }
  const weights = members.map(({ weight }) => (weight === undefined ? {} : { weight }));
  const queueId = await create('queues', {
    name: 'Onboarding',
    strategy,
    members: ids.map((ownerId, index) => ({ ownerId, ...weights[index] })),
  });
  const contractId = await create('contracts', contractFor(queueId));
  await call('POST', `contracts/${contractId}/publish`);
  return {
    tenant,
    members: ids,
    queueId,
    call,
    create,
    async edit(path, json) {
      const answer = await call('PATCH', path, json);
      if (answer.status !== 200) throw new Error(`PATCH ${path}: ${answer.status} ${answer.text}`);
    },
    async submit(options = {}) {
      const subject = { type: 'account', id: 'acme-42' };
      const json = { contractId, subject, packet: {}, ...options };
      return bodyOf(await call('POST', 'handoffs', json), 201, handoff());
    },
    handoff: async (id) => bodyOf(await call('GET', `handoffs/${id}`), 200, handoff()),
    async finish(id) {
      bodyOf(await call('POST', `handoffs/${id}/accept`, {}), 200, handoff());
      bodyOf(await call('POST', `handoffs/${id}/complete`, { outcome: {} }), 200, handoff());
    },
  };
}

function contractFor(queueId: string): object {
  const targets = Object.fromEntries(Object.entries(HOURS).map(([priority, hours]) => [priority, `PT${hours}H`]));
  return {
    name: 'Closed-won to onboarding',
    from: { stage: 'closed_won' },
    to: { stage: 'onboarding' },
    subjectType: 'account',
    packet: { schema: { type: 'object', properties: { goals: { type: 'string' } } } },
    rejectionReasons: [{ code: 'incomplete', class: 'clerical', label: 'Incomplete' }],
    routing: { rules: [{ id: 'all', when: 'true', assign: { queueId } }] },
    clocks: [{ name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT4H', targets }],
  };
}
