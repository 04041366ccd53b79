import type { Template } from './answers.ts';
import { expect, present } from './failure.ts';

export const TEMPLATE_SLUG = 'closed-won-to-onboarding';

/** Time to accept, in seconds: the template's four hours, made short enough to sit through. */
export const ACCEPT_SECONDS = 5;

/** From the breach until the fallback owner gets it; an hour in the template. */
const GRACE = 'PT1S';

/**
 * The members by which the demo's contract differs from its template: who gets it, and how long everything takes. The
 * clocks, warnings and escalation steps are the template's own.
 */
export function contractTerms(template: Template, ownerId: string, fallbackId: string): Record<string, unknown> {
  const { clocks, escalation } = template.body;
  expect(
    clocks.some(({ name }) => name === 'accept'),
    'the template has no accept clock',
  );
  const path = present(
    escalation.find(({ clock }) => clock === 'accept'),
    'the escalation path of the accept clock',
  );
  expect(
    path.steps.some(({ id }) => id === 'fallback'),
    'the template does not escalate to the fallback owner',
  );
  return {
    routing: { rules: [{ id: 'everything', when: 'true', assign: { ownerId } }], fallback: { ownerId: fallbackId } },
    clocks: clocks.map((clock) => (clock.name === 'accept' ? { ...clock, target: `PT${ACCEPT_SECONDS}S` } : clock)),
    escalation: escalation.map((each) => (each === path ? { ...each, steps: path.steps.map(hastened) } : each)),
  };
}

function hastened<T extends { readonly id: string }>(step: T): T {
  return step.id === 'fallback' ? { ...step, at: { afterBreach: GRACE } } : step;
}
