import { describe, expect, it } from 'vitest';
import { DAY_MS, dayPlan } from '#domain/sla/day-plan.ts';
import { type Span, Stretches } from '#domain/sla/stretches.ts';
import { ZoneOffsets } from '#domain/sla/zone-offsets.ts';

/** The 23rd of November 2026 is a Monday. */
const SPAN: Span = { from: Date.UTC(2026, 10, 23, 10), until: Date.UTC(2046, 10, 23, 10) };

/** 24 minutes of every date, but for every third one over years, which is closed. */
function blocksIn(timezone: string) {
  const minutes = Array.from({ length: 24 }, (_, hour): [string, string] => {
    const name = String(hour).padStart(2, '0');
    return [`${name}:00`, `${name}:01`];
  });
  const weekly = { mon: minutes, tue: minutes, wed: minutes, thu: minutes, fri: minutes, sat: minutes, sun: minutes };
  const holidays = Array.from({ length: 2000 }, (_, index) =>
    new Date(SPAN.from + index * 3 * DAY_MS).toISOString().slice(0, 10),
  );
  const plan = dayPlan({ timezone, weekly, holidays, overrides: {} });
  return [...new Stretches(plan, new ZoneOffsets(timezone)).blocks(SPAN)];
}

describe('the blocks of twenty years', () => {
  it.each(['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca'])(
    'are no more than a dozen a year in %s, whatever the intervals and the holidays',
    (timezone) => {
      expect(blocksIn(timezone).length).toBeLessThan(20 * 12);
    },
  );

  it.each(['UTC', 'America/New_York', 'Africa/Casablanca'])('follow each other without gaps in %s', (timezone) => {
    const blocks = blocksIn(timezone);
    const [first] = blocks;
    expect(blocks.map(({ day }) => day)).toEqual([first?.day, ...blocks.slice(0, -1).map(({ end }) => end)]);
    expect(blocks.at(-1)?.end).toBe(Math.floor(SPAN.until / DAY_MS) + 1);
  });
});
