import { setTimeout as delay } from 'node:timers/promises';
import { type BatonClient, createClient } from '../../packages/sdk/index.ts';
import { findingsOf, PLAIN_PER_MONTH, type Reviewed } from './findings.ts';
import { monthsOf } from './options.ts';
import { TIME_ZONE } from './plan/office.ts';
import { type PlanSettings, planDemo } from './plan/plan.ts';
import { ProgressLines } from './progress.ts';
import { noteAction } from './run/action.ts';
import { type Company, setUpCompany } from './run/company.ts';
import { untilCounted } from './run/counted.ts';
import { keepReviews } from './run/keep-reviews.ts';
import { Telling } from './run/tell.ts';

/** How often what was refused for now is tried again: rate limits are waited for. */
const MAX_RETRIES = 8;

export interface Demo {
  readonly url: string;
  readonly settings: PlanSettings;
  /** Where pages to look at are kept. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Signs a tenant up, tells it the plan, and looks whether its reviews name what was planted. Answers the exit code. */
export async function tellDemo({ url, settings, folder, signal, say }: Demo): Promise<number> {
  const startedMs = performance.now();
  const plan = planDemo(settings);
  const { months, firstMonth, handoffs, seed } = settings;
  const signedUp = await createClient({ baseUrl: url }).post('/v1/tenants', {
    body: { name: `Demo ${seed}`, timezone: TIME_ZONE },
    signal,
  });
  const apiKey = signedUp.apiKeys.test.secret;
  const client = createClient({ baseUrl: url, apiKey, maxRetries: MAX_RETRIES });
  say(`${handoffs} handoffs from ${firstMonth} on, over ${months} months, in the test mode of ${signedUp.tenant.id}.`);
  say(`  BATON=${url} KEY=${apiKey}`);
  const company = await setUpCompany(client, plan.years);
  const lines = new ProgressLines({ begin: plan.begin, end: plan.end, total: handoffs }, say, performance.now());
  await new Telling(client, company, plan).tell(signal, (progress) => lines.heard(progress, performance.now()));
  say(`All is told, after ${Math.round((performance.now() - startedMs) / 1000)} s. The figures follow.`);
  const names = monthsOf(firstMonth, months);
  await untilCounted(client, plan, signal, (milliseconds) => delay(milliseconds, undefined, { signal }));
  if (plan.fixAt !== undefined) await noteAction(client, company, names);
  const code = await showFindings(client, company, { names, handoffs, say });
  const kept = await keepReviews({ url, apiKey }, names, folder, signal);
  showWhereToLook({ names, kept, say });
  return code;
}

async function showFindings(
  client: BatonClient,
  company: Company,
  { names, handoffs, say }: { readonly names: readonly string[]; readonly handoffs: number; readonly say: Demo['say'] },
): Promise<number> {
  const reviews: Reviewed[] = [];
  for (const month of names) {
    reviews.push((await client.get('/v1/reviews/{month}', { path: { month } })) as unknown as Reviewed); // the reference's word for it
  }
  const findings = findingsOf(reviews, company);
  for (const { what, months, found } of findings) {
    const where = months.length === 0 ? '' : ` (${months.join(', ')})`;
    say(`  ${found ? 'yes' : 'no '}  ${what}${where}`);
  }
  if (findings.every(({ found }) => found)) return 0;
  const plain = handoffs >= PLAIN_PER_MONTH * names.length;
  if (!plain) say(`  So few handoffs do not show all of it: ${PLAIN_PER_MONTH} a month do.`);
  return plain ? 1 : 0;
}

function showWhereToLook({
  names,
  kept,
  say,
}: {
  readonly names: readonly string[];
  readonly kept: string;
  readonly say: Demo['say'];
}): void {
  const last = names.at(-1) ?? '';
  const get = 'curl -H "Authorization: Bearer $KEY"';
  say('Look at it:');
  say(`  the reviews, to be opened in a browser: ${kept}`);
  say(`  ${get} "$BATON/v1/reviews/${last}"`);
  say(`  ${get} "$BATON/v1/metrics?from=${names[0] ?? ''}-01&to=${last}-28&groupBy=contract"`);
  say(`  ${get} -H "Accept: image/svg+xml" "$BATON/v1/journey-map" > journey-map.svg`);
}
