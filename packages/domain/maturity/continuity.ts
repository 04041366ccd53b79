import { figuresOf } from '../metrics/figures.ts';
import { countOf } from '../review/words.ts';
import { type Criterion, capabilityOf, handoffsLink, reportLink, tooFew } from './checks.ts';
import { anyOf, mostOf, PUBLISH_FIRST } from './contract-checks.ts';
import { type ContractInForce, type MaturityInput, NEEDED } from './input.ts';
import type { Capability } from './maturity.ts';
import { medianOf } from './median-clock.ts';

const VALUE_MILESTONES: ReadonlySet<string> = new Set(['first_value', 'onboarded']);

/** The context goes on to the next team; by the time to value. */
export function continuity(input: MaturityInput): Capability {
  const kpi = medianOf(input, 'time to value', 'calendar', ({ stop }) =>
    stop.some((each) => VALUE_MILESTONES.has(each)),
  );
  const downstream = { contracts: input.contracts.filter((contract) => follows(contract, input.contracts)) };
  const inheriting = {
    what: 'follow another and carry fields over',
    isSo: ({ body }: ContractInForce) => (body.packet.inherit ?? []).length > 0,
  };
  return capabilityOf('continuity', kpi, [
    [following(input, downstream.contracts.length)],
    [journeyIn(input)],
    [
      followed(
        downstream.contracts,
        anyOf(downstream, {
          ...inheriting,
          next: () =>
            'Let a contract that follows another carry fields over by packet.inherit: what the customer has said once, the next team has.',
        }),
      ),
    ],
    [
      followed(
        downstream.contracts,
        mostOf(downstream, NEEDED.most, {
          ...inheriting,
          next: (those) => `Of those that follow another, let ${those} carry fields over too, by packet.inherit.`,
        }),
      ),
      rerequested(input),
    ],
  ]);
}

const NEXT_HANDOFF = 'Model the next handoff of the same customer: a contract from the stage at which another ends.';

function following({ contracts }: MaturityInput, downstream: number): Criterion {
  return {
    met: downstream > 0,
    found: `${countOf(downstream, 'contract begins', 'contracts begin')} at the stage at which another ends`,
    links: contracts.length === 0 ? PUBLISH_FIRST.links : ['/v1/journey-map'],
    next: contracts.length === 0 ? PUBLISH_FIRST.next : NEXT_HANDOFF,
  };
}

/** Where none follows another, contracts in force are not what is missing. */
function followed(downstream: readonly ContractInForce[], criterion: Criterion): Criterion {
  return downstream.length > 0 ? criterion : { ...criterion, links: ['/v1/journey-map'], next: NEXT_HANDOFF };
}

function journeyIn({ contracts }: MaturityInput): Criterion {
  const stages = longestJourney(contracts);
  return {
    met: stages >= NEEDED.stages,
    found: `the longest journey goes through ${countOf(stages, 'stage', 'stages')}`,
    links: ['/v1/journey-map'],
    next: 'Model a journey of three stages, such as closed-won, onboarding and adoption.',
  };
}

function rerequested(input: MaturityInput): Criterion {
  const { counts, rerequested: fields } = figuresOf(input.all);
  const again = fields.reduce((sum, { count }) => sum + count, 0);
  const isEnough = counts.submitted >= NEEDED.submitted;
  const [most] = fields;
  const called = most?.name.startsWith('/') === true ? most.name : 'what no packet schema declares';
  return {
    met: isEnough && again <= NEEDED.rerequestedRate * counts.submitted,
    found: `${countOf(again, 'field was', 'fields were')} asked for again in ${countOf(counts.submitted, 'handoff', 'handoffs')}`,
    links: [
      isEnough && most !== undefined
        ? handoffsLink(input, { figure: 'rerequested', name: most.name })
        : reportLink(input),
    ],
    next: isEnough
      ? `See that at most one field in ten handoffs is asked for again: ${called} is asked for most often. Carry it over, or require it earlier.`
      : tooFew({ value: null, of: counts.submitted, enough: NEEDED.submitted }, 'handoffs submitted', input),
  };
}

function follows({ contractId, body }: ContractInForce, contracts: readonly ContractInForce[]): boolean {
  return contracts.some((other) => other.contractId !== contractId && other.body.to.stage === body.from.stage);
}

/** Stages on the longest way that goes through none twice; looked for in depth, and not beyond what is asked for. */
function longestJourney(contracts: readonly ContractInForce[]): number {
  const next = Map.groupBy(contracts, ({ body }) => body.from.stage);
  const from = (stage: string, seen: readonly string[]): number => {
    if (seen.length >= NEEDED.stages) return seen.length;
    const ways = (next.get(stage) ?? []).map(({ body }) => body.to.stage).filter((to) => !seen.includes(to));
    return Math.max(seen.length, ...ways.map((to) => from(to, [...seen, to])));
  };
  return Math.max(0, ...[...next.keys()].map((stage) => from(stage, [stage])));
}
