import { BoundedMap } from '#domain/bounded-map.ts';
import { DomainError } from '#domain/problem.ts';
import type { Document, DocumentStore } from '#storage/document-store.ts';
import type { TenantContext } from '../context.ts';

/** How far the documents of a kind have been counted; those that were removed since still count. */
interface Counted {
  readonly count: number;
  readonly last: string;
}

/** Of so many tenants and kinds. What is forgotten is counted again. */
const counted = new BoundedMap<Counted>(2_000);
const PAGE = 1_000;
/** So close to the limit all are counted: ids of the same millisecond are in no order, so that one could be missed. */
const CLOSE = 20;

/**
 * Refuses to go over `limit` documents of a kind. They are in the order of their creation, so only those that are new
 * since the last time are read; all of them only close to the limit.
 *
 * @throws DomainError `limit_reached`
 */
export async function requireRoom<T extends Document>(
  { tenantId, mode }: TenantContext,
  store: DocumentStore<T>,
  kind: string,
  limit: number,
): Promise<void> {
  const key = `${tenantId}#${mode}#${kind}`;
  const known = counted.get(key);
  let now = await countFrom(store, limit, known);
  if (known !== undefined && now.count >= limit - CLOSE) now = await countFrom(store, limit);
  counted.set(key, now);
  if (now.count < limit) return;
  throw new DomainError('limit_reached', `A tenant has at most ${limit} ${kind}s; remove one first.`, {
    extensions: { limit },
  });
}

async function countFrom<T extends Document>(
  store: DocumentStore<T>,
  limit: number,
  known?: Counted,
): Promise<Counted> {
  let { count, last } = known ?? { count: 0, last: '' };
  while (count < limit) {
    const { data, next } = await store.list({ limit: PAGE, ...(last === '' ? {} : { after: last }) });
    count += data.length;
    last = data.at(-1)?.id ?? last;
    if (next === undefined) break;
  }
  return { count, last };
}
