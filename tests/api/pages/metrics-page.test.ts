import { expect, test } from 'vitest';
import { metricsPage } from '#api/pages/metrics-page.ts';
import type { Report } from '#services/metrics/get-report.ts';
import { CONTRACT, OTHER_CONTRACT } from '#tests/domain/review/sample-month.ts';
import { comparedReport, richReport } from './rich-report.ts';
import { HOSTILE } from './rich-review.ts';

const NO_NAMES: ReadonlyMap<string, string> = new Map();
const pageOf = (report: Report, names = NO_NAMES) => metricsPage(report, names);

test('a report has charts of its clocks, rejections and time, and by days one of them', () => {
  expect(chartsOf(pageOf(richReport('contract')))).toEqual(['attainment', 'fields', 'reasons', 'time']);
  expect(chartsOf(pageOf(richReport('day')))).toEqual(['attainment', 'days', 'fields', 'reasons', 'time']);
});

test('a report of nothing says so, without a chart', () => {
  const page = pageOf({ ...richReport('day'), empty: true });
  expect(page).toContain('Nothing happened on these days.');
  expect(chartsOf(page)).toEqual([]);
});

test('names are text, whatever is in them, and nothing is loaded', () => {
  const page = pageOf(richReport('contract', HOSTILE));
  expect(page).not.toMatch(/<(?:script|link|img|iframe)\b/i);
  expect(page).not.toMatch(/https?:|url\((?!#)/);
  expect(page).toContain('&lt;script&gt;');
});

test('what may change says so', () => {
  expect(pageOf(richReport('day'))).toContain('The last of these days is not over.');
  expect(pageOf({ ...richReport('day'), provisional: false })).not.toContain('role="note"');
});

function chartsOf(page: string): (string | undefined)[] {
  return [...page.matchAll(/aria-labelledby="(\w+)-t \w+-d"/g)].map(([, id]) => id);
}

test('groups are called by their names, with their ids beside them, and those without a name by their ids', () => {
  const page = pageOf(richReport('contract'), new Map([[CONTRACT, 'Won <b>to</b> onboarding']]));
  expect(page).toContain(`Won &lt;b&gt;to&lt;/b&gt; onboarding<br><small><code>${CONTRACT}</code></small>`);
  expect(page).toMatch(/<text[^>]*>Won &lt;b&gt;to&lt;\/b&gt; onboarding/);
  expect(page).toContain(`<th scope="row">${OTHER_CONTRACT}</th>`);
});

test('what is compared says with which days, and beside each figure by how much it has changed, in signs and words', () => {
  const page = pageOf(comparedReport());
  expect(page).toContain('Compared with 2026-05-27 to 2026-08-24, 90 days.');
  expect(page).toContain('+12 from 400');
  expect(page).toContain('−5.0 points from 21.0 %');
  expect(page).toContain('as before');
  expect(page).toContain('Clocks, before and now');
  expect(page).toContain('+2.0 points from 88.3 %');
  expect(pageOf(richReport('contract'))).not.toContain('Clocks, before and now');
});
