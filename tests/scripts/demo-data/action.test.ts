import { describe, expect, test } from 'vitest';
import type { BatonClient } from '#sdk/index.ts';
import { createClient } from '#sdk/index.ts';
import { idOf } from '#tests/support/demo-company.ts';
import { demoReviews } from '#tests/support/demo-reviews.ts';
import { noteAction } from '../../../scripts/demo-data/run/action.ts';

const COMPANY = { contract: (key: string) => idOf('ctr', key) };

/** A client whose requests go nowhere: `sent` has the bodies. */
function listening(): { readonly client: BatonClient; readonly sent: Record<string, unknown>[] } {
  const sent: Record<string, unknown>[] = [];
  const client = createClient({
    baseUrl: 'http://127.0.0.1:1',
    apiKey: 'key',
    fetch: async (_input, init) => {
      sent.push(JSON.parse(String(init?.body)) as Record<string, unknown>); // it is an object that was sent
      return Response.json({ id: 'act_1' }, { status: 201 });
    },
  });
  return { client, sent };
}

describe('the action that is noted before the fix', () => {
  test.each([
    [1, 6, 1],
    [2, 6, 7],
    [300, 6, 7],
    [300, 6, 3],
    [300, 24, 7],
    [1000, 4, 7],
  ])('names the suggestion only where the review makes it: %i handoffs over %i months, seed %i', async (...demo) => {
    const [handoffs, months, seed] = demo;
    const reviews = demoReviews({ seed, firstMonth: '2026-05', months, handoffs });
    const { client, sent } = listening();
    await noteAction(client, COMPANY, reviews);
    const known = reviews[2]?.suggestions.map(({ id }) => id) ?? [];
    const suggestion = known.find((id) => id.startsWith('require_field') && id.endsWith(':/stakeholders'));
    expect(sent).toHaveLength(2);
    expect(sent[0]?.['suggestionId']).toBe(suggestion);
    expect(suggestion !== undefined).toBe(handoffs >= 1000);
  });

  test.each([1, 3])('is none where %i months are too few for a fix', async (months) => {
    const { client, sent } = listening();
    await noteAction(client, COMPANY, demoReviews({ seed: 7, firstMonth: '2026-05', months, handoffs: 30 }));
    expect(sent).toEqual([]);
  });
});
