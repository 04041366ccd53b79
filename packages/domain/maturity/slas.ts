import { figuresOf } from '../metrics/figures.ts';
import { countOf } from '../review/words.ts';
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
import { anyOf, mostOf } from './contract-checks.ts';
import { type MaturityInput, NEEDED } from './input.ts';
import type { Capability } from './maturity.ts';

/** SLA timers, breach alerts, escalation paths; by SLA attainment. */
export function slasAndAlerts(input: MaturityInput): Capability {
  const { clocks } = figuresOf(input.all);
  const met = clocks.reduce((sum, { counts }) => sum + counts.met, 0);
  const runs = clocks.reduce((sum, { counts }) => sum + counts.breached, met);
  const kpi = { name: 'SLA attainment', value: runs === 0 ? null : met / runs, unit: 'share', of: runs } as const;
  return capabilityOf('slas_and_alerts', kpi, [
    [
      anyOf(input, {
        what: 'have clocks',
        isSo: ({ body }) => body.clocks.length > 0,
        next: () => 'Give a contract a clock, such as one from submission to acceptance.',
      }),
    ],
    [
      mostOf(input, NEEDED.most, {
        what: 'have a clock that warns',
        isSo: ({ body }) => body.clocks.some(({ warnAt }) => warnAt.length > 0),
        next: (those) => `Give ${those} a clock that warns (warnAt), so that somebody can act before it is late.`,
      }),
    ],
    [
      mostOf(input, NEEDED.most, {
        what: 'have an escalation path',
        isSo: ({ body }) => body.escalation.length > 0,
        next: (those) => `Give ${those} an escalation path: who is told, and when, as a clock runs out.`,
      }),
      toldOf(input),
    ],
    [attained(input, kpi)],
  ]);
}

function toldOf({ breachesAreTold }: MaturityInput): Criterion {
  return {
    met: breachesAreTold,
    found: `breaches are ${breachesAreTold ? '' : 'not '}told to a webhook endpoint`,
    links: breachesAreTold ? [] : ['/v1/webhook-endpoints'],
    next: 'Have a webhook endpoint or a chat told of clock.breached or escalation.triggered.',
  };
}

function attained(
  input: MaturityInput,
  { value, of }: { readonly value: number | null; readonly of: number },
): Criterion {
  const wanted = { value, of, enough: NEEDED.runs, atLeast: NEEDED.attainment };
  const standing = standingOf(wanted);
  const late = [handoffsLink(input, { figure: 'breached' }), reviewLink(presentMonth(input))];
  return {
    met: standing === 'met',
    found:
      value === null
        ? 'no clock has ended'
        : `${saidBeside(wanted)} of ${countOf(of, 'run of a clock was', 'runs of clocks were')} met`,
    links: standing === 'missed' ? late : [reportLink(input)],
    next:
      standing === 'too_few'
        ? tooFew(wanted, 'runs of clocks', input)
        : `Bring attainment from ${saidBeside(wanted)} to 90 % or more: the review names the contracts, queues and days behind the breaches.`,
  };
}
