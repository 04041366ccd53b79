import { type Handoff, isOpen } from '#domain/handoff/state.ts';
import type { Item } from './attributes.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

const PARTITION = 'waiting';
/** Sorts behind every instant. */
const NEVER_DUE = '9999-12-31T23:59:59.999Z';
/** Stands for the clock of those that live in real time. */
const REAL_TIME = 'now';
/** Stands for the queue of those for whom not even a queue was found. */
const NO_QUEUE = 'none';
/** Stands for contract and rule of what was put into its queue; no rule can be named so. */
const BY_HAND = '.';
/** Begins what stands for the rule of one whose rule is not known: it is alone in its line. */
const UNSORTED = '!';
/** Sorts behind all that a key can hold. */
const LAST = '~';
/** Neither in an id nor in the name of a rule. */
const PARTS = '#';
const OWNERS = '+';
/** As many lines as fit into one read unit, if one waits in each. */
const PAGE = 16;

/** A handoff that nobody has been found for, in its line. */
export interface Waiting {
  /** Names the line. Lines are in the order of their names: those of a clock together, and of these those of a queue. */
  readonly line: string;
  /** The test clock in whose time it waits; absent: real time. */
  readonly testClockId?: string;
  /** Absent: no queue was found for it either. */
  readonly queueId?: string;
  /** Who is not given it. */
  readonly takenFrom: readonly string[];
  /** The earliest due instant of its clocks, which may be past; behind all others where it has none. */
  readonly dueAt: string;
  readonly handoffId: string;
}

/** Which lines: those that `linesOf` names, and there the ones behind a line or others that it names. */
export interface LineRange {
  readonly within?: string | undefined;
  readonly after?: string | undefined;
}

/**
 * The handoffs that wait for somebody, in lines, at the head of each the one that is due first. Those of a line are alike
 * for routing: under the same version of a contract and the same rule of it, or put into the same queue by hand, in the
 * same time, and taken from the same owners. So what is true of its head is true of all.
 */
export class WaitingLine {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  /** The head of the first line behind `after`: a line, or what `linesOf` names, with all of its lines. */
  async nextLine(after?: string): Promise<Waiting | undefined> {
    return (await this.heads({ after }))[0];
  }

  /** The heads of some lines behind `after`, in the order of the lines, of those `within`; none: there are no more. */
  async heads({ within, after }: LineRange): Promise<Waiting[]> {
    const range = {
      ...(within === undefined ? {} : { prefix: `${within}${PARTS}` }),
      ...(after === undefined ? {} : { after: `${after}${PARTS}${LAST}` }),
    };
    const { items } = await this.#table.query(PARTITION, { ...range, limit: PAGE, consistent: true });
    const heads = new Map<string, Waiting>();
    for (const waiting of items.map(waitingOf)) if (!heads.has(waiting.line)) heads.set(waiting.line, waiting);
    return [...heads.values()];
  }

  /** Some of what waits in a queue, as it was a moment ago: cheaper than the heads of its lines. */
  async glance({
    testClockId = REAL_TIME,
    queueId,
  }: {
    testClockId?: string | undefined;
    queueId: string;
  }): Promise<Waiting[]> {
    const prefix = `${[testClockId, queueId].join(PARTS)}${PARTS}`;
    const { items } = await this.#table.query(PARTITION, { prefix, limit: PAGE, consistent: false });
    return items.map(waitingOf);
  }

  /** The first in that line. */
  async headOf(line: string): Promise<Waiting | undefined> {
    return this.#first({ prefix: `${line}${PARTS}` });
  }

  /** The first behind `place` in the same line. */
  async behind(place: Waiting): Promise<Waiting | undefined> {
    return this.#first({ prefix: `${place.line}${PARTS}`, after: sortOf(place) });
  }

  async #first(range: { readonly prefix: string; readonly after?: string }): Promise<Waiting | undefined> {
    const { items } = await this.#table.query(PARTITION, { ...range, limit: 1, consistent: true });
    return items[0] && waitingOf(items[0]);
  }
}

/** Where `waiting` stands among all that wait, whichever line it is in: as text, in the order in which they go. */
export function placeAmongAll({ dueAt, handoffId }: Waiting): string {
  return [dueAt, handoffId].join(PARTS);
}

/** Which of two goes first; ids are in the order of their creation. */
export function isDueBefore(a: Waiting, b: Waiting): boolean {
  return placeAmongAll(a) < placeAmongAll(b);
}

/** Names all lines in the time of a test clock, or in real time. */
export function linesOf({ testClockId = REAL_TIME }: { readonly testClockId?: string | undefined }): string {
  return testClockId;
}

/** What a change from `before` to `after` makes of the handoff's place in its line. */
export function moveInLine(before: Handoff | undefined, after: Handoff): Write[] {
  const was = before && placeOf(before);
  const is = placeOf(after);
  if (was?.sort === is?.sort) return [];
  return [...(was === undefined ? [] : [{ remove: was }]), ...(is === undefined ? [] : [{ put: is, attributes: {} }])];
}

/** The name of the line that it waits in; undefined: it does not wait. */
export function lineOf(handoff: Handoff): string | undefined {
  if (handoff.state !== 'pending') return undefined;
  const { testClockId = REAL_TIME, holder, takenFrom = [] } = handoff;
  const { queueId = NO_QUEUE } = holder;
  return [testClockId, queueId, ...wayOf(handoff), takenFrom.toSorted().join(OWNERS)].join(PARTS);
}

/** By which contract and rule it waits. */
function wayOf(handoff: Extract<Handoff, { state: 'pending' }>): readonly [string, string] {
  const { id, contractId, contractVersion, routing, placed, unsorted } = handoff;
  if (placed === true) return [BY_HAND, BY_HAND];
  return [`${contractId}.${contractVersion}`, unsorted === true ? `${UNSORTED}${id}` : (routing.ruleId ?? '')];
}

function placeOf(handoff: Handoff): ItemKey | undefined {
  const line = lineOf(handoff);
  if (line === undefined) return undefined;
  return { partition: PARTITION, sort: sortOf({ line, dueAt: dueOf(handoff), handoffId: handoff.id }) };
}

function sortOf({ line, dueAt, handoffId }: Pick<Waiting, 'line' | 'dueAt' | 'handoffId'>): string {
  return [line, dueAt, handoffId].join(PARTS);
}

function waitingOf({ sort }: Item): Waiting {
  const [clock = REAL_TIME, queueId = NO_QUEUE, contract, rule, owners = '', dueAt = '', handoffId = ''] =
    sort.split(PARTS);
  return {
    line: [clock, queueId, contract, rule, owners].join(PARTS),
    ...(clock === REAL_TIME ? {} : { testClockId: clock }),
    ...(queueId === NO_QUEUE ? {} : { queueId }),
    takenFrom: owners === '' ? [] : owners.split(OWNERS),
    dueAt,
    handoffId,
  };
}

/** The earliest due instant of its clocks, those that are late included. */
function dueOf({ clocks }: Handoff): string {
  return clocks
    .filter(isOpen)
    .map((clock) => ('dueAt' in clock ? clock.dueAt : NEVER_DUE))
    .reduce((first, due) => (due < first ? due : first), NEVER_DUE as string);
}
