import type { Mistake } from '../failure.ts';
import type { Directory } from './directory.ts';
import type { Declared, Kind, Members } from './document.ts';
import type { Present } from './present.ts';
import { withIds } from './references.ts';

/** What a file declares, and what there is of it. */
export interface Matched {
  readonly declared: Declared;
  /** Undefined if it is to be made. */
  readonly present: Present | undefined;
  /** Its id; while it is to be made, one that stands for it. */
  readonly id: string;
}

export interface Matching {
  readonly matched: readonly Matched[];
  readonly mistakes: readonly Mistake[];
}

/** Finds what each declaration is about: by its id where it has one, else by its name. */
export function matchAll(declared: readonly Declared[], directory: Directory): Matching {
  const mistakes: Mistake[] = [];
  const firsts = new Map<string, Declared>();
  const matched = declared.flatMap((each, index): Matched[] => {
    const wrong = (message: string): Matched[] => {
      mistakes.push({ ...each.at([each.id === undefined ? 'name' : 'id']), message });
      return [];
    };
    const found = match(each, index, directory);
    if ('mistake' in found) return wrong(found.mistake);
    const name = `${each.kind} ${each.name}`;
    const namesake = firsts.get(name);
    // of one name there may be several only where each says which it is
    const isSame = namesake !== undefined && (namesake.id === undefined || each.id === undefined);
    const first = firsts.get(found.id) ?? (isSame ? namesake : undefined);
    if (first !== undefined) {
      const { file, line } = first.at([]);
      const also = first.name === each.name ? '' : ` by the name ${first.name}`;
      return wrong(`the ${name} was declared already, at ${file}:${line}${also}`);
    }
    firsts.set(found.id, each).set(name, each);
    return [found];
  });
  return { matched, mistakes };
}

function match(each: Declared, index: number, directory: Directory): Matched | { readonly mistake: string } {
  const { kind, name, id } = each;
  if (id !== undefined) {
    const present = directory.byId(id);
    return present?.kind === kind ? { declared: each, present, id } : { mistake: `there is no ${kind} ${id}` };
  }
  const [present, another] = directory.named(kind, name);
  if (another !== undefined) {
    const ids = directory.named(kind, name).map((each) => each.id);
    return { mistake: namesakes(kind, name, ids) };
  }
  return { declared: each, present, id: present?.id ?? standIn(kind, index) };
}

const PREFIXES: Readonly<Record<Kind, string>> = { Calendar: 'cal', Owner: 'own', Queue: 'que', Contract: 'ctr' };

/** An id of the right form, as of the year 1970, which nothing has. */
function standIn(kind: Kind, index: number): string {
  return `${PREFIXES[kind]}_${String(index).padStart(26, '0')}`;
}

export function isStandIn(id: string): boolean {
  return /^[a-z]{3}_0{10}/.test(id);
}

function namesakes(kind: Kind, name: string, ids: readonly string[]): string {
  return `${ids.length} of kind ${kind} are called ${name}: say which by its id, one of ${ids.join(', ')}`;
}

/** Finds ids for names: those that the files declare before those that are only on the server. */
export type FindId = (kind: Kind, name: string) => { readonly id: string } | { readonly mistake: string };

export function finder(matched: readonly Matched[], directory: Directory): FindId {
  const foreseen = new Map<string, string[]>();
  for (const { declared, id } of matched) {
    const key = `${declared.kind} ${declared.name}`;
    foreseen.set(key, [...(foreseen.get(key) ?? []), id]);
  }
  return (kind, name) => {
    const ids = foreseen.get(`${kind} ${name.trim()}`) ?? directory.named(kind, name).map(({ id }) => id);
    const [first, second] = ids;
    if (second !== undefined) return { mistake: namesakes(kind, name, ids) };
    return first === undefined
      ? { mistake: `there is no ${kind} ${name}, neither in these files nor on the server` }
      : { id: first };
  };
}

/** Ids from here on stand for what is nowhere, not for what the files declare. */
const FIRST_UNKNOWN = 1_000_000;

/** A declaration with ids in place of names, and what was found to be wrong on the way. */
export interface Resolved extends Matched {
  readonly members: Members;
  readonly mistakes: readonly Mistake[];
}

export function resolved(matched: Matched, find: FindId): Resolved {
  const { members, at } = matched.declared;
  const mistakes: Mistake[] = [];
  const withAll = withIds(members, (kind, name, path) => {
    const found = find(kind, name);
    if ('id' in found) return found.id;
    // something stands for it, so that all the rest can be checked
    const id = standIn(kind, FIRST_UNKNOWN + mistakes.length);
    mistakes.push({ ...at(path), message: found.mistake });
    return id;
  });
  return { ...matched, members: withAll, mistakes };
}
