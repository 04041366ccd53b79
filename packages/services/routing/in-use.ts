import type { HolderRef } from '#domain/handoff/parts.ts';
import { DomainError } from '#domain/problem.ts';
import type { Document, DocumentStore } from '#storage/document-store.ts';
import type { CallContext } from '../context.ts';
import { FIRST_ID, LAST_ID } from '../handoff/id-range.ts';

/** How many of each kind a refusal names. */
const NAMED = 10;
const PAGE = 500;

/** Things of one kind that still need something, and what can be done about them. */
export interface Uses {
  readonly kind: 'handoffs' | 'queues' | 'owners';
  readonly ids: readonly string[];
  readonly advice: string;
}

/** The first open handoffs that are with `holder`. */
export function handoffsWith({ stores }: CallContext, holder: HolderRef): Promise<readonly string[]> {
  const range = { low: FIRST_ID, high: LAST_ID, descending: false, limit: NAMED };
  return stores.handoffs.list({ by: 'holder', holder }, range);
}

/** The first documents that name it. Reads all of a kind whose number is bounded, and keeps a page of them at a time. */
export async function naming<T extends Document>(
  store: DocumentStore<T>,
  names: (document: T) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | undefined; ; ) {
    const { data, next } = await store.list({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    found.push(...data.filter(names).map(({ id }) => id));
    if (next === undefined || found.length >= NAMED) return found.slice(0, NAMED);
    after = next;
  }
}

/** Refuses to remove what is still needed, with all that needs it at once. @throws DomainError `in_use` */
export function requireUnused(...uses: readonly Uses[]): void {
  const needing = uses.filter(({ ids }) => ids.length > 0);
  if (needing.length === 0) return;
  throw new DomainError('in_use', needing.map(({ advice }) => advice).join(' '), {
    extensions: Object.fromEntries(needing.map(({ kind, ids }) => [kind, ids])),
  });
}
