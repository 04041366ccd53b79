import { isMap, isNode, isScalar, LineCounter, type ParsedNode, parseAllDocuments } from 'yaml';
import type { Mistake } from '../failure.ts';

export const KINDS = ['Calendar', 'Owner', 'Queue', 'Contract'] as const;
export type Kind = (typeof KINDS)[number];
export type Members = Readonly<Record<string, unknown>>;
export type Path = readonly (string | number)[];

/** Something that a file says there is to be. */
export interface Declared {
  readonly kind: Kind;
  /** What it is matched by, unless it has an `id`. */
  readonly name: string;
  readonly id: string | undefined;
  /** Whether a contract is to be in force; it stays a draft otherwise. */
  readonly publish: boolean;
  /** What it says beside those, with references as the file has them. */
  readonly members: Members;
  /** Where `path` is, or what is nearest to it. */
  at(path: Path): Place;
}

export type Place = Pick<Mistake, 'file' | 'line' | 'column'>;

export interface Reading {
  readonly declared: readonly Declared[];
  readonly mistakes: readonly Mistake[];
}

/** The documents of one file. */
export function readDocuments(file: string, text: string): Reading {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  if (!Array.isArray(documents)) return { declared: [], mistakes: [] };
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const readings = documents.map((document): Reading => {
    const broken = document.errors.map(({ pos, message }) => ({ ...placeOf(pos[0]), message }));
    if (broken.length > 0) return { declared: [], mistakes: broken };
    const { contents } = document;
    const start = placeOf(contents?.range[0] ?? document.range[0]);
    // nothing but comments, or nothing behind the last line `---`
    if (contents === null || (isScalar(contents) && contents.source === '')) return { declared: [], mistakes: [] };
    if (!isMap(contents)) return mistaken(start, 'a document is a mapping with a kind and a name');
    const value = plain(() => document.toJS({ maxAliasCount: 100 }) as Members);
    if (value === undefined) return mistaken(start, 'it repeats parts of itself too often');
    return declaredBy(value, (path) => placeOf(offsetOf(contents, path)), start);
  });
  return {
    declared: readings.flatMap(({ declared }) => declared),
    mistakes: readings.flatMap(({ mistakes }) => mistakes),
  };
}

function declaredBy(value: Members, at: Declared['at'], start: Place): Reading {
  const { kind, name, id, publish = true, ...members } = value;
  const known = KINDS.find((each) => each === kind);
  if (known === undefined)
    return mistaken(kind === undefined ? start : at(['kind']), `kind is one of ${KINDS.join(', ')}`);
  if (typeof name !== 'string' || name.trim() === '')
    return mistaken(name === undefined ? start : at(['name']), 'name is text');
  if (id !== undefined && typeof id !== 'string') return mistaken(at(['id']), 'id is text');
  if (typeof publish !== 'boolean') return mistaken(at(['publish']), 'publish is true or false');
  if (known !== 'Contract' && 'publish' in value) return mistaken(at(['publish']), 'only contracts are published');
  return { declared: [{ kind: known, name: name.trim(), id, publish, members, at }], mistakes: [] };
}

function mistaken(place: Place, message: string): Reading {
  return { declared: [], mistakes: [{ ...place, message }] };
}

function plain<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Where the value at `path` begins; of a path that leads nowhere, as far as it leads. */
function offsetOf(root: ParsedNode, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const found = isMap(root) ? root.getIn(path.slice(0, length), true) : undefined;
    if (isNode(found) && found.range) return found.range[0];
  }
  return root.range[0];
}
