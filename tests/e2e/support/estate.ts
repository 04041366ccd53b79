import { backdateTenant, monthsAgo } from './backdate-tenant.ts';
import { eventually } from './eventually.ts';
import { BODY, CLOCK_NOW, furnish, OFFICE, type Premises } from './premises.ts';
import type { TestStack } from './stack.ts';
import type { Answer } from './tenant.ts';
import { READY_PACKET } from './world.ts';

/** Premises with at least two entries in every list, in both modes, so that each of them has a second page. */
export interface Estate extends Premises {
  readonly delivery: string;
  readonly event: string;
  readonly replay: string;
  /** A month of which the review is kept, and what was decided in it. */
  readonly month: string;
  readonly action: string;
  /** The same kinds of things in test mode, where the test clock is. */
  readonly inTest: Pick<Premises, 'owner' | 'queue' | 'calendar' | 'contract' | 'endpoint' | 'assigned'>;
}

/** `receiver`: where webhooks go, which takes all of them. */
export async function furnishEstate(stack: TestStack, receiver: string): Promise<Estate> {
  const premises = await furnish(stack);
  const { tenant } = premises;
  const live = await double(premises, tenant.live, receiver, premises.contract);
  const inTest = await double(premises, tenant.test, receiver);
  await tenant.call('POST', '/v1/test-clocks', { key: tenant.test, json: { now: CLOCK_NOW } });
  const reviewed = await reviewTwoMonths(stack, premises);
  const listed = async (path: string) => {
    const { json } = await tenant.call('GET', path);
    return (json as { data: readonly { id: string }[] }).data;
  };
  const deliveries = await eventually('two webhooks were delivered', async () => {
    const found = await listed(`/v1/webhook-endpoints/${live.endpoint}/deliveries?status=delivered`);
    return found.length >= 2 && found;
  });
  const replays = await eventually('two replays are done', async () => {
    const found = await listed(`/v1/webhook-endpoints/${live.endpoint}/replays`);
    return found.length >= 2 && found.every((replay) => 'completedAt' in replay) && found;
  });
  const [event] = await eventually('events are listed', async () => {
    const found = await listed('/v1/events');
    return found.length > 0 && found;
  });
  const [delivery, replay] = [deliveries[0]?.id ?? '', replays[0]?.id ?? ''];
  return { ...premises, ...live, ...reviewed, delivery, replay, event: event?.id ?? '', inTest };
}

type Twice = Estate['inTest'];

async function double({ tenant }: Premises, key: string, receiver: string, published?: string): Promise<Twice> {
  const post = async (path: string, json: unknown): Promise<string> => {
    const answer = await tenant.call('POST', path, { key, json });
    requireDone(answer, path);
    return (answer.json as { id: string }).id;
  };
  const twice = async (path: string, json: unknown) => {
    await post(path, json);
    return post(path, json);
  };
  const owner = await twice('/v1/owners', { name: 'Bea' });
  const queue = await twice('/v1/queues', { name: 'Second' });
  const calendar = await twice('/v1/calendars', OFFICE);
  const routing = { rules: [], fallback: { ownerId: owner } };
  const contract = published ?? (await twice('/v1/contracts', { ...BODY, routing }));
  const subject = { type: 'account', id: 'twice' };
  let assigned = '';
  for (const name of ['First', 'Second']) {
    requireDone(await tenant.call('PATCH', `/v1/contracts/${contract}`, { key, json: { name } }), 'patch');
    requireDone(await tenant.call('POST', `/v1/contracts/${contract}/publish`, { key }), 'publish');
    // under each version one, so that figures have two groups
    assigned = await post('/v1/handoffs', { contractId: contract, subject, packet: READY_PACKET });
  }
  // only what is sent to it on purpose: everything else goes on while tests compare
  const endpoint = await twice('/v1/webhook-endpoints', { url: receiver, eventTypes: ['webhook_endpoint.test'] });
  for (let count = 1; count <= 2; count++) {
    requireDone(await tenant.call('POST', `/v1/webhook-endpoints/${endpoint}/test`, { key, json: {} }), 'test');
    const json = { from: daysAgo(count + 1), to: daysAgo(count) };
    requireDone(await tenant.call('POST', `/v1/webhook-endpoints/${endpoint}/replay`, { key, json }), 'replay');
  }
  return { owner, queue, calendar, contract, endpoint, assigned };
}

/** So that lists of reviews have two entries, in both modes. */
async function reviewTwoMonths(stack: TestStack, { tenant }: Premises): Promise<Pick<Estate, 'month' | 'action'>> {
  await backdateTenant(stack, tenant.id, `${monthsAgo(3)}-01T00:00:00.000Z`);
  const month = monthsAgo(1);
  for (const key of [tenant.live, tenant.test]) {
    for (const each of [month, monthsAgo(2)])
      requireDone(await tenant.call('GET', `/v1/reviews/${each}`, { key }), each);
  }
  const action = await tenant.create(`/v1/reviews/${month}/actions`, { title: 'Walked' });
  return { month, action: action.id };
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

function requireDone({ status, text }: Answer, what: string): void {
  if (status >= 300) throw new Error(`${what}: ${status} ${text}`);
}
