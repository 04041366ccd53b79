import type { Kind, Members, Path } from './document.ts';

/** The members by which files name others, in place of `<member>Id` with an id. */
const REFERENCES: Readonly<Record<string, Kind>> = {
  calendar: 'Calendar',
  owner: 'Owner',
  manager: 'Owner',
  delegate: 'Owner',
  queue: 'Queue',
};

/** A packet's schema is the tenant's own: what is called `owner` there is no reference. */
const OPAQUE = 'packet';

/** Answers the id of what has this name. */
export type IdOf = (kind: Kind, name: string, path: Path) => string;

/** `members` with ids in place of names. */
export function withIds(members: Members, idOf: IdOf): Members {
  return rebuilt(members, [], (key, value, path) => {
    const kind = REFERENCES[key];
    if (kind === undefined || typeof value !== 'string') return undefined;
    return [`${key}Id`, idOf(kind, value, path)];
  });
}

/** `members` with names in place of ids, where `nameOf` knows one. */
export function withNames(members: Members, nameOf: (kind: Kind, id: string) => string | undefined): Members {
  return rebuilt(members, [], (key, value) => {
    const short = key.endsWith('Id') ? key.slice(0, -2) : '';
    const kind = REFERENCES[short];
    if (kind === undefined || typeof value !== 'string') return undefined;
    const name = nameOf(kind, value);
    return name === undefined ? undefined : [short, name];
  });
}

/** The path in a file of what the API calls `path`: `routing/fallback/owner` of `/routing/fallback/ownerId`. */
export function pathInFile(pointer: string): Path {
  const segments = pointer.split('/').slice(1);
  return segments.map((segment, index) => {
    const key = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    if (/^(?:0|[1-9]\d*)$/.test(key)) return Number(key);
    const short = key.endsWith('Id') && index === segments.length - 1 ? key.slice(0, -2) : key;
    return short in REFERENCES ? short : key;
  });
}

type Rename = (key: string, value: unknown, path: Path) => readonly [string, unknown] | undefined;

function rebuilt(members: Members, path: Path, rename: Rename): Members {
  const entries = Object.entries(members).flatMap(([key, value]): (readonly [string, unknown])[] => {
    if (path.length === 0 && key === OPAQUE) return [[key, value]];
    const renamed = rename(key, value, [...path, key]);
    return [renamed ?? [key, inside(value, [...path, key], rename)]];
  });
  return Object.fromEntries(entries);
}

function inside(value: unknown, path: Path, rename: Rename): unknown {
  if (Array.isArray(value)) return value.map((item, index) => inside(item, [...path, index], rename));
  return typeof value === 'object' && value !== null ? rebuilt(value as Members, path, rename) : value;
}
