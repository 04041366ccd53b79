import { figuresOf } from '../metrics/figures.ts';
import { countOf, durationWords } from '../review/words.ts';
import { type Criterion, capabilityOf, handoffsLink, reportLink, saidBeside, standingOf, tooFew } from './checks.ts';
import { anyOf, linksTo, mostOf } from './contract-checks.ts';
import { type MaturityInput, NEEDED } from './input.ts';
import type { Capability, Kpi } from './maturity.ts';
import { type Clock, medianOf } from './median-clock.ts';

/** Rules-based routing, queues, fallback owners; by the time to first touch. */
export function routingAndOwnership(input: MaturityInput): Capability {
  const kpi = medianOf(input, 'time to first touch', 'working', isFirstTouch);
  return capabilityOf('routing_and_ownership', kpi, [
    [
      anyOf(input, {
        what: 'say who receives their handoffs',
        isSo: ({ body: { routing } }) => routing.rules.length > 0 || routing.fallback !== undefined,
        next: () => 'Say in a contract who receives its handoffs: an owner or a queue.',
      }),
    ],
    [
      mostOf(input, NEEDED.most, {
        what: 'have a fallback',
        isSo: ({ body }) => body.routing.fallback !== undefined,
        next: (those) => `Give ${those} a fallback owner or queue, so that nothing is left to nobody.`,
      }),
    ],
    [
      mostOf(input, NEEDED.half, {
        what: 'route by rules',
        isSo: ({ body }) => body.routing.rules.length > 0,
        next: (those) =>
          `Give ${those} routing rules: what decides today who gets it, such as size or region, as conditions over the packet.`,
      }),
    ],
    [reassigned(input), touched(input, kpi)],
  ]);
}

function reassigned(input: MaturityInput): Criterion {
  const { counts, rates } = figuresOf(input.all);
  const wanted = {
    value: rates.reassignment,
    of: counts.submitted,
    enough: NEEDED.submitted,
    atMost: NEEDED.reassignmentRate,
  };
  const standing = standingOf(wanted);
  return {
    met: standing === 'met',
    found:
      rates.reassignment === null
        ? 'nothing was submitted'
        : `${countOf(counts.firstReassigned, 'handoff was', 'handoffs were')} reassigned, and ${counts.submitted} submitted`,
    links: [standing === 'missed' ? handoffsLink(input, { figure: 'firstReassigned' }) : reportLink(input)],
    next:
      standing === 'too_few'
        ? tooFew(wanted, 'handoffs submitted', input)
        : `Bring reassignments from ${saidBeside(wanted)} of what is submitted to 10 % or less: have a rule tell apart what those who reassign tell apart.`,
  };
}

function touched(input: MaturityInput, { value }: Kpi): Criterion {
  const isMeasured = input.contracts.some(({ body }) => body.clocks.some(isFirstTouch));
  return {
    met: value !== null,
    found:
      value === null ? 'first touch is not measured' : `first touch after ${durationWords(value)}, half of the time`,
    links: isMeasured ? [reportLink(input)] : linksTo(input.contracts),
    next: isMeasured
      ? `First touch is measured once a clock ends that stops on first_touch or on acceptance: in ${input.days} days none has.`
      : 'Have a clock of a contract stop on first_touch or on acceptance, so that first touch is measured.',
  };
}

function isFirstTouch({ stop }: Clock): boolean {
  return stop.includes('first_touch') || stop.includes('accepted');
}
