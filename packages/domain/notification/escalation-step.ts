import type { EscalationStep } from '../contract/body.ts';
import { durationSeconds } from '../contract/duration.ts';
import type { HandoffEventData } from '../handoff/events.ts';
import type { Scene } from './scene.ts';
import { listed, realTime, workingTime } from './words.ts';

type Triggered = HandoffEventData<'escalation.triggered'>;
type StepRef = Pick<Triggered, 'clock' | 'stepId'>;

/** The step as the contract has it, where that is known. */
function stepOf({ clock, stepId }: StepRef, { contract }: Scene): EscalationStep | undefined {
  const path = contract?.escalation.find((each) => each.clock === clock);
  return path?.steps.find(({ id }) => id === stepId);
}

export function repeatOf(ref: StepRef, scene: Scene): EscalationStep['repeat'] {
  return stepOf(ref, scene)?.repeat;
}

/** How many people a notice names that the step asks beside whoever has it. */
const NAMED = 5;

/**
 * What is to be done by those whom the step asks and who do not have the handoff themselves, and how it is acknowledged
 * where it repeats; undefined if there is nothing to say.
 */
export function forWhomAsked(data: Triggered, scene: Scene): string | undefined {
  const { ownerId, queueId } = data.reassignedTo ?? scene.handoff?.holder ?? {};
  const others = data.recipients.filter((id) => id !== ownerId && id !== queueId).map((id) => scene.who(id));
  const named = others.length > NAMED ? [...others.slice(0, NAMED - 1), `${others.length - NAMED + 1} others`] : others;
  const seeing =
    others.length === 0 ? [] : [`${listed(named)} should look at it with GET /v1/handoffs/${scene.handoffId}.`];
  const said = [...seeing, ...acknowledging(data, scene)].join(' ');
  return said === '' ? undefined : said;
}

function acknowledging(data: Triggered, scene: Scene): string[] {
  const { next, clock, stepId } = data;
  if (next === undefined && repeatOf(data, scene) === undefined) return [];
  const body = JSON.stringify({ clock, stepId }).replaceAll(/[:,](?=")/g, '$& ');
  const effect = next === undefined ? '' : `: then it is not repeated${heldBack(stepOf(data, scene))}`;
  return [`Whoever sees to it says so with POST /v1/handoffs/${scene.handoffId}/acknowledge ${body}${effect}.`];
}

function heldBack(step: EscalationStep | undefined): string {
  if (step?.ackTimeout === undefined) return '';
  const seconds = durationSeconds(step.ackTimeout);
  return ` for ${step.at.working === true ? `${workingTime(seconds)} of working time` : realTime(seconds)}`;
}
