import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClient } from '#sdk/index.ts';
import { DemoCompany } from '#tests/support/demo-company.ts';
import { figuresOf } from '#tests/support/demo-figures.ts';
import { planDemo } from '../../scripts/demo-data/plan/plan.ts';
import { tellDemo } from '../../scripts/demo-data/tell-demo.ts';
import { startTestStack, type TestStack } from './support/stack.ts';

/** Long enough for the fix and its action, and too few handoffs for any finding. */
const SETTINGS = { seed: 7, firstMonth: '2026-06', months: 4, handoffs: 12 };

let stack: TestStack;
let folder: string;
const said: string[] = [];
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
  folder = await mkdtemp(join(tmpdir(), 'baton-demo-data-'));
});
afterAll(async () => {
  await stack.dispose();
  await rm(folder, { recursive: true, force: true });
});

describe('a small demo that is told through the API', () => {
  test('comes to the figures that the plan comes to without any service, and shows where to look', async () => {
    const signal = new AbortController().signal;
    const say = (line: string) => void said.push(line);
    expect(await tellDemo({ url: stack.url, settings: SETTINGS, folder, signal, say })).toBe(0);
    const apiKey = /KEY=(\S+)/.exec(said.join('\n'))?.[1] ?? '';
    const client = createClient({ baseUrl: stack.url, apiKey });
    const query = { from: '2026-06-01', to: '2026-09-30' };
    const report = await client.get('/v1/metrics', { query });
    if (typeof report === 'string') throw new Error('the figures came as a table');
    const { submitted, accepted, rejected, completed, disqualified } = report.totals.counts;
    expect({ submitted, accepted, rejected, completed, disqualified }).toEqual(planned());
    expect(await readFile(join(folder, 'reviews', '2026-06.html'), 'utf8')).toContain('<!doctype html>');
    expect(said.filter((line) => line.includes('too few handoffs for it')).length).toBeGreaterThan(0);
    const review = (await client.get('/v1/reviews/{month}', { path: { month: '2026-08' } })) as unknown;
    expect(review).toMatchObject({ actions: [{ status: 'done', contractVersion: 2 }] });
    const [, journey = ''] = /get (subjects\S+)/.exec(said.join('\n')) ?? [];
    const headers = { authorization: `Bearer ${apiKey}` };
    expect((await fetch(`${stack.url}/v1/${journey}`, { headers })).status).toBe(200);
  }, 120_000);
});

/** The same, counted without a service. */
function planned(): Readonly<Record<string, number>> {
  const company = new DemoCompany(planDemo(SETTINGS));
  const cells = figuresOf(company.lives(), company.office.time).filter(
    ({ cell }) => cell.dimension.kind === 'contract',
  );
  const names = ['submitted', 'accepted', 'rejected', 'completed', 'disqualified'] as const;
  return Object.fromEntries(
    names.map((name) => [name, cells.reduce((sum, { counters }) => sum + (counters.counts.get(name) ?? 0), 0)]),
  );
}
