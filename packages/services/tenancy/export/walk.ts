import { encodeCursor, type Page, type PageRequest } from '../../page.ts';
import type { Lines, PlacedLine } from './line.ts';

/** So many entries are read at once. */
export const PER_READ = 50;
/** Stands between the place of something and that of what belongs to it. */
const WITHIN = '/';

/** All entries of a list whose places are the ids of its entries, as `list` answers page after page. */
export async function* listed<T extends { readonly id: string }>(
  list: (request: PageRequest) => Promise<Page<T>>,
  after: string | undefined,
): AsyncGenerator<T> {
  let cursor: string | null = after === undefined ? '' : encodeCursor(after);
  while (cursor !== null) {
    const page: Page<T> = await list({ limit: PER_READ, ...(cursor === '' ? {} : { cursor }) });
    yield* page.data;
    cursor = page.nextCursor;
  }
}

/** All entries of what is read in pieces, of which one that is empty is the last. */
export async function* inPieces<T>(
  read: (after: string | undefined) => Promise<readonly T[]>,
  placeOf: (entry: T) => string,
  after: string | undefined,
): AsyncGenerator<T> {
  for (let place = after; ; ) {
    const piece = await read(place);
    const last = piece.at(-1);
    if (last === undefined) return;
    yield* piece;
    place = placeOf(last);
  }
}

/** What belongs to one thing, such as the versions of a calendar. Its name is part of the places of its lines. */
export interface Belongings {
  readonly name: string;
  readonly of: (id: string) => Lines;
}

/** Things, each followed by what belongs to it. The place of a thing is its id. */
export function withBelongings(things: Lines, belongings: readonly Belongings[]): Lines {
  return async function* (after) {
    const [id, name, ...rest] = after?.split(WITHIN) ?? [];
    if (id !== undefined) yield* belongingsOf(id, belongings, name, rest.join(WITHIN));
    for await (const thing of things(id)) {
      yield thing;
      yield* belongingsOf(thing.place, belongings, undefined, '');
    }
  };
}

async function* belongingsOf(
  id: string,
  belongings: readonly Belongings[],
  from: string | undefined,
  place: string,
): AsyncGenerator<PlacedLine> {
  const first = from === undefined ? 0 : belongings.findIndex(({ name }) => name === from);
  for (const { name, of } of belongings.slice(Math.max(first, 0))) {
    for await (const each of of(id)(name === from ? place : undefined)) {
      yield { place: [id, name, each.place].join(WITHIN), line: each.line };
    }
  }
}
