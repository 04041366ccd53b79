import { encodeTime } from 'ulidx';
import { epochOf, type Instant } from '#domain/instant.ts';
import type { AuditEntry } from '#domain/tenancy/audit.ts';
import type { AuditLog } from '#storage/audit-log.ts';
import { type CallContext, requireScope } from '../context.ts';
import { type Page, type PageRequest, pageOf, rangeOf } from '../page.ts';

export interface AuditFilter {
  /** Entries made at or after it. */
  readonly from?: Instant | undefined;
  /** Entries made before it. */
  readonly to?: Instant | undefined;
  /** The id of the API key that did it. */
  readonly actor?: string | undefined;
  /** The id of what was changed. */
  readonly resource?: string | undefined;
}

const AUDIT_POSITION = /^aud_[0-9A-Z]{26}$/;
const ULID_TIME_CHARACTERS = 10;
/** So many entries are looked at for one page at the most: one that filters drop much of may be short. */
const MOST_READ = 1_000;
const BATCH = 200;

/**
 * Who changed what, the latest first: in the caller's mode, and of the account, which has no mode. A page may be short, or
 * empty, and still have a next one.
 *
 * @throws DomainError `insufficient_scope`, `validation_failed`
 */
export async function listAuditLog(
  context: CallContext,
  filter: AuditFilter,
  request: PageRequest,
): Promise<Page<AuditEntry>> {
  requireScope(context, 'tenant:admin');
  const { limit, after } = rangeOf(request, AUDIT_POSITION);
  const logs = [context.stores.audit, context.account.audit];
  const first = filter.from === undefined ? '' : firstIdAt(filter.from);
  const before = after ?? (filter.to === undefined ? undefined : firstIdAt(filter.to));
  const data: AuditEntry[] = [];
  let read = 0;
  for await (const entry of latestFirst(logs, before)) {
    if (entry.id < first) break;
    read += 1;
    if (isAsked(entry, filter)) data.push(entry);
    if (data.length === limit || read === MOST_READ) return pageOf({ data, next: entry.id });
  }
  return pageOf({ data });
}

/** The entries of all logs together, in one order: an id begins with the instant of its entry. */
async function* latestFirst(logs: readonly AuditLog[], start: string | undefined): AsyncGenerator<AuditEntry> {
  let before = start;
  for (;;) {
    const range = { limit: BATCH, ...(before === undefined ? {} : { before }) };
    const lists = await Promise.all(logs.map((log) => log.list(range)));
    const entries = lists.flat().sort((a, b) => (a.id < b.id ? 1 : -1));
    yield* entries.slice(0, BATCH);
    before = entries[BATCH - 1]?.id;
    if (before === undefined || entries.length < BATCH) return;
  }
}

function isAsked(entry: AuditEntry, { actor, resource }: AuditFilter): boolean {
  return (
    (actor === undefined || entry.actor.id === actor) && (resource === undefined || entry.resource.id === resource)
  );
}

function firstIdAt(instant: Instant): string {
  return `aud_${encodeTime(Math.max(0, epochOf(instant)), ULID_TIME_CHARACTERS)}`;
}
