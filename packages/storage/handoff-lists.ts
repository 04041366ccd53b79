import type { HolderRef, Subject } from '#domain/handoff/parts.ts';
import { HANDOFF_STATES, type Handoff, type HandoffState, TERMINAL_STATES } from '#domain/handoff/state.ts';
import type { Attributes } from './attributes.ts';
import type { IndexPage } from './index-query.ts';
import { OPEN_STATE, TABLE_INDEXES } from './table.ts';
import type { TenantTable } from './tenant-table.ts';

const [BY_CONTRACT, BY_SUBJECT, BY_HOLDER, BY_STATE, BY_TENANT] = TABLE_INDEXES;

const OPEN_STATES = HANDOFF_STATES.filter((state) => !TERMINAL_STATES.has(state));
/** Names the one partition of all open handoffs, whatever they are doing. Those that ended are under their states. */
const OPEN = 'open';
/** Names the partition of all handoffs of a tenant and mode. */
export const ALL_HANDOFFS = 'all';

/** Entries of the index that are looked at for some open states: so many at first, and so often more while too few are in one. */
const FIRST_LOOK = 50;
const WIDENED = [1, 4, 16, 64];

/** One of the ways in which handoffs can be listed without reading others: one query of one partition. */
export type HandoffCollection =
  | { readonly by: 'tenant' }
  | { readonly by: 'open' }
  | { readonly by: 'contract'; readonly contractId: string }
  | { readonly by: 'subject'; readonly subject: Pick<Subject, 'type' | 'id'> }
  | { readonly by: 'holder'; readonly holder: HolderRef };

/** Those, and what is put together of some. */
export type HandoffSelection = HandoffCollection | { readonly by: 'state'; readonly states: readonly HandoffState[] };

/** Inclusive bounds on handoff ids, which are in the order of their creation. */
export interface IdRange {
  readonly low: string;
  readonly high: string;
  readonly descending: boolean;
  readonly limit: number;
}

/** The same, behind the id `after`: above it, or below where they descend. */
export interface IdsAfter extends IdRange {
  readonly after?: string | undefined;
}

/** Up to `limit` ids, in order. There may be fewer although there are more: what `reached` says is what goes on behind it. */
export type ListedIds = IndexPage;

/**
 * The lists of one tenant's handoffs. No handoff that is in a list for as long as it is read is left out, whatever else
 * happens to it: either it has one entry that stays where it is, or it goes one way, and is looked for in this order.
 */
export class HandoffLists {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  /** What a state is listed by. It is written with every state, so names are short. */
  attributesOf(handoff: Handoff): Attributes {
    const ended = TERMINAL_STATES.has(handoff.state);
    const holder = ended ? undefined : holderName(handoff.holder);
    const key = (name: string) => this.#table.indexKey(name);
    return {
      tenantKey: key(ALL_HANDOFFS),
      contractKey: key(handoff.contractId),
      subjectKey: key(subjectName(handoff.subject)),
      ...(ended ? { stateKey: key(handoff.state) } : { stateKey: key(OPEN), [OPEN_STATE]: handoff.state }),
      ...(holder === undefined ? {} : { holderKey: key(holder) }),
    };
  }

  /** The first ids in the range. */
  async first(collection: HandoffCollection, range: IdRange): Promise<readonly string[]> {
    return (await this.#entries(collection, range)).ids;
  }

  /** One page. It reads a bounded number of entries, however few of them are in one of the states. */
  async page(selection: HandoffSelection, { after, ...range }: IdsAfter): Promise<ListedIds> {
    // bounds are inclusive, so that what the page begins behind comes again; one more tells whether there are more
    const wanted = { ...behind(range, after), limit: range.limit + (after === undefined ? 1 : 2) };
    const lists = selection.by === 'state' ? await this.#inStates(selection.states, wanted) : [];
    if (selection.by !== 'state') lists.push(await this.#entries(selection, wanted));
    return merged(lists, { ...range, after });
  }

  /** How many are open. It reads the entries of all of them. */
  async countOpen(): Promise<number> {
    return this.#table.countIndex(BY_STATE, OPEN);
  }

  /** A handoff ends once and stays so: one that ends after the open ones were read is found among those that ended. */
  async #inStates(states: readonly HandoffState[], range: IdRange): Promise<ListedIds[]> {
    if (HANDOFF_STATES.every((state) => states.includes(state))) return [await this.#entries({ by: 'tenant' }, range)];
    const open = OPEN_STATES.filter((state) => states.includes(state));
    const ended = HANDOFF_STATES.filter((state) => TERMINAL_STATES.has(state) && states.includes(state));
    const first = open.length === 0 ? [] : [await this.#openIn(open, range)];
    const others = ended.map((state) => this.#table.indexPage(BY_STATE, state, range));
    return [...first, ...(await Promise.all(others))];
  }

  /** Looks at ever more entries until there are enough in one of `states`, and then, or at a bound, says how far it came. */
  async #openIn(states: readonly HandoffState[], range: IdRange): Promise<ListedIds> {
    if (states.length === OPEN_STATES.length) return this.#entries({ by: 'open' }, range);
    const only = { attribute: OPEN_STATE, values: states };
    const ids = new Set<string>();
    let reached: string | undefined;
    for (const wider of WIDENED) {
      const limit = Math.max(FIRST_LOOK, range.limit) * wider;
      const page = await this.#table.indexPage(BY_STATE, OPEN, { ...behind(range, reached), limit, only });
      for (const id of page.ids) ids.add(id);
      reached = page.reached;
      if (reached === undefined || ids.size >= range.limit - 1) break; // the one more is not worth a search
    }
    return { ids: [...ids], ...(reached === undefined ? {} : { reached }) };
  }

  async #entries(collection: HandoffCollection, range: IdRange): Promise<ListedIds> {
    switch (collection.by) {
      case 'tenant':
        return this.#table.indexPage(BY_TENANT, ALL_HANDOFFS, range);
      case 'open':
        return this.#table.indexPage(BY_STATE, OPEN, range);
      case 'contract':
        return this.#table.indexPage(BY_CONTRACT, collection.contractId, range);
      case 'subject':
        return this.#table.indexPage(BY_SUBJECT, subjectName(collection.subject), range);
      case 'holder':
        return this.#table.indexPage(BY_HOLDER, holderName(collection.holder) ?? 'nobody', range);
    }
  }
}

/** The bounds that are left behind `after`, which is still within them. */
function behind(range: IdRange, after: string | undefined): IdRange {
  if (after === undefined) return range;
  const { low, high, descending } = range;
  return descending ? { ...range, high: after < high ? after : high } : { ...range, low: after > low ? after : low };
}

/** One list out of several, as far as all of them were read. */
function merged(lists: readonly ListedIds[], { after, descending, limit }: IdsAfter): ListedIds {
  const isBefore = (a: string, b: string) => (descending ? a > b : a < b);
  const ends = lists.flatMap(({ reached }) => reached ?? []);
  const end = ends.reduce<string | undefined>(
    (e, each) => (e === undefined || isBefore(each, e) ? each : e),
    undefined,
  );
  // what ended between two reads is in two of them
  const ids = [...new Set(lists.flatMap((list) => list.ids))]
    .filter((id) => id !== after && (end === undefined || !isBefore(end, id)))
    .sort((a, b) => (isBefore(a, b) ? -1 : 1));
  const reached = ids.length > limit ? ids[limit - 1] : end;
  return { ids: ids.slice(0, limit), ...(reached === undefined ? {} : { reached }) };
}

/** The length tells where the type ends: types and ids are the tenant's own texts, and may hold any character. */
function subjectName({ type, id }: Pick<Subject, 'type' | 'id'>): string {
  return `${type.length}#${type}#${id}`;
}

function holderName({ ownerId, queueId }: HolderRef): string | undefined {
  return ownerId ?? queueId;
}
