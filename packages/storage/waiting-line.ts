import { type Handoff, isOpen } from '#domain/handoff/state.ts';
import type { Item } from './attributes.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

const PARTITION = 'waiting';
/** Sorts behind every instant. */
const NEVER_DUE = '9999-12-31T23:59:59.999Z';
/** Stands for the queue of those for whom not even a queue was found. */
const NO_QUEUE = 'none';
/** Stands for the rule of what was put into its queue; no rule can be named so. */
const BY_HAND = '.';
/** Sorts behind all that a key can hold. */
const LAST = '~';

/** A handoff that nobody has been found for, in its line. */
export interface Waiting {
  /** Names the line. Lines are in the order of their names, those of a queue together. */
  readonly line: string;
  /** Absent: no queue was found for it either. */
  readonly queueId?: string;
  /** Everyone in the line asks the same people; otherwise they may, as it is not known which rules they match. */
  readonly alike: boolean;
  /** The earliest due instant of its clocks, which may be past; behind all others where it has none. */
  readonly dueAt: string;
  readonly handoffId: string;
}

/**
 * The handoffs that wait for somebody, in lines, at the head of each the one that is due first. A line is of those that
 * wait in the same queue, under the same contract and rule or put there by hand, and were taken from the same owner.
 */
export class WaitingLine {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  /** The head of the first line behind `after`, which is a line or a queue with all of its lines. */
  async nextLine(after?: string): Promise<Waiting | undefined> {
    const range = after === undefined ? {} : { after: `${after}#${LAST}` };
    const { items } = await this.#table.query(PARTITION, { ...range, limit: 1, consistent: true });
    return items[0] && waitingOf(items[0]);
  }

  async head(line: string): Promise<Waiting | undefined> {
    const { items } = await this.#table.query(PARTITION, { prefix: `${line}#`, limit: 1, consistent: true });
    return items[0] && waitingOf(items[0]);
  }

  /** The first behind `place` in the same line. */
  async behind(place: Waiting): Promise<Waiting | undefined> {
    const range = { prefix: `${place.line}#`, after: sortOf(place), limit: 1, consistent: true };
    const { items } = await this.#table.query(PARTITION, range);
    return items[0] && waitingOf(items[0]);
  }
}

/** What a change from `before` to `after` makes of the handoff's place in its line. */
export function moveInLine(before: Handoff | undefined, after: Handoff): Write[] {
  const was = before && placeOf(before);
  const is = placeOf(after);
  if (was?.sort === is?.sort) return [];
  return [...(was === undefined ? [] : [{ remove: was }]), ...(is === undefined ? [] : [{ put: is, attributes: {} }])];
}

/** The name of the line that it waits in, or would wait in if it waited. */
export function lineOf(handoff: Handoff): string {
  const { contractId, contractVersion, holder, routing } = handoff;
  const { placed, takenFrom = [] } = handoff.state === 'pending' ? handoff : {};
  const way = placed === true ? BY_HAND : (routing.ruleId ?? '');
  return [holder.queueId ?? NO_QUEUE, `${contractId}.${contractVersion}`, way, takenFrom.toSorted().join('+')].join('#');
}

function placeOf(handoff: Handoff): ItemKey | undefined {
  if (handoff.state !== 'pending') return undefined;
  const place = { line: lineOf(handoff), dueAt: dueOf(handoff), handoffId: handoff.id };
  return { partition: PARTITION, sort: sortOf(place) };
}

function sortOf({ line, dueAt, handoffId }: Pick<Waiting, 'line' | 'dueAt' | 'handoffId'>): string {
  return `${line}#${dueAt}#${handoffId}`;
}

function waitingOf({ sort }: Item): Waiting {
  const [queueId = NO_QUEUE, contract = '', way = '', takenFrom = '', dueAt = '', handoffId = ''] = sort.split('#');
  return {
    line: [queueId, contract, way, takenFrom].join('#'),
    ...(queueId === NO_QUEUE ? {} : { queueId }),
    alike: way !== '',
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
