import { setTimeout as delay } from 'node:timers/promises';
import { type BatonClient, createClient } from '../../packages/sdk/index.ts';
import { findingLine, findingsOf, PLAIN_PER_MONTH, type Reviewed } from './findings.ts';
import { monthsOf } from './options.ts';
import { TIME_ZONE } from './plan/office.ts';
import { type PlanSettings, planDemo } from './plan/plan.ts';
import { ProgressLines } from './progress.ts';
import { noteAction } from './run/action.ts';
import { type Company, setUpCompany } from './run/company.ts';
import { untilCounted } from './run/counted.ts';
import { keepReviews } from './run/keep-reviews.ts';
import { Telling } from './run/tell.ts';
import { whereToLook } from './where-to-look.ts';

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
  const { months, firstMonth, seed } = settings;
  const total = plan.stories.length;
  const signedUp = await createClient({ baseUrl: url }).post('/v1/tenants', {
    body: { name: `Demo ${seed}`, timezone: TIME_ZONE },
    signal,
  });
  const apiKey = signedUp.apiKeys.test.secret;
  const client = createClient({ baseUrl: url, apiKey, maxRetries: MAX_RETRIES });
  say(`${total} handoffs from ${firstMonth} on, over ${months} months, in the test mode of ${signedUp.tenant.id}.`);
  say(`  BATON=${url} KEY=${apiKey}`);
  const company = await setUpCompany(client, plan.years);
  const lines = new ProgressLines({ begin: plan.begin, end: plan.end, total }, say, performance.now());
  await new Telling(client, company, plan).tell(signal, (progress) => lines.heard(progress, performance.now()));
  say(`All is told, after ${Math.round((performance.now() - startedMs) / 1000)} s. The figures follow.`);
  const names = monthsOf(firstMonth, months);
  await untilCounted(client, plan, signal, (milliseconds) => delay(milliseconds, undefined, { signal }));
  const reviews = await readReviews(client, names);
  if (plan.fixAt !== undefined) await noteAction(client, company, reviews);
  const code = showFindings(company, { reviews, settings, say });
  const kept = await keepReviews({ url, apiKey }, names, folder, signal);
  say(`Look at it. The page of each month's review, for a browser, is in ${kept}.`);
  for (const line of whereToLook(plan, { url, apiKey })) say(`  ${line}`);
  return code;
}

function showFindings(
  company: Company,
  { reviews, settings, say }: Pick<Demo, 'settings' | 'say'> & { readonly reviews: readonly Reviewed[] },
): number {
  const plain = settings.handoffs >= PLAIN_PER_MONTH * settings.months;
  const findings = findingsOf(reviews, company);
  for (const line of findings.map((finding) => findingLine(finding, plain))) say(line);
  return plain && findings.some(({ found }) => !found) ? 1 : 0;
}

async function readReviews(client: BatonClient, months: readonly string[]): Promise<readonly Reviewed[]> {
  const reviews: Reviewed[] = [];
  for (const month of months) {
    reviews.push((await client.get('/v1/reviews/{month}', { path: { month } })) as unknown as Reviewed); // the reference's word for it
  }
  return reviews;
}
