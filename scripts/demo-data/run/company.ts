import type { BatonClient } from '../../../packages/sdk/index.ts';
import { type Ids, OWNERS, QUEUES } from '../plan/cast.ts';
import { firstVersion, secondVersion, TEMPLATES } from '../plan/contracts.ts';
import { officeCalendar } from '../plan/office.ts';
import { CONTRACT_KEYS, type ContractKey } from '../plan/story.ts';

/** The company as it stands in a tenant. */
export interface Company {
  readonly ids: Ids;
  contract(key: ContractKey): string;
}

/** Sets the company up: its hours, its people, their queues, and the first versions of its contracts, in force. */
export async function setUpCompany(client: BatonClient, years: readonly number[]): Promise<Company> {
  const calendar = await client.post('/v1/calendars', { body: officeCalendar(years) });
  const owners = await named(OWNERS, async ({ name, manager, capacity }, known) => {
    const managerId = manager === undefined ? {} : { managerId: known(manager) };
    const room = capacity === undefined ? {} : { capacity };
    return client.post('/v1/owners', { body: { name, calendarId: calendar.id, ...managerId, ...room } });
  });
  const queues = await named(QUEUES, async ({ name, strategy, members }) =>
    client.post('/v1/queues', { body: { name, strategy, members: members.map((key) => ({ ownerId: owners(key) })) } }),
  );
  const ids: Ids = { calendar: calendar.id, owner: owners, queue: queues };
  const contracts = await named(
    CONTRACT_KEYS.map((key) => ({ key })),
    async ({ key }) => {
      const body = { templateSlug: TEMPLATES[key as ContractKey], ...firstVersion(key as ContractKey, ids) };
      const { data } = await client.request('POST', '/v1/contracts', { body });
      return publish(client, (data as { readonly id: string }).id); // what the reference says of it
    },
  );
  return { ids, contract: contracts };
}

/** Puts the mended onboarding contract in force, as its second version. */
export async function publishFix(client: BatonClient, { contract }: Company): Promise<void> {
  const id = contract('onboardings');
  await client.request('PATCH', '/v1/contracts/{id}', { path: { id }, body: secondVersion(), ifMatch: '*' });
  await publish(client, id);
}

async function publish(client: BatonClient, id: string): Promise<{ readonly id: string }> {
  return client.post('/v1/contracts/{id}/publish', { path: { id } });
}

/** Makes each of `things` in turn, and answers what tells the ids by their keys. */
async function named<T extends { readonly key: string }>(
  things: readonly T[],
  make: (thing: T, known: (key: string) => string) => Promise<{ readonly id: string }>,
): Promise<(key: string) => string> {
  const ids = new Map<string, string>();
  const known = (key: string): string => {
    const id = ids.get(key);
    if (id === undefined) throw new Error(`nothing was made for ${key}`);
    return id;
  };
  for (const thing of things) ids.set(thing.key, (await make(thing, known)).id);
  return known;
}
