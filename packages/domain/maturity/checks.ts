import type { Day } from '../metrics/day.ts';
import type { ContractInForce, MaturityInput } from './input.ts';
import type { Capability, CapabilityName, Check, Kpi } from './maturity.ts';
import { LEVEL_NAMES } from './maturity.ts';

/** What a level needs, and what to do where that is not met. */
export interface Rule {
  readonly met: boolean;
  readonly found: string;
  readonly links?: readonly string[];
  readonly next: string;
}

/** The rules of the levels 2 to 5. */
export type Rules = readonly [Rule, Rule, Rule, Rule];

/** Contracts that a check names, so that a list of them can be followed. */
const MOST_LINKS = 5;

/** A level is reached if what it needs is met, and all that lower levels need. */
export function capabilityOf(capability: CapabilityName, kpi: Kpi, rules: Rules): Capability {
  const missing = rules.findIndex(({ met }) => !met);
  const level = missing === -1 ? rules.length + 1 : missing + 1;
  return {
    capability,
    level,
    levelName: LEVEL_NAMES[level - 1] ?? LEVEL_NAMES[0],
    kpi,
    checks: rules.map(
      ({ met, found, links = [] }, index): Check => ({ level: index + 2, met, found, links: [...links] }),
    ),
    nextStep: rules[missing]?.next ?? null,
  };
}

/** Whether so great a share of the contracts in force is as it should be; one at least must be in force. */
export function mostOf(
  { contracts }: Pick<MaturityInput, 'contracts'>,
  share: number,
  what: string,
  isSo: (contract: ContractInForce) => boolean,
): Pick<Rule, 'met' | 'found' | 'links'> {
  const others = contracts.filter((contract) => !isSo(contract));
  const count = contracts.length - others.length;
  return {
    met: contracts.length > 0 && count >= share * contracts.length,
    found: `contracts in force that ${what}: ${count} of ${contracts.length}`,
    links: others.slice(0, MOST_LINKS).map(({ contractId }) => `/v1/contracts/${contractId}`),
  };
}

/** Where the figures of these days are. */
export function reportLink({ from, to }: { readonly from: Day; readonly to: Day }): string {
  return `/v1/metrics?${new URLSearchParams({ from, to, groupBy: 'contract' })}`;
}
