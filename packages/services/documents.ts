import { DomainError } from '#domain/problem.ts';
import type { Document, DocumentStore } from '#storage/document-store.ts';
import type { Write } from '#storage/tenant-table.ts';
import { concurrentUpdate, notFound } from './context.ts';
import { type Page, type PageRequest, pageOf, rangeOf } from './page.ts';

/** A document that must exist, in the version that the caller expects if they said one. */
export async function findDocument<T extends Document>(
  store: DocumentStore<T>,
  kind: string,
  id: string,
  ifVersion?: number,
): Promise<T> {
  const document = await store.get(id);
  if (document === undefined) throw notFound(kind, id);
  if (ifVersion !== undefined && ifVersion !== document.version) throw concurrentUpdate(kind, id);
  return document;
}

export async function listDocuments<T extends Document>(
  store: DocumentStore<T>,
  request: PageRequest,
): Promise<Page<T>> {
  return pageOf(await store.list(rangeOf(request)));
}

/** Saves `document` and what goes with it. @throws DomainError `concurrent_update` */
export async function saveDocument<T extends Document>(
  store: DocumentStore<T>,
  kind: string,
  document: T,
  beside: readonly Write[] = [],
): Promise<T> {
  if (!(await store.save(document, beside))) throw concurrentUpdate(kind, document.id);
  return document;
}

/** @throws DomainError `concurrent_update` */
export async function removeDocument<T extends Document>(
  store: DocumentStore<T>,
  kind: string,
  document: T,
  beside: readonly Write[] = [],
): Promise<void> {
  if (!(await store.remove(document, beside))) throw concurrentUpdate(kind, document.id);
}

/** Refuses to go over `limit` documents of a kind. */
export async function requireRoom<T extends Document>(
  store: DocumentStore<T>,
  kind: string,
  limit: number,
): Promise<void> {
  const present = await store.all({ consistent: true });
  if (present.length < limit) return;
  throw new DomainError('limit_reached', `A tenant has at most ${limit} ${kind}s; remove one first.`, {
    extensions: { limit },
  });
}
