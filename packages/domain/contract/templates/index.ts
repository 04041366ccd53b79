import { closedWonToOnboarding } from './closed-won-to-onboarding.ts';
import { leadToMeeting } from './lead-to-meeting.ts';
import { meetingToOpportunity } from './meeting-to-opportunity.ts';
import { onboardingToAdoption } from './onboarding-to-adoption.ts';
import { renewalToExpansion } from './renewal-to-expansion.ts';
import { signalToLead } from './signal-to-lead.ts';
import { supportCaseToResolution } from './support-case-to-resolution.ts';
import type { ContractTemplate } from './template.ts';

export type { ContractTemplate } from './template.ts';

/** The common handoffs of a customer's journey, in its order. */
export const CONTRACT_TEMPLATES: readonly ContractTemplate[] = [
  signalToLead,
  leadToMeeting,
  meetingToOpportunity,
  closedWonToOnboarding,
  onboardingToAdoption,
  supportCaseToResolution,
  renewalToExpansion,
];

/** The template of that slug; undefined if there is none. */
export function findTemplate(slug: string): ContractTemplate | undefined {
  return CONTRACT_TEMPLATES.find((template) => template.slug === slug);
}
