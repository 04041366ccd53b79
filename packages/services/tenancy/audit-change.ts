import { type AuditEntry, type Audited, changedMembers } from '#domain/tenancy/audit.ts';
import { auditing } from '#storage/audit-log.ts';
import type { Write } from '#storage/tenant-table.ts';
import type { CallContext } from '../context.ts';

/** What a caller did to something. */
export interface AuditedChange {
  /** What kind of thing, as people call it: `API key`. */
  readonly kind: string;
  readonly id: string;
  /** In the past tense: `created`. */
  readonly done: string;
  readonly before?: Audited;
  readonly after?: Audited;
  /** Members that are secret though their names do not say so. */
  readonly secrets?: readonly string[];
  readonly reason?: string;
}

/** The entry of the audit log that goes with a change, in the same transaction. */
export function auditChange(context: CallContext, change: AuditedChange): Write {
  const type = change.kind.toLowerCase().replaceAll(' ', '_');
  const entry: AuditEntry = {
    id: context.newId('aud'),
    occurredAt: context.now,
    requestId: context.requestId,
    actor: context.actor,
    action: `${type}.${change.done}`,
    resource: { type, id: change.id },
    changes: changedMembers(change.before, change.after, change.secrets),
    ...(change.reason === undefined ? {} : { reason: change.reason }),
  };
  return auditing(entry);
}
