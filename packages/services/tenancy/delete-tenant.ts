import type { Instant } from '#domain/instant.ts';
import { DomainError, invalid } from '#domain/problem.ts';
import { type Deletion, hashReceipt, mintReceipt, RECEIPT_RANDOM_BYTES } from '#domain/tenancy/deletion.ts';
import { type CallContext, concurrentUpdate, requireScope } from '../context.ts';

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
 * tenant, `conflict` if it is closed already, `concurrent_update`
 */
export async function deleteTenant(context: CallContext, confirm: string): Promise<TenantClosed> {
  requireScope(context, 'tenant:admin');
  const { account, tenantId, mode, now, principal, randomBytes } = context;
  if (mode !== 'live') {
    throw new DomainError('test_mode_forbids', 'A tenant is deleted with a live key: its live data goes too.');
  }
  if (confirm !== tenantId) {
    const message = `Name the tenant that is to be deleted for good, which is ${tenantId}.`;
    throw invalid({ pointer: '/confirm', code: 'not_confirmed', message });
  }
  const tenant = await account.tenant.get(tenantId);
  if (tenant === undefined) throw new DomainError('conflict', 'The tenant is being deleted already.');
  const keys = await account.apiKeys.all({ consistent: true });
  const others = keys.map(({ id }) => id).filter((id) => id !== principal.keyId);
  const receipt = mintReceipt(tenantId, randomBytes(RECEIPT_RANDOM_BYTES));
  const closing = { tenantVersion: tenant.version, apiKeyIds: [principal.keyId, ...others] };
  if (!(await account.deletion.begin(begun(tenantId, receipt, now), closing))) {
    throw concurrentUpdate('tenant', tenantId);
  }
  return { tenantId, status: 'deleting', requestedAt: now, receipt };
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
