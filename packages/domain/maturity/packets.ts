import { figuresOf } from '../metrics/figures.ts';
import { isJsonObject } from '../packet/json.ts';
import { requiredFields } from '../review/required-fields.ts';
import { percent } from '../review/words.ts';
import {
  type Criterion,
  capabilityOf,
  handoffsLink,
  presentMonth,
  reportLink,
  reviewLink,
  saidBeside,
  standingOf,
  tooFew,
} from './checks.ts';
import { mostOf } from './contract-checks.ts';
import { requiresFields } from './definitions.ts';
import { type ContractInForce, type MaturityInput, NEEDED } from './input.ts';
import type { Capability } from './maturity.ts';

/** A standard template with mandatory fields; by the rejection rate. */
export function handoffPacket(input: MaturityInput): Capability {
  const { counts, rates } = figuresOf(input.all);
  const decisions = counts.accepted + counts.reaccepted + counts.rejected;
  const kpi = { name: 'rejection rate', value: rates.rejection, unit: 'share', of: decisions } as const;
  return capabilityOf('handoff_packet', kpi, [
    [
      mostOf(input, NEEDED.half, {
        what: 'declare packet fields',
        isSo: (contract) => declaredFields(contract) > 0,
        next: (those) => `Declare what must travel in the packet of ${those}.`,
      }),
    ],
    [
      mostOf(input, NEEDED.most, {
        what: 'require at least one field',
        isSo: requiresFields,
        next: (those) => `Require in the packet of ${those} the fields without which the receiver cannot begin.`,
      }),
    ],
    [rejected(input, kpi, NEEDED.rejectionRate)],
    [rejected(input, kpi, NEEDED.lowRejectionRate), citedIn(input)],
  ]);
}

function rejected(
  input: MaturityInput,
  { value, of }: { readonly value: number | null; readonly of: number },
  atMost: number,
): Criterion {
  const wanted = { value, of, enough: NEEDED.decisions, atMost };
  const standing = standingOf(wanted);
  const behind = [handoffsLink(input, { figure: 'rejected' }), reviewLink(presentMonth(input))];
  return {
    met: standing === 'met',
    found: value === null ? 'nothing was decided' : `${saidBeside(wanted)} of ${of} decisions were rejections`,
    links: standing === 'missed' ? behind : [reportLink(input)],
    next:
      standing === 'too_few'
        ? tooFew(wanted, 'decisions', input)
        : `Bring rejections from ${saidBeside(wanted)} to ${percent(atMost)} of decisions or less: the review names the fields and criteria behind them.`,
  };
}

function citedIn(input: MaturityInput): Criterion {
  const cited = mostCited(input);
  if (cited === undefined) return { met: true, found: 'no field stands out', links: [], next: '' };
  const { field, share, contract } = cited;
  const { name, packet } = contract.body;
  return {
    met: false,
    found: `${field} is cited in ${percent(share)} of the rejections of “${name}”`,
    links: [
      handoffsLink(input, { figure: 'field', name: field, contractId: contract.contractId }),
      `/v1/contracts/${contract.contractId}`,
    ],
    next: requiredFields(packet.schema).has(field)
      ? `“${name}” requires ${field} already: if it is still cited, constrain it in the packet schema, or add an entry criterion on it. What was sent back before counts until it is ${input.days} days old.`
      : `Require ${field} in the packet of “${name}”.`,
  };
}

interface MostCited {
  readonly field: string;
  readonly share: number;
  readonly contract: ContractInForce;
}

function mostCited({ contracts, figures }: MaturityInput): MostCited | undefined {
  for (const contract of contracts) {
    const counters = figures.get(contract.contractId);
    if (counters === undefined) continue;
    const { rejections, counts } = figuresOf(counters);
    // what no schema declares is counted as `other`, and is no field
    const first = rejections.fields.find(({ name }) => name.startsWith('/'));
    if (first === undefined || counts.rejected < NEEDED.rejections) continue;
    const share = first.count / counts.rejected;
    if (share >= NEEDED.citedShare) return { field: first.name, share, contract };
  }
  return undefined;
}

function declaredFields({ body }: Pick<ContractInForce, 'body'>): number {
  const { properties } = body.packet.schema;
  return isJsonObject(properties) ? Object.keys(properties).length : 0;
}
