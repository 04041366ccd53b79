import { combineCounted, totalOf } from '../metrics/counted.ts';
import { type Counters, NO_COUNTERS } from '../metrics/counters.ts';
import { figuresOf } from '../metrics/figures.ts';
import { type Histogram, quantile } from '../metrics/histogram.ts';
import { countOf, durationWords, percent } from '../review/words.ts';
import { capabilityOf, mostOf, reportLink } from './checks.ts';
import { type ContractInForce, type MaturityInput, NEEDED } from './input.ts';
import type { Capability, Kpi } from './maturity.ts';

/** Rules-based routing, queues, fallback owners; by the time to first touch. */
export function routingAndOwnership(input: MaturityInput): Capability {
  const { counts, rates } = figuresOf(input.all);
  const kpi = medianOf(input, 'time to first touch', 'working', isFirstTouch);
  const rate = rates.reassignment;
  const told =
    rate === null
      ? 'nothing was submitted'
      : `${countOf(counts.firstReassigned, 'handoff was', 'handoffs were')} reassigned, and ${counts.submitted} submitted`;
  const touched =
    kpi.value === null
      ? 'first touch is not measured'
      : `first touch after ${durationWords(kpi.value)}, half of the time`;
  return capabilityOf('routing_and_ownership', kpi, [
    {
      met: input.contracts.some(({ body }) => body.routing.rules.length > 0 || body.routing.fallback !== undefined),
      found: 'contracts that say who receives their handoffs',
      links: ['/v1/contracts'],
      next: 'Say in a contract who receives its handoffs: an owner or a queue.',
    },
    {
      ...mostOf(input, NEEDED.most, 'have a fallback', ({ body }) => body.routing.fallback !== undefined),
      next: 'Give the other contracts a fallback owner or queue, so that nothing is left to nobody.',
    },
    {
      ...mostOf(input, NEEDED.half, 'route by rules', ({ body }) => body.routing.rules.length > 0),
      next: 'Route by rules: what decides today who gets it, such as size or region, as conditions over the packet.',
    },
    {
      met:
        counts.submitted >= NEEDED.submitted && rate !== null && rate <= NEEDED.reassignmentRate && kpi.value !== null,
      found: `${told}; ${touched}`,
      links: [reportLink(input)],
      next: 'Bring reassignments to 10 % of 20 or more, and have a clock stop on first_touch or on acceptance.',
    },
  ]);
}

/** SLA timers, breach alerts, escalation paths; by SLA attainment. */
export function slasAndAlerts(input: MaturityInput): Capability {
  const { clocks } = figuresOf(input.all);
  const met = clocks.reduce((sum, { counts }) => sum + counts.met, 0);
  const runs = clocks.reduce((sum, { counts }) => sum + counts.breached, met);
  const attainment = runs === 0 ? null : met / runs;
  const escalating = mostOf(input, NEEDED.most, 'have an escalation path', ({ body }) => body.escalation.length > 0);
  return capabilityOf('slas_and_alerts', { name: 'SLA attainment', value: attainment, unit: 'share', of: runs }, [
    {
      met: input.contracts.some(({ body }) => body.clocks.length > 0),
      found: 'contracts that have clocks',
      links: ['/v1/contracts'],
      next: 'Give a contract a clock, such as one from submission to acceptance.',
    },
    {
      ...mostOf(input, NEEDED.most, 'have a clock that warns', ({ body }) =>
        body.clocks.some(({ warnAt }) => warnAt.length > 0),
      ),
      next: 'Give the others a clock with warnings, so that somebody can act before it is late.',
    },
    {
      ...escalating,
      met: escalating.met && input.breachesAreTold,
      found: `${escalating.found}; breaches are ${input.breachesAreTold ? '' : 'not '}told to a webhook endpoint`,
      links: [...(escalating.links ?? []), ...(input.breachesAreTold ? [] : ['/v1/webhook-endpoints'])],
      next: 'Give the others an escalation path, and have a webhook endpoint or a chat told of clock.breached or escalation.triggered.',
    },
    {
      met: runs >= NEEDED.runs && (attainment ?? 0) >= NEEDED.attainment,
      found:
        attainment === null
          ? 'no clock has ended'
          : `${percent(attainment)} of ${countOf(runs, 'run of a clock was', 'runs of clocks were')} met`,
      links: [reportLink(input)],
      next: 'Bring attainment to 90 % of 20 or more: the review names the contracts, queues and days behind the breaches.',
    },
  ]);
}

const VALUE_MILESTONES: ReadonlySet<string> = new Set(['first_value', 'onboarded']);

/** The context goes on to the next team; by the time to value. */
export function continuity(input: MaturityInput): Capability {
  const { counts, rerequested } = figuresOf(input.all);
  const kpi = medianOf(input, 'time to value', 'calendar', ({ stop }) =>
    stop.some((each) => VALUE_MILESTONES.has(each)),
  );
  const downstream = { contracts: input.contracts.filter((contract) => follows(contract, input.contracts)) };
  const [links, stages] = [downstream.contracts.length, longestJourney(input.contracts)];
  const inherits = ({ body }: ContractInForce) => (body.packet.inherit ?? []).length > 0;
  const again = rerequested.reduce((sum, { count }) => sum + count, 0);
  const all = mostOf(downstream, NEEDED.most, 'follow another and carry fields over', inherits);
  return capabilityOf('continuity', kpi, [
    {
      met: links > 0,
      found: `${countOf(links, 'contract begins', 'contracts begin')} at the stage at which another ends`,
      links: ['/v1/journey-map'],
      next: 'Model the next handoff of the same customer: a contract from the stage at which another ends.',
    },
    {
      met: stages >= NEEDED.stages,
      found: `the longest journey goes through ${countOf(stages, 'stage', 'stages')}`,
      links: ['/v1/journey-map'],
      next: 'Model a journey of three stages, such as closed-won, onboarding and adoption.',
    },
    {
      met: downstream.contracts.some(inherits),
      found: all.found,
      links: all.links ?? [],
      next: 'Let a contract that follows another carry fields over by packet.inherit: what the customer has said once, the next team has.',
    },
    {
      met: all.met && counts.submitted >= NEEDED.submitted && again <= NEEDED.rerequestedRate * counts.submitted,
      found: `${all.found}; ${countOf(again, 'field was', 'fields were')} asked for again in ${countOf(counts.submitted, 'handoff', 'handoffs')}`,
      links: [reportLink(input)],
      next: 'Let the others carry fields over too, until at most one field in ten handoffs, of 20 or more, is asked for again.',
    },
  ]);
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

type Clock = ContractInForce['body']['clocks'][number];

function isFirstTouch({ stop }: Clock): boolean {
  return stop.includes('first_touch') || stop.includes('accepted');
}

/** The median over the first clock of each contract that is meant and has run. */
function medianOf(
  { contracts, figures }: MaturityInput,
  name: string,
  kind: 'working' | 'calendar',
  isMeant: (clock: Clock) => boolean,
): Kpi {
  let runs: Histogram = new Map<number, number>();
  for (const { contractId, body } of contracts) {
    const counters: Counters = figures.get(contractId) ?? NO_COUNTERS;
    const clock = body.clocks.filter(isMeant).find(({ name: each }) => counters.clocks.has(each));
    const histogram = clock && counters.clocks.get(clock.name)?.[kind];
    if (histogram !== undefined) runs = combineCounted(runs, histogram, 1);
  }
  return { name, value: quantile(runs, 0.5) ?? null, unit: 'seconds', of: totalOf(runs) };
}
