import type { Kind } from './document.ts';
import type { Present } from './present.ts';

/** Finds what is there by its name, or by its id. */
export interface Directory {
  /** All of this name: one, unless the tenant has namesakes. */
  named(kind: Kind, name: string): readonly Present[];
  byId(id: string): Present | undefined;
  /** The name of what has this id, if nothing else of its kind has that name. */
  uniqueNameOf(kind: Kind, id: string): string | undefined;
}

export function directoryOf(present: readonly Present[]): Directory {
  const byId = new Map(present.map((each) => [each.id, each]));
  const byName = new Map<string, Present[]>();
  for (const each of present) {
    const key = `${each.kind} ${each.name}`;
    byName.set(key, [...(byName.get(key) ?? []), each]);
  }
  const named: Directory['named'] = (kind, name) => byName.get(`${kind} ${name}`) ?? [];
  return {
    named,
    byId: (id) => byId.get(id),
    uniqueNameOf(kind, id) {
      const found = byId.get(id);
      return found !== undefined && named(kind, found.name).length === 1 ? found.name : undefined;
    },
  };
}
