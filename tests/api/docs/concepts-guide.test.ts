import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { HANDOFF_ADJUSTMENT_ROUTES } from '#api/routes/handoff-adjustments.ts';
import { HANDOFF_COMMAND_ROUTES } from '#api/routes/handoff-commands.ts';
import { handoffBatch } from '#api/schemas/handoff-batch.ts';
import { requireAllowed } from '#domain/handoff/allowed.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { HANDOFF_STATES, type HandoffState } from '#domain/handoff/state.ts';
import { ACCEPT_CLOCK, contractBody, REJECTION_REASONS } from '#tests/support/contracts.ts';
import { ACCEPT, CANCEL, COMPLETE, type Life, REJECT, submit } from '#tests/support/handoffs.ts';
import { QUEUE } from '#tests/support/people.ts';

const GUIDE = readFileSync(new URL('../../../docs/concepts.md', import.meta.url), 'utf8');
const [, SECTION = ''] = /\n## What may be asked\n(.*?)\n## /s.exec(GUIDE) ?? [];
const ROUTES = [...HANDOFF_COMMAND_ROUTES, ...HANDOFF_ADJUSTMENT_ROUTES];
const ROWS = [...SECTION.matchAll(/^\| `\/(\w+)` \| ([^|]+) \| (?:`(\{.*\})`|none) \| [^|]+ \|$/gm)].map(
  ([, call = '', states = '', body]) => ({ call, states, body }),
);

const body = contractBody({ clocks: [ACCEPT_CLOCK], rejectionReasons: [...REJECTION_REASONS] });
const accepted = () => submit({ body }).command(1, ACCEPT);
const IN_STATE: Readonly<Record<HandoffState, () => Life>> = {
  pending: () => submit({ body, to: { queueId: QUEUE } }),
  assigned: () => submit({ body }),
  accepted,
  rejected: () => submit({ body }).command(1, REJECT),
  completed: () => accepted().command(2, COMPLETE),
  disqualified: () => accepted().command(2, { type: 'disqualify', reason: 'Not a customer of ours' }),
  cancelled: () => submit({ body }).command(1, CANCEL),
};
const ENDED = ['completed', 'disqualified', 'cancelled'];

function statesOf(told: string): readonly string[] {
  if (told === 'every one') return HANDOFF_STATES;
  if (told.startsWith('every open one')) return HANDOFF_STATES.filter((state) => !ENDED.includes(state));
  return [...told.matchAll(/`(\w+)`/g)].map(([, state = '']) => state);
}

/** The states that permit the command; a resumption is asked of what is paused. */
function permitting(type: HandoffCommand['type']): readonly string[] {
  return HANDOFF_STATES.filter((state) => {
    const life = IN_STATE[state]();
    const paused = { reason: 'awaiting_customer', since: life.state.updatedAt, resumeBy: life.state.updatedAt };
    try {
      requireAllowed(type === 'resume' ? Object.assign({ ...life.state }, { paused }) : life.state, type, { body });
      return true;
    } catch {
      return false;
    }
  });
}

const COMMANDS: Readonly<Record<string, HandoffCommand['type']>> = { milestones: 'milestone', notes: 'note' };
const filledIn = (text: string): unknown => JSON.parse(text.replaceAll('_…', '_01JDA5K7ZWQ0R8T2V4X6Y8B0CD'));

describe('the table of what may be asked of a handoff', () => {
  test('has every call that there is, and no other', () => {
    const calls = ROUTES.map(({ path }) => path.split('/').at(-1));
    expect([...new Set(ROWS.map(({ call }) => call))].toSorted()).toEqual(calls.toSorted());
  });

  test.each(ROWS)('shows for /$call a body that it takes: $body', ({ call, body: shown }) => {
    const schema = ROUTES.find(({ path }) => path.endsWith(`/${call}`))?.request.body?.();
    if (shown === undefined) expect(schema).toBeUndefined();
    else expect(schema?.safeParse(filledIn(shown)).error?.issues).toBeUndefined();
    expect(shown === undefined || schema !== undefined).toBe(true);
  });

  test.each([...Map.groupBy(ROWS, ({ call }) => call)])('names the states in which /%s may be asked', (call, rows) => {
    const told = new Set(rows.flatMap(({ states }) => statesOf(states)));
    const type = ROUTES.some(({ path }) => path.endsWith(`/${call}`)) ? (COMMANDS[call] ?? call) : '';
    expect([...told].toSorted()).toEqual(permitting(type as HandoffCommand['type']).toSorted());
  });

  test('is followed by a batch as it can be sent', () => {
    const [, json = ''] = /```json\n(.*?)```/s.exec(SECTION) ?? [];
    expect(handoffBatch().safeParse(filledIn(json)).error?.issues).toBeUndefined();
  });
});
