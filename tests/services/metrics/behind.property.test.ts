import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from '#domain/metrics/day.ts';
import { figureNamed } from '#domain/metrics/figure-name.ts';
import { GROUPINGS } from '#services/metrics/group-key.ts';
import { listBehind } from '#services/metrics/list-behind.ts';
import { measureHandoffs } from '#services/metrics/measure-handoffs.ts';
import type { DayRange } from '#services/metrics/read-cells.ts';
import { readFigures } from '#services/metrics/read-figures.ts';
import { type LinkedFigures, viewReport } from '#services/metrics/view-report.ts';
import { eventfulLives, movingLives, zones } from '../../domain/metrics/lives.ts';
import { MeasuredTenant } from './support/measured-tenant.ts';

const RUNS = 40;
/** Links of one history that are followed. */
const FOLLOWED = 25;

interface Linked {
  readonly url: string;
  readonly amount: number;
}

/** Every link of these figures, and what is said beside it. */
function linksOf({ counts, clocks, rejections, rerequested, milestones, time, handoffs }: LinkedFigures): Linked[] {
  const cited = [...Object.values(rejections).flat(), ...rerequested, ...milestones];
  return [
    ...Object.entries(handoffs).map(([name, url]) => ({ url, amount: amountIn(counts, name) })),
    ...cited.map(({ handoffs: url, count }) => ({ url, amount: count })),
    ...clocks.flatMap(({ counts: runs, handoffs: links }) =>
      Object.entries(links).map(([name, url]) => ({
        url,
        amount: name === 'stopped' ? runs.met + runs.closedLate : amountIn(runs, name),
      })),
    ),
    ...Object.entries(time.handoffs).map(([name, url]) => ({
      url,
      amount: name === 'lost' ? time.lostSeconds : amountIn(time.causes, name, 'seconds'),
    })),
  ];
}

function amountIn(figures: object, name: string, member?: string): number {
  const found: unknown = Reflect.get(figures, name);
  return Number(member === undefined ? found : Reflect.get(Object(found), member));
}

/** What all pages behind a link add up to, and how often each handoff is on them. */
async function follow(tenant: MeasuredTenant, url: string, limit: number) {
  const { contractId, ownerId, queueId, fromStage, toStage, version, ...said } = Object.fromEntries(
    new URL(url, 'http://localhost').searchParams,
  );
  const figure = figureNamed({ figure: '', ...said } as Parameters<typeof figureNamed>[0]);
  const context = tenant.context();
  const generations = await context.stores.metrics.generations({ consistent: true });
  if (figure === undefined || generations === undefined) throw new Error(`${url} leads nowhere`);
  const { from = '', to = '' } = said;
  const selection = { contractId, ownerId, queueId, fromStage, toStage };
  const query = { figure, from, to, ...selection, version: version === undefined ? undefined : Number(version) };
  let sum = 0;
  let cursor: string | undefined;
  const seen: string[] = [];
  do {
    const page = await listBehind(context, generations.serving, query, { limit, cursor });
    for (const { handoffId, amount, moments } of page.data) {
      seen.push(handoffId);
      sum += Math.round(amount * 1000);
      expect(moments.reduce((total, moment) => total + Math.round(moment.amount * 1000), 0)).toBe(
        Math.round(amount * 1000),
      );
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return { sum: sum / 1000, seen };
}

async function linksIn(tenant: MeasuredTenant, range: DayRange, contractId: string | undefined): Promise<Linked[]> {
  const links: Linked[] = [];
  for (const groupBy of GROUPINGS) {
    const read = await readFigures(tenant.context(), { ...range, contractId, groupBy });
    if (read === undefined) continue;
    const period = { ...range, days: 1, timeZone: read.timeZone };
    const states = { rebuilding: false, provisional: false, empty: false, dropOff: [], comparedTo: null };
    const report = {
      ...states,
      period,
      asOf: tenant.now,
      totals: { ...read.totals, change: null },
      groups: read.groups.map((group) => ({ ...group, change: null })),
    };
    const view = viewReport(report, contractId, { limit: 1000 });
    links.push(...linksOf(view.totals), ...view.groups.flatMap(linksOf));
  }
  return links;
}

it('the handoffs behind every figure of a report add up to it, page by page, whatever their histories', async () => {
  let followed = 0;
  const property = fc.asyncProperty(
    movingLives,
    fc.array(eventfulLives, { minLength: 1, maxLength: 2 }),
    zones,
    fc.record({
      first: fc.nat(2),
      days: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(400)),
      limit: fc.integer({ min: 1, max: 3 }),
    }),
    fc.infiniteStream(fc.nat()),
    async (first, others, zone, { first: start, days, limit }, picks) => {
      const tenant = new MeasuredTenant([first, ...others]);
      tenant.timeZone = zone;
      await tenant.publish();
      for (const index of tenant.ids.keys()) await tenant.happen(index, 1_000);
      await measureHandoffs(tenant.context(), tenant.desk, tenant.ids);
      const from = addDays(tenant.now.slice(0, 10), start - 1);
      const range = { from, to: addDays(from, days - 1) };
      const links = await linksIn(tenant, range, undefined);
      for (const pick of [...picks.take(links.length === 0 ? 0 : FOLLOWED)]) {
        const link = links[pick % links.length];
        if (link === undefined) continue;
        followed += 1;
        const { sum, seen } = await follow(tenant, link.url, limit);
        expect({ url: link.url, sum }).toEqual({ url: link.url, sum: link.amount });
        expect(new Set(seen).size).toBe(seen.length);
      }
    },
  );
  await fc.assert(property, { numRuns: RUNS });
  expect(followed).toBeGreaterThan(RUNS);
}, 60_000);
