import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EVENT_TYPES } from '#domain/event-types.ts';
import { checkEndpoint } from '#domain/webhook/check-endpoint.ts';
import { HIDDEN_VALUE } from '#domain/webhook/custom-headers.ts';

const GUIDE = readFileSync(new URL('../../../docs/webhooks.md', import.meta.url), 'utf8');
const POLICY = { mode: 'live', egress: 'strict' } as const;

/** Patterns and filter of each row under the heading Filters. */
function filters(): { eventTypes: string[]; filter: string }[] {
  const [, section = ''] = /\n## Filters\n(.*?)\n## /s.exec(GUIDE) ?? [];
  return [...section.matchAll(/^\| (`[^|]+`) \| `(.+)` \| [^|]+ \|$/gm)]
    .filter(([, first]) => first !== '`eventTypes`')
    .map(([, patterns = '', filter = '']) => ({
      eventTypes: patterns.split(', ').map((pattern) => pattern.replaceAll('`', '')),
      filter: filter.replaceAll('\\|', '|'),
    }));
}

test('each filter that the guide shows can be saved with the patterns beside it', () => {
  const rows = filters();
  expect(rows.length).toBeGreaterThan(3);
  expect(rows.map((row) => checkEndpoint({ url: 'https://example.com/hook', ...row }, POLICY))).toEqual(
    rows.map(() => []),
  );
});

test('the headers that the guide shows can be sent, and hidden values are shown as it says', () => {
  const [, json = ''] = /\n## Headers of your own\n.*?```json\n(.*?)```/s.exec(GUIDE) ?? [];
  expect(checkEndpoint(JSON.parse(json), POLICY)).toEqual([]);
  expect(GUIDE).toContain(HIDDEN_VALUE);
});

test('the guide names no event that does not exist', () => {
  const named =
    GUIDE.match(/(?<=`|"|')(?:handoff|clock|escalation|contract|webhook_endpoint)\.[a-z_]+(?=`|"|')/g) ?? [];
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((type) => !EVENT_TYPES.some((each) => each === type))).toEqual([]);
});
