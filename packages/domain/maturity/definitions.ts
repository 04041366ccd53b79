import { figuresOf } from '../metrics/figures.ts';
import { isJsonObject } from '../packet/json.ts';
import { requiredFields } from '../review/required-fields.ts';
import { countOf, percent } from '../review/words.ts';
import { capabilityOf, mostOf, reportLink } from './checks.ts';
import { type ContractInForce, type MaturityInput, NEEDED } from './input.ts';
import type { Capability } from './maturity.ts';

/** Documented stages with entry and exit criteria and required fields; by stage conversion. */
export function stageDefinitions(input: MaturityInput): Capability {
  const { counts, rates } = figuresOf(input.all);
  const ended = counts.completed + counts.disqualified + counts.cancelled;
  const conversion = rates.dropOff === null ? null : 1 - rates.dropOff;
  const told = conversion === null ? 'nothing ended' : `${percent(conversion)} of ${ended} that ended were completed`;
  const overridden = rates.override === null ? '' : `, ${percent(rates.override)} overridden`;
  return capabilityOf('stage_definitions', { name: 'stage conversion', value: conversion, unit: 'share', of: ended }, [
    {
      met: input.contracts.length > 0,
      found: `${countOf(input.contracts.length, 'contract is', 'contracts are')} in force`,
      links: ['/v1/contracts'],
      next: 'Publish a contract for the handoff that costs most; a template is a good start.',
    },
    {
      ...mostOf(input, NEEDED.most, 'have entry criteria', ({ body }) => body.entryCriteria.length > 0),
      next: 'Give the others entry criteria: what "ready" means, over fields of the packet.',
    },
    {
      ...mostOf(
        input,
        NEEDED.most,
        'have exit criteria and required fields',
        ({ body }) => body.exitCriteria.length > 0 && requiresFields({ body }),
      ),
      next: 'Give the others exit criteria, which say what "done" means, and require the fields that must be there.',
    },
    {
      met:
        ended >= NEEDED.ended && (conversion ?? 0) >= NEEDED.conversion && (rates.override ?? 0) <= NEEDED.overrideRate,
      found: `${told}${overridden}`,
      links: [reportLink(input)],
      next: 'Bring conversion to 70 % of 20 or more that end, with at most 10 % overridden: see what disqualifies and is overridden.',
    },
  ]);
}

/** A standard template with mandatory fields; by the rejection rate. */
export function handoffPacket(input: MaturityInput): Capability {
  const { counts, rates } = figuresOf(input.all);
  const decisions = counts.accepted + counts.reaccepted + counts.rejected;
  const enough = decisions >= NEEDED.decisions;
  const rate = rates.rejection;
  const told = rate === null ? 'nothing was decided' : `${percent(rate)} of ${decisions} decisions were rejections`;
  const cited = mostCited(input);
  return capabilityOf('handoff_packet', { name: 'rejection rate', value: rate, unit: 'share', of: decisions }, [
    {
      ...mostOf(input, NEEDED.half, 'declare packet fields', ({ body }) => declaredFields({ body }) > 0),
      next: 'Declare in the packet schemas what must travel.',
    },
    {
      ...mostOf(input, NEEDED.most, 'require at least one field', ({ body }) => requiresFields({ body })),
      next: 'Require in the other packet schemas the fields without which the receiver cannot begin.',
    },
    {
      met: enough && rate !== null && rate <= NEEDED.rejectionRate,
      found: told,
      links: [reportLink(input)],
      next: 'Bring rejections to 20 % of 20 or more decisions: the review names the fields and criteria behind them.',
    },
    {
      met: enough && rate !== null && rate <= NEEDED.lowRejectionRate && cited === undefined,
      found:
        cited === undefined
          ? `${told}, and no field stands out`
          : `${told}; ${cited.field} is cited in ${percent(cited.share)} of those of ${cited.name}`,
      links: [reportLink(input)],
      next: 'Bring rejections to 10 %, with no field cited in a quarter of a contract’s rejections: follow the suggestions of the review.',
    },
  ]);
}

function mostCited({ contracts, figures }: MaturityInput): { field: string; share: number; name: string } | undefined {
  for (const { contractId, body } of contracts) {
    const counters = figures.get(contractId);
    if (counters === undefined) continue;
    const { rejections, counts } = figuresOf(counters);
    // what no schema declares is counted as `other`, and is no field
    const first = rejections.fields.find(({ name }) => name.startsWith('/'));
    if (first === undefined || counts.rejected < NEEDED.rejections) continue;
    const share = first.count / counts.rejected;
    if (share >= NEEDED.citedShare) return { field: first.name, share, name: body.name };
  }
  return undefined;
}

export function declaredFields({ body }: Pick<ContractInForce, 'body'>): number {
  const { properties } = body.packet.schema;
  return isJsonObject(properties) ? Object.keys(properties).length : 0;
}

function requiresFields({ body }: Pick<ContractInForce, 'body'>): boolean {
  return requiredFields(body.packet.schema).size > 0;
}
