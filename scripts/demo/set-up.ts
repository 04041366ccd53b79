import { contractSchema, endpointSchema, ownerSchema, signedUpSchema, templateSchema } from './answers.ts';
import type { ApiClient } from './api-client.ts';
import { ACCEPT_SECONDS, contractTerms, TEMPLATE_SLUG } from './contract-terms.ts';
import { expect } from './failure.ts';
import type { Scene, Stage } from './scene.ts';

/** From nothing to a contract in force: account, people, subscriber, contract. `anyone` has no API key. */
export async function setUp(stage: Stage, anyone: ApiClient): Promise<Scene> {
  const { display, receiver } = stage;
  const api = await display.step('Sign up', async ({ summary }) => {
    const body = { name: 'Northwind Onboarding', email: 'revops@northwind.example' };
    const { tenant, apiKeys } = await anyone.call({ method: 'POST', path: '/v1/tenants', body }, 201, signedUpSchema);
    summary(`${tenant.id}, a live and a test API key`);
    return anyone.as(apiKeys.live.secret);
  });

  const [owner, fallback] = await display.step('Name an owner and a fallback owner', async ({ summary }) => {
    const add = (name: string, email: string) =>
      api.call({ method: 'POST', path: '/v1/owners', body: { name, email } }, 201, ownerSchema);
    const people = await Promise.all([
      add('Mara Lindqvist', 'mara@northwind.example'),
      add('Jonas Weber', 'jonas@northwind.example'),
    ]);
    summary(people.map(({ name }) => name).join(', '));
    return people;
  });

  await display.step('Subscribe a webhook receiver to every event', async ({ summary }) => {
    const body = { url: receiver.url, eventTypes: ['*'] };
    const endpoint = await api.call({ method: 'POST', path: '/v1/webhook-endpoints', body }, 201, endpointSchema);
    receiver.trust(endpoint.secret);
    summary(receiver.url);
  });

  const { contract, examples } = await display.step(`Draft a contract from ${TEMPLATE_SLUG}`, async ({ summary }) => {
    const path = `/v1/contract-templates/${TEMPLATE_SLUG}`;
    const template = await api.call({ method: 'GET', path }, 200, templateSchema);
    const body = { templateSlug: TEMPLATE_SLUG, ...contractTerms(template, owner.id, fallback.id) };
    const draft = await api.call({ method: 'POST', path: '/v1/contracts', body }, 201, contractSchema);
    expect(draft.status === 'draft', `the contract should be a draft, not ${draft.status}`);
    summary(`to be accepted within ${ACCEPT_SECONDS} s`);
    return { contract: draft, examples: template.examples };
  });

  await display.step('Publish it', async ({ summary }) => {
    const path = `/v1/contracts/${contract.id}/publish`;
    const { status, version } = await api.call({ method: 'POST', path }, 200, contractSchema);
    expect(status === 'published' && version === 1, `version 1 should be in force, not ${status} ${version}`);
    summary(`${contract.name}, version ${version}`);
  });

  return { ...stage, api, owner, fallback, contractId: contract.id, examples };
}
