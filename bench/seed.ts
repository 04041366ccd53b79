import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { benchContract } from './packet.ts';

export interface Seed {
  readonly tenantId: string;
  readonly token: string;
  readonly contractId: string;
  readonly ownerId: string;
}

const answerSchema = z.looseObject({ id: z.string().optional() });
const signedUpSchema = z.object({
  tenant: z.object({ id: z.string() }),
  apiKeys: z.object({ live: z.object({ secret: z.string() }) }),
});

/** Calls the API and insists on the status that the benchmark rests on. */
export async function call(
  url: string,
  token: string | undefined,
  method: string,
  path: string,
  body?: unknown,
  expected = 200,
) {
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (response.status !== expected) {
    throw new Error(`${method} ${path}: ${response.status} instead of ${expected}: ${JSON.stringify(answer)}`);
  }
  return answerSchema.parse(answer);
}

/** Signs a tenant up, with an owner and a published contract. */
export async function seed(url: string): Promise<Seed> {
  const signedUp = await call(url, undefined, 'POST', '/v1/tenants', { name: 'Bench' }, 201);
  const { tenant, apiKeys } = signedUpSchema.parse(signedUp);
  const token = apiKeys.live.secret;
  const owner = await call(url, token, 'POST', '/v1/owners', { name: 'Nora', email: 'nora@bench.example' }, 201);
  const ownerId = owner.id ?? '';
  const contract = await call(url, token, 'POST', '/v1/contracts', benchContract(ownerId), 201);
  const contractId = contract.id ?? '';
  await call(url, token, 'POST', `/v1/contracts/${contractId}/publish`);
  return { tenantId: tenant.id, token, contractId, ownerId };
}

/** Waits until `count` is at least `expected` and has stood still for a second, or gives up after 30 s. */
export async function settled(what: string, count: () => number, expected: number): Promise<void> {
  let seen = -1;
  for (let waited = 0; waited < 30_000; waited += 1_000) {
    if (seen >= expected && seen === count()) return;
    seen = count();
    await setTimeout(1_000);
  }
  throw new Error(`gave up waiting for ${what}`);
}
