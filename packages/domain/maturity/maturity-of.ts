import { continuity } from './continuity.ts';
import { stageDefinitions } from './definitions.ts';
import { feedbackLoop } from './feedback.ts';
import type { MaturityInput } from './input.ts';
import type { Maturity } from './maturity.ts';
import { handoffPacket } from './packets.ts';
import { routingAndOwnership } from './routing.ts';
import { slasAndAlerts } from './slas.ts';

/** How far a tenant is, by rules that docs/maturity.md tells. The same input gives the same answer. */
export function maturityOf(input: MaturityInput): Maturity {
  const { mode, timeZone, from, to, days, asOf, contracts } = input;
  const capabilities = [
    stageDefinitions(input),
    handoffPacket(input),
    routingAndOwnership(input),
    slasAndAlerts(input),
    continuity(input),
    feedbackLoop(input),
  ];
  const level = capabilities.reduce((sum, capability) => sum + capability.level, 0) / capabilities.length;
  return {
    mode,
    timeZone,
    from,
    to,
    days,
    asOf,
    contracts: contracts.length,
    level: Math.round(level * 10) / 10,
    capabilities,
  };
}
