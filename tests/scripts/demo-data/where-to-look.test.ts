import { describe, expect, test } from 'vitest';
import { planDemo } from '../../../scripts/demo-data/plan/plan.ts';
import { spansOf } from '../../../scripts/demo-data/run/counted.ts';
import { customerToLookAt, whereToLook } from '../../../scripts/demo-data/where-to-look.ts';

const ACCESS = { url: 'http://127.0.0.1:1', apiKey: 'key' };
const plan = (months: number, handoffs: number, firstMonth = '2026-05') =>
  planDemo({ seed: 7, months, handoffs, firstMonth });

describe('the calls that a demo ends with', () => {
  test('are about the months of the story, to the last day of the last', () => {
    const lines = whereToLook(plan(6, 300), ACCESS);
    const ranges = lines.flatMap((line) => /from=[\d-]+&to=[\d-]+/.exec(line) ?? []);
    expect(new Set(ranges)).toEqual(new Set(['from=2026-05-01&to=2026-10-31']));
    expect(ranges).toHaveLength(5);
    expect(whereToLook(plan(1, 3, '2028-02'), ACCESS).join()).toContain('from=2028-02-01&to=2028-02-29');
  });

  test('ask for no more days than a report may have', () => {
    expect(whereToLook(plan(24, 300), ACCESS).join()).toContain('from=2027-05-01&to=2028-04-30');
  });

  test('name the review with the action where there is one', () => {
    expect(whereToLook(plan(6, 300), ACCESS)).toContain('  get reviews/2026-07');
    expect(whereToLook(plan(3, 300), ACCESS).join()).not.toContain('action');
  });

  test.each([1, 300])('show a customer of the data, one who went through the most: of %i', (handoffs) => {
    const told = plan(6, handoffs);
    const subject = customerToLookAt(told);
    const count = (id: string | undefined) => told.stories.filter((story) => story.subject.id === id).length;
    expect(count(subject?.id)).toBe(Math.max(...told.stories.map((story) => count(story.subject.id))));
    expect(whereToLook(told, ACCESS)).toContain(`  get subjects/${subject?.type}/${subject?.id}/journey`);
  });
});

describe('the days whose figures are waited for', () => {
  test.each([1, 6, 13, 24])('are all of those of %i months, each once, in spans of one report', (months) => {
    const told = plan(months, 1);
    const spans = spansOf(told);
    expect(spans[0]?.from).toBe(told.begin.slice(0, 10));
    expect(spans.at(-1)?.to).toBe(told.end.slice(0, 10));
    const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
    for (const [index, { from, to }] of spans.entries()) {
      expect((Date.parse(to) - Date.parse(from)) / 86_400_000).toBeLessThan(400);
      if (index > 0) expect(from).toBe(dayAfter(spans[index - 1]?.to ?? ''));
    }
  });
});
