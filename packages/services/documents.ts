import { DomainError } from '#domain/problem.ts';
import type { Document, DocumentStore } from '#storage/document-store.ts';
import type { Write } from '#storage/tenant-table.ts';
import { type CallContext, concurrentUpdate, notFound, staleVersion } from './context.ts';
import { type Page, type PageRequest, pageOf, rangeOf } from './page.ts';
import { type AuditedChange, auditChange } from './tenancy/audit-change.ts';

/** What goes with a change of a document. */
interface Accompanied {
  /** Further writes of the same transaction. */
  readonly beside?: readonly Write[];
  /** What the audit log says was done, in the past tense, where it is more than created, updated or removed. */
  readonly done?: string;
  /** What the audit log compares, where the document itself is not all that changes. */
  readonly audited?: Pick<AuditedChange, 'before' | 'after' | 'secrets'>;
}

/** A document that must exist, in the version that the caller expects if they said one. */
export async function findDocument<T extends Document>(
  store: DocumentStore<T>,
  kind: string,
  id: string,
  ifVersion?: number,
): Promise<T> {
  const document = await store.get(id);
  if (document === undefined) throw notFound(kind, id);
  if (ifVersion !== undefined && ifVersion !== document.version) throw staleVersion(kind, id, document.version);
  return document;
}

export async function listDocuments<T extends Document>(
  store: DocumentStore<T>,
  request: PageRequest,
): Promise<Page<T>> {
  return pageOf(await store.list(rangeOf(request)));
}

/**
 * Saves a new document and its entry in the audit log, if the tenant has fewer than `limit` of its kind. The limit holds
 * however many are created at once.
 *
 * @throws DomainError `limit_reached`, `concurrent_update`
 */
export async function createDocument<T extends Document>(
  context: CallContext,
  store: DocumentStore<T>,
  { kind, limit }: { readonly kind: string; readonly limit: number },
  document: T,
  { beside = [], done = 'created', audited = { after: document } }: Accompanied = {},
): Promise<T> {
  const entry = auditChange(context, { kind, id: document.id, done, ...audited });
  const creation = await store.create(document, limit, [...beside, entry]);
  if (creation.result === 'full') throw limitReached(kind, limit, creation.present);
  if (creation.result === 'contended') throw concurrentUpdate(kind, document.id);
  return document;
}

/** Saves `after` in the place of `before`, with its entry in the audit log. @throws DomainError `concurrent_update` */
export async function saveDocument<T extends Document>(
  context: CallContext,
  store: DocumentStore<T>,
  kind: string,
  { before, after }: { readonly before: T; readonly after: T },
  { beside = [], done = 'updated', audited = { before, after } }: Accompanied = {},
): Promise<T> {
  const entry = auditChange(context, { kind, id: after.id, done, ...audited });
  if (!(await store.save(after, [...beside, entry]))) throw concurrentUpdate(kind, after.id);
  return after;
}

/** Removes a document, with its entry in the audit log. @throws DomainError `concurrent_update` */
export async function removeDocument<T extends Document>(
  context: CallContext,
  store: DocumentStore<T>,
  kind: string,
  document: T,
  { beside = [], done = 'removed', audited = { before: document } }: Accompanied = {},
): Promise<void> {
  const entry = auditChange(context, { kind, id: document.id, done, ...audited });
  if (!(await store.remove(document, [...beside, entry]))) throw concurrentUpdate(kind, document.id);
}

/** The refusal to go over a limit. `advice` says what makes room. */
export function limitReached(kind: string, limit: number, current: number, advice = 'remove one first'): DomainError {
  const most = `A tenant has at most ${limit.toLocaleString('en')} ${kind}s`;
  return new DomainError('limit_reached', `${most}; ${advice}.`, { extensions: { limit, current } });
}
