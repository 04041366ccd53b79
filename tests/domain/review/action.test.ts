import { expect, test } from 'vitest';
import type { Instant } from '#domain/instant.ts';
import { type Action, actionInputSchema, patchAction } from '#domain/review/action.ts';

const NOW = '2026-11-16T09:00:00.000Z' as Instant;
const ACTION: Action = {
  id: 'act_01JDA5K7ZWQ0R8T2V4X6Y8B0CD',
  version: 3,
  month: '2026-10',
  title: 'Require the stakeholder map',
  status: 'open',
  assignee: 'RevOps',
  createdAt: '2026-11-02T09:00:00.000Z' as Instant,
  updatedAt: '2026-11-02T09:00:00.000Z' as Instant,
};

test('a change keeps what it does not name, takes away what is null, and counts', () => {
  expect(patchAction(ACTION, { assignee: null, dueOn: '2026-12-01' }, NOW)).toEqual({
    ...withoutAssignee(),
    dueOn: '2026-12-01',
    version: 4,
    updatedAt: NOW,
  });
});

test('an action that is done has an end, which stays until it is opened again', () => {
  const done = patchAction(ACTION, { status: 'done' }, NOW);
  expect(done.closedAt).toBe(NOW);
  const later = '2026-12-01T00:00:00.000Z' as Instant;
  expect(patchAction(done, { title: 'Other' }, later).closedAt).toBe(NOW);
  expect(patchAction(done, { status: 'in_progress' }, later)).not.toHaveProperty('closedAt');
});

test('what is no action is refused', () => {
  const refused = [
    {},
    { title: '' },
    { title: 'a', dueOn: '2026-02-30' },
    { title: 'a', ownerId: 'x' },
    { title: 'a', status: 'done' },
    { title: 'x'.repeat(201) },
  ];
  for (const input of refused) expect(actionInputSchema().safeParse(input).success, JSON.stringify(input)).toBe(false);
});

function withoutAssignee(): Action {
  const { assignee: _assignee, ...rest } = ACTION;
  return rest;
}
