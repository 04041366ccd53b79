import { expect, test } from 'vitest';
import type { Instant } from '#domain/instant.ts';
import type { Action } from '#domain/review/action.ts';
import { decisionsOn, MOST_EARLIER, stillOpen } from '#domain/review/decided.ts';

function action(id: string, changes: Partial<Action> = {}): Action {
  const at = '2026-09-02T09:00:00.000Z' as Instant;
  return { id, version: 1, month: '2026-08', title: id, status: 'open', createdAt: at, updatedAt: at, ...changes };
}

test('actions that nobody has closed are shown, the oldest due first, those of no day last', () => {
  const { shown, omitted } = stillOpen(
    [
      action('act_none'),
      action('act_late', { dueOn: '2026-09-30', status: 'in_progress' }),
      action('act_later', { dueOn: '2026-11-01' }),
      action('act_done', { dueOn: '2026-09-01', status: 'done' }),
      action('act_dropped', { status: 'dropped' }),
    ],
    '2026-11-01',
  );
  expect(shown.map(({ id, overdue }) => [id, overdue])).toEqual([
    ['act_late', true],
    ['act_later', false],
    ['act_none', false],
  ]);
  expect(omitted).toBe(0);
});

test('so many are shown, and how many more there are is said', () => {
  const all = Array.from({ length: MOST_EARLIER + 3 }, (_, index) => action(`act_${String(index).padStart(2, '0')}`));
  const { shown, omitted } = stillOpen(all.toReversed(), '2026-11-01');
  expect([shown.length, omitted, shown[0]?.id]).toEqual([MOST_EARLIER, 3, 'act_00']);
});

test('a suggestion has the action that is open, or else the latest, in whatever order they come', () => {
  const actions = [
    action('act_1', { suggestionId: 'a', status: 'in_progress' }),
    action('act_2', { suggestionId: 'a', status: 'done', month: '2026-09' }),
    action('act_3', { suggestionId: 'b', status: 'dropped' }),
    action('act_4', { suggestionId: 'b', status: 'done', month: '2026-09' }),
    action('act_5'),
  ];
  for (const given of [actions, actions.toReversed()]) {
    expect(Object.fromEntries(decisionsOn(given))).toEqual({
      a: { id: 'act_1', month: '2026-08', status: 'in_progress' },
      b: { id: 'act_4', month: '2026-09', status: 'done' },
    });
  }
});
