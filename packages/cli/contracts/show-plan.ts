import { createTwoFilesPatch } from 'diff';
import { printable } from '../terminal.ts';
import type { Kind, Members } from './document.ts';
import type { Action, Change, Plan } from './plan.ts';
import { withNames } from './references.ts';
import { yamlOf } from './text.ts';

const MARKS: Readonly<Record<Action, string>> = { create: '+', update: '~', publish: '^', none: '=' };
const DONE: Readonly<Record<Action, string>> = {
  create: 'to create',
  update: 'to change',
  publish: 'to publish',
  none: 'unchanged',
};

/** A plan for programs. */
export function planJson(plan: Plan): object {
  return {
    changes: plan.changes.map((change) => ({
      action: change.action,
      publishes: change.publishes,
      kind: change.declared.kind,
      name: change.declared.name,
      ...(change.present === undefined ? {} : { id: change.present.id }),
      ...(change.action === 'update' ? { members: changedMembers(change) } : {}),
      ...(change.note === undefined ? {} : { note: change.note }),
      ...(change.action === 'none' ? {} : { diff: diffOf(change, plan) }),
    })),
    unmanaged: plan.unmanaged,
  };
}

/** A plan for people: what changes, as unified diffs of the files that it comes to. */
export function planText(plan: Plan, isColoured: boolean): string {
  const lines = plan.changes.flatMap((change) => {
    const note = change.note === undefined ? '' : ` (${change.note})`;
    const members = change.action === 'update' ? `: ${changedMembers(change).join(', ')}` : '';
    const { kind, name } = change.declared;
    const also = change.publishes && change.action !== 'publish' ? ' and publish' : '';
    const title = `${MARKS[change.action]} ${kind} ${printable(name)} ${DONE[change.action]}${also}${members}${note}`;
    if (change.action === 'none') return change.note === undefined ? [] : [title];
    return [title, ...diffLines(change, plan, isColoured), ''];
  });
  return [...lines, summaryOf(plan)].join('\n');
}

function summaryOf({ changes, unmanaged }: Plan): string {
  // a contract that is made or changed is published as well, as apply tells it: in two steps
  const count = (action: Action) =>
    changes.filter((change) => (action === 'publish' ? change.publishes : change.action === action)).length;
  const parts = (['create', 'update', 'publish', 'none'] as const).map((action) => `${count(action)} ${DONE[action]}`);
  return `Plan: ${parts.join(', ')}.${unmanaged === 0 ? '' : ` ${unmanaged} more on the server, which no file names, stay as they are.`}`;
}

/** The members that differ. */
function changedMembers({ before = {}, after, present, declared }: Change): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return [...(present !== undefined && present.name !== declared.name ? ['name'] : []), ...changed];
}

function diffLines(change: Change, plan: Plan, isColoured: boolean): string[] {
  const lines = diffOf(change, plan)
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => `  ${isColoured ? coloured(printable(line)) : printable(line)}`);
}

/** A unified diff, without the names of files: there is one on one side only. */
function diffOf({ declared, present, before, after }: Change, { changes, directory }: Plan): string {
  const standIns = new Map(changes.map(({ id, declared: { name } }) => [id, name]));
  const nameOf = (kind: Kind, id: string) => standIns.get(id) ?? directory.uniqueNameOf(kind, id);
  const text = (name: string, members: Members | undefined): string =>
    members === undefined ? '' : yamlOf({ kind: declared.kind, name, members: withNames(members, nameOf) });
  const patch = createTwoFilesPatch(
    'server',
    'file',
    text(present?.name ?? '', before),
    text(declared.name, after),
    '',
    '',
    {
      context: 3,
    },
  );
  return patch.split('\n').slice(3).join('\n');
}

const COLOURS: Readonly<Record<string, string>> = { '+': '32', '-': '31', '@': '36' };

function coloured(line: string): string {
  const colour = COLOURS[line.slice(0, 1)];
  return colour === undefined ? line : `\u001b[${colour}m${line}\u001b[0m`;
}
