import { describe, expect, test } from 'vitest';
import { findingLine, findingsOf, type Reviewed } from '../../../scripts/demo-data/findings.ts';

const PLANTED = { ids: { queue: (key: string) => `que_${key}` }, contract: (key: string) => `ctr_${key}` };
const NOTHING: Reviewed = { month: '2026-05', suggestions: [], shipped: [] } as unknown as Reviewed; // months are branded

function reviewed(month: string, ...ids: readonly string[]): Reviewed {
  const suggestions = ids.map((id) => ({ id, contractId: id.split(':')[1] }));
  return { ...NOTHING, month, suggestions } as unknown as Reviewed; // of a suggestion only these are looked at
}

const FIELD = 'require_field:ctr_onboardings:/stakeholders';
const WEEKEND = 'cover_weekend:ctr_cases:accept';
const DESK = 'relieve_queue:que_desk';

describe('what reviews name of what was planted', () => {
  test('is found where every month says what it should', () => {
    const findings = findingsOf(
      [reviewed('2026-05', FIELD, WEEKEND, DESK), reviewed('2026-06', FIELD, WEEKEND)],
      PLANTED,
    );
    expect(findings.map(({ found }) => found)).toEqual([true, true, true, true]);
  });

  test('is not found where a month is silent, goes on about what was mended, or speaks of what is healthy', () => {
    const silent = findingsOf([NOTHING], PLANTED);
    expect(silent.filter(({ found }) => found).map(({ what }) => what)).toEqual([
      'Of the meetings there is nothing to say',
    ]);
    const months = ['2026-05', '2026-06', '2026-07', '2026-08'].map((month) => reviewed(month, FIELD, WEEKEND, DESK));
    const [field, , , mended] = findingsOf(months, PLANTED);
    expect([field?.found, mended?.found]).toEqual([false, false]);
    const healthy = findingsOf([reviewed('2026-05', 'sharpen_field:ctr_meetings:/pain')], PLANTED).at(-1);
    expect(healthy).toMatchObject({ found: false, months: ['2026-05'] });
  });
});

describe('a line about a finding', () => {
  const missed = { what: 'The desk', months: [], found: false };
  test('says that there were too few handoffs for it, instead of that it is missing', () => {
    expect(findingLine(missed, false)).toContain('too few handoffs');
    expect(findingLine(missed, true)).toMatch(/^ *no +The desk$/);
    expect(findingLine({ what: 'The desk', months: ['2026-05'], found: true }, false)).toMatch(/^ *yes .*2026-05/);
  });
});
