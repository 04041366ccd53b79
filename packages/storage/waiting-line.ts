import { type Handoff, isOpen } from '#domain/handoff/state.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

const PARTITION = 'waiting';
/** Sorts behind every instant. */
const NEVER_DUE = '9999-12-31T23:59:59.999Z';

/** The handoffs that wait in queues, for each queue the one that falls due first at the head. */
export class WaitingLine {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  /** The first `limit` of a queue, the earliest due first. */
  async first(queueId: string, limit: number): Promise<string[]> {
    const { items } = await this.#table.query(PARTITION, { prefix: `${queueId}#`, limit, consistent: true });
    return items.map(({ sort }) => partsOf(sort).handoffId);
  }

  /** A queue in which something waits, the first in their order behind `after`; undefined if there is none. */
  async nextQueue(after?: string): Promise<string | undefined> {
    const range = after === undefined ? {} : { after: `${after}#~` };
    const { items } = await this.#table.query(PARTITION, { ...range, limit: 1, consistent: true });
    const [head] = items;
    return head && partsOf(head.sort).queueId;
  }
}

/** What a change from `before` to `after` makes of the handoff's place in the line of its queue. */
export function moveInLine(before: Handoff | undefined, after: Handoff): Write[] {
  const was = before && placeOf(before);
  const is = placeOf(after);
  if (was?.sort === is?.sort) return [];
  return [...(was === undefined ? [] : [{ remove: was }]), ...(is === undefined ? [] : [{ put: is, attributes: {} }])];
}

function placeOf(handoff: Handoff): ItemKey | undefined {
  const { queueId } = handoff.holder;
  if (handoff.state !== 'pending' || queueId === undefined) return undefined;
  return { partition: PARTITION, sort: `${queueId}#${dueOf(handoff)}#${handoff.id}` };
}

/** The earliest due instant of its clocks, those that are late included. */
function dueOf({ clocks }: Handoff): string {
  return clocks
    .filter(isOpen)
    .map((clock) => ('dueAt' in clock ? clock.dueAt : NEVER_DUE))
    .reduce((first, due) => (due < first ? due : first), NEVER_DUE as string);
}

function partsOf(sort: string): { readonly queueId: string; readonly handoffId: string } {
  const [queueId = '', , handoffId = ''] = sort.split('#');
  return { queueId, handoffId };
}
