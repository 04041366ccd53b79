import { handoff } from '#api/schemas/handoff.ts';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { bodyOf, type HandoffAnswer, signUp, type Tenant } from './tenant.ts';

export interface WorldOptions {
  /** Target of the accept clock, in whole seconds. */
  readonly acceptSeconds?: number;
  /** Whom submissions go to: Ana, or a queue from which they are claimed. */
  readonly to?: 'owner' | 'queue';
  /** Status that the receiver answers to its nth request. */
  readonly answer?: (request: number) => number;
  /** Members that replace those of the contract. */
  readonly contract?: Partial<ContractBodyInput>;
}

/** A tenant with everything that a handoff takes: two owners, a queue, a published contract, and a receiver of webhooks. */
export interface World {
  readonly tenant: Tenant;
  readonly ana: string;
  readonly fallback: string;
  readonly queueId: string;
  readonly contractId: string;
  readonly receiver: Receiver;
  readonly endpointId: string;
  /** Signs what the receiver gets. */
  readonly secret: string;
  submit(subjectId?: string): Promise<HandoffAnswer>;
}

const open = new Set<Receiver>();

/** Closes the receivers of all worlds. Once, after all tests of a file: tests that run at once cannot close their own. */
export async function closeWorlds(): Promise<void> {
  await Promise.all([...open].map((receiver) => receiver.close()));
}

export const READY_PACKET = { goals: 'Live before the season starts', arr: 48_000 };

export async function openWorld(place: { readonly url: string }, options: WorldOptions = {}): Promise<World> {
  const tenant = await signUp(place);
  const receiver = await startReceiver(options.answer);
  open.add(receiver);
  const [ana, fallback, queue, endpoint] = await Promise.all([
    tenant.create('/v1/owners', { name: 'Ana' }),
    tenant.create('/v1/owners', { name: 'Fay' }),
    tenant.create('/v1/queues', { name: 'Onboarding' }),
    tenant.create<{ secret: string }>('/v1/webhook-endpoints', { url: receiver.url, eventTypes: ['*'] }),
  ]);
  const assign = options.to === 'queue' ? { queueId: queue.id } : { ownerId: ana.id };
  const contract = await tenant.create('/v1/contracts', {
    ...contractInput(assign, fallback.id, options.acceptSeconds ?? 3600),
    ...options.contract,
  });
  const published = await tenant.call('POST', `/v1/contracts/${contract.id}/publish`);
  if (published.status !== 200) throw new Error(`not published: ${published.text}`);
  return {
    tenant,
    ana: ana.id,
    fallback: fallback.id,
    queueId: queue.id,
    contractId: contract.id,
    receiver,
    endpointId: endpoint.id,
    secret: endpoint.secret,
    async submit(subjectId = 'acme-42') {
      const json = { contractId: contract.id, subject: { type: 'account', id: subjectId }, packet: READY_PACKET };
      return bodyOf(await tenant.call('POST', '/v1/handoffs', { json }), 201, handoff());
    },
  };
}

function contractInput(
  assign: { readonly ownerId: string } | { readonly queueId: string },
  fallback: string,
  acceptSeconds: number,
): ContractBodyInput {
  return {
    name: 'Closed-won to onboarding',
    from: { stage: 'closed_won' },
    to: { stage: 'onboarding' },
    subjectType: 'account',
    packet: {
      schema: {
        type: 'object',
        required: ['goals'],
        properties: { goals: { type: 'string' }, arr: { type: 'number' } },
      },
    },
    entryCriteria: [{ id: 'arr_known', description: 'ARR is known', expression: 'packet.arr > 0.0' }],
    exitCriteria: [{ id: 'kickoff_held', description: 'Kickoff was held', expression: "outcome.kickoffHeldAt != ''" }],
    rejectionReasons: [{ code: 'incomplete', class: 'clerical', label: 'Incomplete' }],
    routing: { rules: [{ id: 'everything', when: 'packet.arr > 0.0', assign }], fallback: { ownerId: fallback } },
    clocks: [
      {
        name: 'accept',
        start: 'submitted',
        stop: ['accepted', 'rejected'],
        target: `PT${acceptSeconds}S`,
        warnAt: [0.5],
      },
      { name: 'complete', start: 'accepted', stop: ['completed'], target: 'PT10H' },
    ],
    escalation: [
      {
        clock: 'accept',
        steps: [{ id: 'hand_on', at: { afterBreach: 'PT0S' }, notify: ['owner'], reassign: { to: 'fallback' } }],
      },
    ],
  };
}
