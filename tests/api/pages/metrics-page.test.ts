import { expect, test } from 'vitest';
import { metricsPage } from '#api/pages/metrics-page.ts';
import { richReport } from './rich-report.ts';
import { HOSTILE } from './rich-review.ts';

test('a report has charts of its clocks, rejections and time, and by days one of them', () => {
  expect(chartsOf(metricsPage(richReport('contract')))).toEqual(['attainment', 'fields', 'reasons', 'time']);
  expect(chartsOf(metricsPage(richReport('day')))).toEqual(['attainment', 'days', 'fields', 'reasons', 'time']);
});

test('a report of nothing says so, without a chart', () => {
  const page = metricsPage({ ...richReport('day'), empty: true });
  expect(page).toContain('Nothing happened on these days.');
  expect(chartsOf(page)).toEqual([]);
});

test('names are text, whatever is in them, and nothing is loaded', () => {
  const page = metricsPage(richReport('contract', HOSTILE));
  expect(page).not.toMatch(/<(?:script|link|img|iframe)\b/i);
  expect(page).not.toMatch(/https?:|url\((?!#)/);
  expect(page).toContain('&lt;script&gt;');
});

test('what may change says so', () => {
  expect(metricsPage(richReport('day'))).toContain('The last of these days is not over.');
  expect(metricsPage({ ...richReport('day'), provisional: false })).not.toContain('role="note"');
});

function chartsOf(page: string): (string | undefined)[] {
  return [...page.matchAll(/aria-labelledby="(\w+)-t \w+-d"/g)].map(([, id]) => id);
}
