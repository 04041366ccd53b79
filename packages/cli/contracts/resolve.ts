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
    const key = each.id ?? `${each.kind} ${each.name}`;
    const first = firsts.get(key);
    firsts.set(key, first ?? each);
    if (first !== undefined) {
      const { file, line } = first.at([]);
      return wrong(`the ${each.kind} ${each.name} was declared already, at ${file}:${line}`);
    }
    if (each.id !== undefined) {
      const present = directory.byId(each.id);
      return present?.kind === each.kind
        ? [{ declared: each, present, id: present.id }]
        : wrong(`there is no ${each.kind} ${each.id}`);
    }
    const named = directory.named(each.kind, each.name);
    if (named.length > 1) return wrong(namesakes(each.kind, each.name, named));
    const [present] = named;
    return [{ declared: each, present, id: present?.id ?? standIn(each.kind, index) }];
  });
  return { matched, mistakes };
}

const PREFIXES: Readonly<Record<Kind, string>> = { Calendar: 'cal', Owner: 'own', Queue: 'que', Contract: 'ctr' };

/** An id of the right form, as of the year 1970, which nothing has. */
function standIn(kind: Kind, index: number): string {
  return `${PREFIXES[kind]}_${String(index).padStart(26, '0')}`;
}

export function isStandIn(id: string): boolean {
  return /^[a-z]{3}_0{10}/.test(id);
}

function namesakes(kind: Kind, name: string, found: readonly Present[]): string {
  return `${found.length} of kind ${kind} are called ${name}: say which by its id, one of ${found.map(({ id }) => id).join(', ')}`;
}

/** Finds ids for names: those that the files declare before those that are only on the server. */
export type FindId = (kind: Kind, name: string) => { readonly id: string } | { readonly mistake: string };

export function finder(matched: readonly Matched[], directory: Directory): FindId {
  const declared = new Map(matched.map(({ declared: { kind, name }, id }) => [`${kind} ${name}`, id]));
  return (kind, name) => {
    const own = declared.get(`${kind} ${name.trim()}`);
    if (own !== undefined) return { id: own };
    const found = directory.named(kind, name);
    const [first, second] = found;
    if (second !== undefined) return { mistake: namesakes(kind, name, found) };
    return first === undefined
      ? { mistake: `there is no ${kind} ${name}, neither in these files nor on the server` }
      : { id: first.id };
  };
}

/** The members of a declaration with ids in place of names, and what was found to be wrong on the way. */
export function resolved({ members, at }: Declared, find: FindId): { members: Members; mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];
  const withAll = withIds(members, (kind, name, path) => {
    const found = find(kind, name);
    if ('id' in found) return found.id;
    mistakes.push({ ...at(path), message: found.mistake });
    return undefined;
  });
  return { members: withAll, mistakes };
}
