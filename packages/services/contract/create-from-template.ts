import { type ContractPatch, patchContract } from '#domain/contract/patch.ts';
import { findTemplate } from '#domain/contract/templates/index.ts';
import { invalid } from '#domain/problem.ts';
import type { CallContext } from '../context.ts';
import { createContract } from './create-contract.ts';
import type { ContractView } from './view.ts';

/** Starts a contract as a draft from a template, with the members of `changes` in place of the template's. */
export async function createContractFromTemplate(
  context: CallContext,
  { templateSlug, ...changes }: ContractPatch & { readonly templateSlug: string },
): Promise<ContractView> {
  const template = findTemplate(templateSlug);
  if (template === undefined) {
    const message = `There is no template ${templateSlug}; GET /v1/contract-templates lists them.`;
    throw invalid({ pointer: '/templateSlug', code: 'unknown_template', message });
  }
  return createContract(context, patchContract(template.body, changes));
}
