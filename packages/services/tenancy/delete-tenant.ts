import type { Instant } from '#domain/instant.ts';
import { DomainError, invalid } from '#domain/problem.ts';
import { type Deletion, hashReceipt, mintReceipt, RECEIPT_RANDOM_BYTES } from '#domain/tenancy/deletion.ts';
import { type CallContext, concurrentUpdate, requireScope, staleVersion } from '../context.ts';
import { despiteOthers, requireStanding } from './caller-standing.ts';

export interface TenantClosed {
  readonly tenantId: string;
  readonly status: 'deleting';
  readonly requestedAt: Instant;
  /** By which the caller can ask what became of it, as no key is left. Shown this once. */
  readonly receipt: string;
}

/**
 * Closes the caller's tenant for good: all of its keys end, and everything that it owns in both modes goes, step by step.
 *
 * @throws DomainError `insufficient_scope`, `test_mode_forbids`, `validation_failed` unless `confirm` is the id of the
 * tenant, `conflict` if it is closed already, `concurrent_update`, `unauthenticated` if the caller's key has ended meanwhile
 */
export async function deleteTenant(context: CallContext, confirm: string, ifVersion?: number): Promise<TenantClosed> {
  requireScope(context, 'tenant:admin');
  const { tenantId, mode } = context;
  if (mode !== 'live') {
    throw new DomainError('test_mode_forbids', 'A tenant is deleted with a live key: its live data goes too.');
  }
  if (confirm !== tenantId) {
    const message = `Name the tenant that is to be deleted for good, which is ${tenantId}.`;
    throw invalid({ pointer: '/confirm', code: 'not_confirmed', message });
  }
  const closed = await despiteOthers(() => close(context, ifVersion));
  // what is left of the keys ends also without us, with the first step of the deletion; the receipt is told but once
  await endRest(context).catch(() => undefined);
  return closed;
}

async function close(context: CallContext, ifVersion: number | undefined): Promise<TenantClosed> {
  const { account, tenantId, now, randomBytes } = context;
  const tenant = await account.tenant.get(tenantId);
  if (tenant === undefined) throw new DomainError('conflict', 'The tenant is being deleted already.');
  if (ifVersion !== undefined && ifVersion !== tenant.version) throw staleVersion('tenant', tenantId, tenant.version);
  const { caller } = await requireStanding(context);
  const otherKeyIds = (await keyIds(context)).filter((id) => id !== caller.id);
  const receipt = mintReceipt(tenantId, randomBytes(RECEIPT_RANDOM_BYTES));
  const closing = { tenantVersion: tenant.version, caller, otherKeyIds };
  if (!(await account.deletion.begin(begun(tenantId, receipt, now), closing))) {
    throw concurrentUpdate('tenant', tenantId);
  }
  return { tenantId, status: 'deleting', requestedAt: now, receipt };
}

/** Keys that were too many for the transaction, or that were made since they were listed for it. */
async function endRest(context: CallContext): Promise<void> {
  await context.account.deletion.endKeys(await keyIds(context));
}

async function keyIds({ account }: CallContext): Promise<string[]> {
  return (await account.apiKeys.all({ consistent: true })).map(({ id }) => id);
}

function begun(tenantId: string, receipt: string, now: Instant): Deletion {
  return {
    tenantId,
    version: 1,
    status: 'stopping',
    requestedAt: now,
    receiptHash: hashReceipt(receipt),
    itemsRemoved: 0,
    quietPasses: 0,
  };
}
