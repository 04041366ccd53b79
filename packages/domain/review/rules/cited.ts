import { figuresOf, type NamedCount } from '../../metrics/figures.ts';
import { isJsonObject } from '../../packet/json.ts';
import { BOUNDS, MOST } from '../bounds.ts';
import type { ContractFigures } from '../month-figures.ts';
import type { ReviewedMonth } from '../reviewed-month.ts';
import type { Suggestion, Weighed } from '../suggestion.ts';
import { partOf } from '../words.ts';

/** Packet fields and criteria that many rejections of a contract cite. */
export function suggestByCitations(month: ReviewedMonth): Weighed[] {
  return month.contracts.flatMap((contract) => {
    const { counts, rejections } = figuresOf(contract.all);
    if (counts.rejected < BOUNDS.rejections) return [];
    const often = ({ name, count }: NamedCount) =>
      count >= BOUNDS.citedShare * counts.rejected && name.length <= MOST.nameLength;
    const fields = rejections.fields.filter((each) => often(each) && each.name.startsWith('/'));
    const criteria = rejections.criteria.filter(often);
    return [
      ...fields.map(({ name, count }) => byField(month, contract, { name, count, of: counts.rejected })),
      ...criteria.map(({ name, count }) => byCriterion(month, contract, { name, count, of: counts.rejected })),
    ];
  });
}

interface Cited {
  readonly name: string;
  readonly count: number;
  readonly of: number;
}

function byField(month: ReviewedMonth, contract: ContractFigures, cited: Cited): Weighed {
  const latest = month.latest(contract);
  const [rule, title, advice]: [Suggestion['rule'], string, string] = isRequired(latest?.body.packet.schema, cited.name)
    ? [
        'sharpen_field',
        `Say more exactly what belongs into ${cited.name}`,
        'It is required, so what arrives in it is not what the receiver needs: constrain it in the packet schema, or add an entry criterion on it.',
      ]
    : [
        'require_field',
        `Make ${cited.name} required`,
        'It is not required: require it in the packet schema, and packets without it are refused before anybody waits for them.',
      ];
  const name = month.nameOf(contract);
  const text = `${cited.name} is cited in ${partOf(cited.count, cited.of)} rejections of “${name}”. ${advice}`;
  return {
    weight: cited.count,
    suggestion: {
      ...base(month, contract, rule, cited),
      title,
      text,
      field: cited.name,
      evidence: [evidence(month, contract, 'field', cited)],
    },
  };
}

function byCriterion(month: ReviewedMonth, contract: ContractFigures, cited: Cited): Weighed {
  const description = month.latest(contract)?.body.entryCriteria.find(({ id }) => id === cited.name)?.description;
  const called = description === undefined ? cited.name : `${cited.name} (${description})`;
  const text = `Receivers cite the criterion ${called} in ${partOf(cited.count, cited.of)} rejections of “${month.nameOf(contract)}”, although every packet had met it or was overridden: its expression asks for less than they do.`;
  return {
    weight: cited.count,
    suggestion: {
      ...base(month, contract, 'sharpen_criterion', cited),
      title: `Have the criterion ${cited.name} ask for what receivers need`,
      text,
      criterionId: cited.name,
      evidence: [evidence(month, contract, 'criterion', cited)],
    },
  };
}

function base(month: ReviewedMonth, contract: ContractFigures, rule: Suggestion['rule'], { name }: Cited) {
  return { id: `${rule}:${contract.contractId}:${name}`, rule, ...month.about(contract) };
}

function evidence(month: ReviewedMonth, { contractId }: ContractFigures, figure: string, { name, count, of }: Cited) {
  const handoffs = month.link({ figure, name, contractId });
  return { what: `rejections that cite ${name}`, value: count, of, unit: 'count' as const, handoffs };
}

/** Whether a packet schema requires a field of the packet itself. */
function isRequired(schema: unknown, pointer: string): boolean {
  if (!isJsonObject(schema)) return false;
  const { required } = schema;
  return Array.isArray(required) && required.includes(pointer.slice(1).replaceAll('~1', '/').replaceAll('~0', '~'));
}
