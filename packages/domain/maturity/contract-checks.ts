import type { Criterion } from './checks.ts';
import type { ContractInForce, MaturityInput } from './input.ts';

/** Contracts that a check names, so that a list of them can be followed. */
const MOST_LINKS = 5;

type Contracts = readonly ContractInForce[];

/** What is to be done where no contract is there that could be as it should. */
export const PUBLISH_FIRST = {
  next: 'Publish a contract first, for the handoff that costs most: none is in force. A template is a good start.',
  links: ['/v1/contract-templates'],
} as const;

/** What is asked of contracts. */
export interface Asked {
  /** As in “contracts in force that …”. */
  readonly what: string;
  readonly isSo: (contract: ContractInForce) => boolean;
  /** What to do with those that are not so; `whom` says which these are. */
  readonly next: (whom: string, others: Contracts) => string;
}

/** Whether so great a share of the contracts is as it should be; one at least must be in force. */
export function mostOf({ contracts }: Pick<MaturityInput, 'contracts'>, share: number, asked: Asked): Criterion {
  return criterionOf(contracts, asked, (count) => count >= share * contracts.length);
}

/** Whether any contract is as it should be. */
export function anyOf({ contracts }: Pick<MaturityInput, 'contracts'>, asked: Asked): Criterion {
  return criterionOf(contracts, asked, (count) => count > 0);
}

function criterionOf(
  contracts: Contracts,
  { what, isSo, next }: Asked,
  isEnough: (count: number) => boolean,
): Criterion {
  const others = contracts.filter((contract) => !isSo(contract));
  const count = contracts.length - others.length;
  const found = `contracts in force that ${what}: ${count} of ${contracts.length}`;
  if (contracts.length === 0) return { met: false, found, ...PUBLISH_FIRST };
  return { met: isEnough(count), found, links: linksTo(others), next: next(whom(others, contracts), others) };
}

export function linksTo(contracts: Contracts): readonly string[] {
  return contracts.slice(0, MOST_LINKS).map(({ contractId }) => `/v1/contracts/${contractId}`);
}

/** How those of all are called that something is to be done with. */
export function whom(some: Contracts, all: Contracts): string {
  const [first] = some;
  if (first !== undefined && some.length === 1) return `“${first.body.name}”`;
  return some.length === all.length ? `all ${all.length} contracts` : `the other ${some.length} contracts`;
}
