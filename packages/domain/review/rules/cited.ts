import type { Counted } from '../../metrics/counted.ts';
import { BOUNDS, MOST } from '../bounds.ts';
import type { KnownVersion } from '../input.ts';
import type { ContractFigures } from '../month-figures.ts';
import { requiredFields } from '../required-fields.ts';
import type { ReviewedMonth } from '../reviewed-month.ts';
import type { Evidence, Suggestion, Weighed } from '../suggestion.ts';
import { partOf, tryIt } from '../words.ts';

/** Packet fields and criteria that many rejections of a contract cite. */
export function suggestByCitations(month: ReviewedMonth): Weighed[] {
  return month.contracts.flatMap((contract) => {
    if ((contract.all.counts.get('rejected') ?? 0) < BOUNDS.rejections) return [];
    const isShort = (name: string) => name.length <= MOST.nameLength;
    const fields = [...contract.all.fields.keys()].filter((name) => isShort(name) && name.startsWith('/'));
    const criteria = [...contract.all.criteria.keys()].filter(isShort);
    const required = requiredBy(month, contract);
    return [
      ...fields.flatMap((name) => byField(month, contract, name, required)),
      ...criteria.flatMap((name) => byCriterion(month, contract, name)),
    ];
  });
}

interface Cited {
  readonly kind: 'field' | 'criterion';
  readonly name: string;
  readonly count: number;
  readonly of: number;
  /** Those under which it was; absent: all. */
  readonly versions?: readonly number[];
}

type RequiredBy = ReadonlyMap<number, ReadonlySet<string>>;

function requiredBy(month: ReviewedMonth, contract: ContractFigures): RequiredBy {
  const known = [month.latest(contract), ...month.knownOf(contract)].filter((version) => version !== undefined);
  return new Map(known.map(({ version, body }) => [version, requiredFields(body.packet.schema)]));
}

function byField(month: ReviewedMonth, contract: ContractFigures, name: string, required: RequiredBy): Weighed[] {
  const latest = month.latest(contract)?.version;
  const isRequiredBy = (version: number | undefined) =>
    version !== undefined && required.get(version)?.has(name) === true;
  // what was sent back under versions that did not require it was mended by the one that does
  const cited = isRequiredBy(latest)
    ? citedUnder(contract, 'field', name, ({ version }) => isRequiredBy(version), month)
    : citedUnder(contract, 'field', name);
  if (!isOften(cited)) return [];
  const [rule, title, advice]: [Suggestion['rule'], string, string] = isRequiredBy(latest)
    ? [
        'sharpen_field',
        `Say more exactly what belongs into ${name}`,
        'It is required, so what arrives in it is not what the receiver needs: constrain it in the packet schema, or add an entry criterion on it.',
      ]
    : [
        'require_field',
        `Make ${name} required`,
        'It is not required: require it in the packet schema, and packets without it are refused before anybody waits for them.',
      ];
  const text = `${name} is cited in ${partOf(cited.count, cited.of)} rejections of “${month.nameOf(contract)}”${under(cited)}. ${advice} ${tryIt(contract.contractId)}`;
  return [weighed(month, contract, cited, { rule, title, text, field: name })];
}

function byCriterion(month: ReviewedMonth, contract: ContractFigures, name: string): Weighed[] {
  const criterionOf = (version: KnownVersion | undefined) => version?.body.entryCriteria.find(({ id }) => id === name);
  const latest = month.latest(contract);
  const criterion = criterionOf(latest);
  // one that asks for something else by now, or for nothing, is not what was cited
  const cited =
    latest === undefined
      ? citedUnder(contract, 'criterion', name)
      : citedUnder(
          contract,
          'criterion',
          name,
          (version) => criterion !== undefined && criterionOf(version)?.expression === criterion.expression,
          month,
        );
  if (!isOften(cited)) return [];
  const called = criterion === undefined ? name : `${name} (${criterion.description})`;
  const text = `Receivers cite the criterion ${called} in ${partOf(cited.count, cited.of)} rejections of “${month.nameOf(contract)}”${under(cited)}, although every packet had met it or was overridden: its expression asks for less than they do. ${tryIt(contract.contractId)}`;
  const title = `Have the criterion ${name} ask for what receivers need`;
  return [weighed(month, contract, cited, { rule: 'sharpen_criterion', title, text, criterionId: name })];
}

/** How often it was cited, under the known versions that are meant; under all of them if none is said. */
function citedUnder(
  contract: ContractFigures,
  kind: Cited['kind'],
  name: string,
  isMeant?: (version: KnownVersion) => boolean,
  month?: ReviewedMonth,
): Cited {
  const counted = (all: Pick<ContractFigures['all'], 'fields' | 'criteria' | 'counts'>) => {
    const names: Counted = kind === 'field' ? all.fields : all.criteria;
    return { count: names.get(name) ?? 0, of: all.counts.get('rejected') ?? 0 };
  };
  if (isMeant === undefined || month === undefined) return { kind, name, ...counted(contract.all) };
  const meant = month
    .knownOf(contract)
    .filter(isMeant)
    .map(({ version }) => version);
  const sums = meant.flatMap((version) => contract.versions.get(version) ?? []).map(counted);
  const total = (of: 'count' | 'of') => sums.reduce((sum, each) => sum + each[of], 0);
  const all = meant.length === contract.versions.size;
  return { kind, name, count: total('count'), of: total('of'), ...(all ? {} : { versions: meant }) };
}

function isOften({ count, of }: Cited): boolean {
  return of >= BOUNDS.rejections && count >= BOUNDS.citedShare * of;
}

function under({ versions }: Cited): string {
  if (versions === undefined) return '';
  return ` under version${versions.length === 1 ? '' : 's'} ${versions.toSorted((a, b) => a - b).join(', ')}`;
}

type Told = Pick<Suggestion, 'rule' | 'title' | 'text' | 'field' | 'criterionId'>;

function weighed(month: ReviewedMonth, contract: ContractFigures, cited: Cited, told: Told): Weighed {
  const id = `${told.rule}:${contract.contractId}:${cited.name}`;
  const evidence = evidenceOf(month, contract, cited);
  return { weight: cited.count, suggestion: { id, ...told, ...month.about(contract), evidence } };
}

/** Version by version where not all are meant, so that each figure is what its link adds up to. */
function evidenceOf(
  month: ReviewedMonth,
  contract: ContractFigures,
  { kind, name, versions, ...all }: Cited,
): Evidence[] {
  const { contractId } = contract;
  const what = `rejections that cite ${name}`;
  if (versions === undefined) {
    const handoffs = month.link({ figure: kind, name, contractId });
    return [{ what, value: all.count, of: all.of, unit: 'count', handoffs }];
  }
  return versions.flatMap((version) => {
    const counters = contract.versions.get(version);
    const value = (kind === 'field' ? counters?.fields : counters?.criteria)?.get(name) ?? 0;
    if (value === 0) return [];
    const of = counters?.counts.get('rejected') ?? 0;
    const handoffs = month.link({ figure: kind, name, contractId, version: String(version) });
    return [{ what: `${what} under version ${version}`, value, of, unit: 'count' as const, handoffs }];
  });
}
