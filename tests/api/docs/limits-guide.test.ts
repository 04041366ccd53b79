import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Limits, planOf } from '#domain/tenancy/plan.ts';

const GUIDE = readFileSync(new URL('../../../docs/limits.md', import.meta.url), 'utf8');
const { limits, requests } = planOf('standard');

const ROWS: Readonly<Record<keyof Limits, string>> = {
  openHandoffs: 'open handoffs',
  contracts: 'contracts, retired ones included',
  calendars: 'calendars',
  owners: 'owners',
  queues: 'queues',
  webhookEndpoints: 'webhook endpoints',
  testClocks: 'test clocks',
  apiKeys: '[API keys](tenancy.md#keys)',
  packetBytes: 'packet',
};
const LIMITS = Object.keys(ROWS) as readonly (keyof Limits)[];
const told = (limit: keyof Limits) =>
  limit === 'packetBytes' ? `${limits[limit] / 1024} KiB` : limits[limit].toLocaleString('en-US');

test.each(LIMITS)('the guide tells the limit %s as the plan has it', (limit) => {
  expect(GUIDE).toContain(`| ${ROWS[limit]} | ${told(limit)} |`);
});

test('the guide tells how many requests a plan lets in, and says of what else it lists that usage does not show it', () => {
  expect(GUIDE).toContain(
    `| requests | ${requests.perSecond} per second, and ${requests.burst.toLocaleString('en-US')} at once after a pause |`,
  );
  const listed = [...GUIDE.matchAll(/^\| (.+?) \| .+ \|$/gm)]
    .map(([, what = '']) => what)
    .filter((what) => /\w/.test(what));
  const further = listed.filter((what) => what !== 'requests' && !Object.values(ROWS).includes(what));
  expect(further).toEqual(['actions of one [review](reviews.md)']);
  expect(GUIDE).toMatch(/actions of a review are no part of it[^.]*not in the\sanswer of `GET \/v1\/usage`/);
});
