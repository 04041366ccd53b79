import * as z from 'zod';
import type { Day } from '../metrics/day.ts';
import { once } from '../once.ts';
import { ACTION_STATUSES, type Action, actionSchema } from './action.ts';
import { monthSchema } from './month.ts';

/** Actions of earlier months that one review shows. */
export const MOST_EARLIER = 20;

export const earlierActionSchema = once(() =>
  actionSchema()
    .extend({
      overdue: z.boolean().meta({
        description: 'It was due before today, in the time zone of the tenant, also where the review is frozen.',
      }),
    })
    .meta({ id: 'EarlierAction', description: 'What an earlier review decided and nobody has closed yet.' }),
);
export type EarlierAction = z.infer<ReturnType<typeof earlierActionSchema>>;

/** What was decided on a suggestion. */
export const decisionSchema = once(() =>
  z
    .strictObject({
      id: z.string().meta({ examples: ['act_01JDA5K7ZWQ0R8T2V4X6Y8B0CD'] }),
      month: monthSchema().meta({ description: 'The month in whose review it was decided.' }),
      status: z.enum(ACTION_STATUSES),
    })
    .meta({ id: 'SuggestionAction', description: 'The action that follows a suggestion.' }),
);
export type Decision = z.infer<ReturnType<typeof decisionSchema>>;

/** The actions that are not closed, the oldest due first, those that are due on no day last; 20 at most. */
export function stillOpen(
  actions: readonly Action[],
  today: Day,
): { readonly shown: readonly EarlierAction[]; readonly omitted: number } {
  const open = actions
    .filter(isOpen)
    .map((action) => ({ ...action, overdue: action.dueOn !== undefined && action.dueOn < today }))
    .sort((a, b) => order(a, b));
  return { shown: open.slice(0, MOST_EARLIER), omitted: Math.max(0, open.length - MOST_EARLIER) };
}

function isOpen({ status }: Pick<Action, 'status'>): boolean {
  return status === 'open' || status === 'in_progress';
}

const NEVER = '9999';

function order(a: Action, b: Action): number {
  const [due, other] = [a.dueOn ?? NEVER, b.dueOn ?? NEVER];
  if (due !== other) return due < other ? -1 : 1;
  return a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id) ? -1 : 1;
}

/** By the ids of suggestions: the action that follows each, the latest that is open, or else the latest of all. */
export function decisionsOn(actions: readonly Action[]): ReadonlyMap<string, Decision> {
  const chosen = new Map<string, Action>();
  for (const action of actions) {
    if (action.suggestionId === undefined) continue;
    const before = chosen.get(action.suggestionId);
    if (before === undefined || isPreferred(action, before)) chosen.set(action.suggestionId, action);
  }
  return new Map([...chosen].map(([suggestion, { id, month, status }]) => [suggestion, { id, month, status }]));
}

function isPreferred(action: Action, other: Action): boolean {
  if (isOpen(action) !== isOpen(other)) return isOpen(action);
  const [at, then] = [
    `${action.month} ${action.createdAt} ${action.id}`,
    `${other.month} ${other.createdAt} ${other.id}`,
  ];
  return at > then;
}
