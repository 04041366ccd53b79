import type { BatonClient } from '#sdk/index.ts';
import type { Mistake } from '../failure.ts';
import { canonical } from './canonical.ts';
import { checkDeclared } from './check.ts';
import { type Directory, directoryOf } from './directory.ts';
import { type Declared, KINDS, type Members } from './document.ts';
import { presentOf } from './present.ts';
import { finder, type Matched, matchAll, resolved } from './resolve.ts';
import { staffOf } from './staff.ts';

export type Action = 'create' | 'update' | 'publish' | 'none';

/** What becomes of one declaration. */
export interface Change extends Matched {
  readonly action: Action;
  /** Whether it is put into force: a contract that is new, differs, or is still a draft, unless its file says `publish: false`. */
  readonly publishes: boolean;
  /** In the canonical form, with ids; undefined for what is new. */
  readonly before: Members | undefined;
  readonly after: Members;
  /** What to know beside. */
  readonly note?: string;
}

export interface Plan {
  /** In the order in which they can be carried out. */
  readonly changes: readonly Change[];
  readonly mistakes: readonly Mistake[];
  readonly directory: Directory;
  /** How many of these kinds the server has that no file names. They stay as they are. */
  readonly unmanaged: number;
}

/** Compares what files declare with what the server has, and has the server check it. Without effect. */
export async function planFor(baton: BatonClient, declared: readonly Declared[], signal: AbortSignal): Promise<Plan> {
  const present = await presentOf(baton, signal);
  const directory = directoryOf(present);
  const { matched, mistakes } = matchAll(declared, directory);
  const find = finder(matched, directory);
  const inOrder = matched.toSorted((a, b) => KINDS.indexOf(a.declared.kind) - KINDS.indexOf(b.declared.kind));
  const all = inOrder.map((each) => resolved(each, find));
  const managed = new Set(matched.map(({ id }) => id));
  const staff = staffOf([
    ...present.filter(({ id }) => !managed.has(id)),
    ...all.map(({ declared: { kind, name }, id, members }) => ({ kind, id, name, members })),
  ]);
  const changes: Change[] = [];
  const wrong: Mistake[] = [...mistakes];
  for (const each of all) {
    const checked = await checkDeclared(baton, each, { staff, changing: changing(changes) }, signal);
    // a name that leads nowhere is told once, in the words for names
    const others = checked.mistakes.filter((mistake) => !each.mistakes.some((known) => isAtSamePlace(known, mistake)));
    wrong.push(...each.mistakes, ...others);
    const { declared, present: before, id } = each;
    const change = changeOf(each, checked.members);
    const publishes = declared.kind === 'Contract' && declared.publish && change.action !== 'none';
    changes.push({ declared, present: before, id, publishes, ...change });
  }
  return { changes, mistakes: wrong, directory, unmanaged: present.filter(({ id }) => !managed.has(id)).length };
}

function changeOf(
  { declared, present }: Matched,
  after: Members,
): Pick<Change, 'action' | 'before' | 'after' | 'note'> {
  if (present === undefined) return { action: 'create', before: undefined, after };
  const same = (members: Members): boolean =>
    isSame(canonical(present.kind, members), after) && present.name === declared.name;
  const { contract } = present;
  const compared = declared.publish ? present.members : (contract?.draft ?? present.members);
  const before = canonical(present.kind, compared);
  if (!same(compared)) {
    const note =
      contract?.draft !== undefined && contract.status === 'published' ? 'replaces the draft that it has' : undefined;
    return { action: 'update', before, after, ...(note === undefined ? {} : { note }) };
  }
  if (declared.publish && contract?.status === 'draft') return { action: 'publish', before, after };
  const left = declared.publish && contract?.draft !== undefined && !same(contract.draft);
  return { action: 'none', before, after, ...(left ? { note: 'has a draft that differs, which is left alone' } : {}) };
}

/** The ids of what will be other than it is now. Contracts come last, so that all that they name is decided. */
function changing(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(changes.flatMap(({ id, action }) => (action === 'none' ? [] : [id])));
}

function isAtSamePlace(one: Mistake, other: Mistake): boolean {
  return one.file === other.file && one.line === other.line && one.column === other.column;
}

function isSame(one: Members, other: Members): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
