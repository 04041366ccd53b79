import type { ContractBody } from '#domain/contract/body.ts';
import { type CallContext, requireScope } from '../context.ts';
import { requirePublishable, requireSound } from './body.ts';

/**
 * The body as it would be kept. Without effect. For `publication` what it names must be there.
 *
 * @throws DomainError `contract_invalid` with every cause
 */
export async function checkContract(
  context: CallContext,
  body: ContractBody,
  purpose: 'draft' | 'publication',
): Promise<ContractBody> {
  requireScope(context, 'contracts:read');
  await (purpose === 'draft' ? requireSound(body) : requirePublishable(context, body));
  return body;
}
