import { figuresOf } from '../metrics/figures.ts';
import { requiredFields } from '../review/required-fields.ts';
import { countOf } from '../review/words.ts';
import { type Criterion, capabilityOf, handoffsLink, reportLink, saidBeside, standingOf, tooFew } from './checks.ts';
import { mostOf, PUBLISH_FIRST, whom } from './contract-checks.ts';
import { type ContractInForce, type MaturityInput, NEEDED } from './input.ts';
import type { Capability } from './maturity.ts';

/** Documented stages with entry and exit criteria and required fields; by stage conversion. */
export function stageDefinitions(input: MaturityInput): Capability {
  const { counts, rates } = figuresOf(input.all);
  const ended = counts.completed + counts.disqualified + counts.cancelled;
  const conversion = rates.dropOff === null ? null : 1 - rates.dropOff;
  const inForce = input.contracts.length;
  return capabilityOf('stage_definitions', { name: 'stage conversion', value: conversion, unit: 'share', of: ended }, [
    [
      {
        met: inForce > 0,
        found: `${countOf(inForce, 'contract is', 'contracts are')} in force`,
        links: inForce > 0 ? ['/v1/contracts'] : PUBLISH_FIRST.links,
        next: PUBLISH_FIRST.next,
      },
    ],
    [
      mostOf(input, NEEDED.most, {
        what: 'have entry criteria',
        isSo: ({ body }) => body.entryCriteria.length > 0,
        next: (those) => `Give ${those} entry criteria: what "ready" means, over fields of the packet.`,
      }),
    ],
    [
      mostOf(input, NEEDED.most, {
        what: 'have exit criteria and required fields',
        isSo: (contract) => hasExit(contract) && requiresFields(contract),
        next: (_, others) => definingNext(input, others),
      }),
    ],
    [converted(input, conversion, ended), overridden(input)],
  ]);
}

function definingNext({ contracts }: MaturityInput, others: readonly ContractInForce[]): string {
  const endless = others.filter((contract) => !hasExit(contract));
  const asking = others.filter((contract) => !requiresFields(contract));
  return [
    ...(endless.length === 0 ? [] : [`Give ${whom(endless, contracts)} exit criteria, which say what "done" means.`]),
    ...(asking.length === 0
      ? []
      : [`Require in the packet of ${whom(asking, contracts)} the fields that must be there.`]),
  ].join(' ');
}

function converted(input: MaturityInput, value: number | null, of: number): Criterion {
  const wanted = { value, of, enough: NEEDED.ended, atLeast: NEEDED.conversion };
  const { counts } = figuresOf(input.all);
  const dropped = (['disqualified', 'cancelled'] as const).filter((figure) => counts[figure] > 0);
  const standing = standingOf(wanted);
  return {
    met: standing === 'met',
    found: value === null ? 'nothing ended' : `${saidBeside(wanted)} of ${of} that ended were completed`,
    links: standing === 'missed' ? dropped.map((figure) => handoffsLink(input, { figure })) : [reportLink(input)],
    next:
      standing === 'too_few'
        ? tooFew(wanted, 'handoffs that ended', input)
        : `Bring conversion from ${saidBeside(wanted)} to 70 % or more: see which handoffs were disqualified or cancelled, and why.`,
  };
}

function overridden(input: MaturityInput): Criterion {
  const { rates } = figuresOf(input.all);
  const wanted = { value: rates.override, of: 1, enough: 1, atMost: NEEDED.overrideRate };
  const met = (rates.override ?? 0) <= NEEDED.overrideRate;
  return {
    met,
    found: rates.override ? `${saidBeside(wanted)} overridden` : 'nothing overridden',
    links: rates.override ? [handoffsLink(input, { figure: 'overridden' })] : [],
    next: `Bring overrides from ${saidBeside(wanted)} to 10 % or less: what people hand over all the same is not asked for in earnest.`,
  };
}

function hasExit({ body }: Pick<ContractInForce, 'body'>): boolean {
  return body.exitCriteria.length > 0;
}

export function requiresFields({ body }: Pick<ContractInForce, 'body'>): boolean {
  return requiredFields(body.packet.schema).size > 0;
}
