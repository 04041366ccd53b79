import type { HandoffEventType } from '../event-types.ts';
import type { HandoffEventData } from '../handoff/events.ts';
import type { Override } from '../handoff/parts.ts';
import type { NoticeFact } from './notice.ts';
import { plainText } from './plain-text.ts';
import type { Scene } from './scene.ts';
import type { Tellings } from './tellings.ts';
import { inUtc, listed, realTime, wordsOf } from './words.ts';

/** What the facts of a handoff's own life say. */
export const LIFECYCLE_TELLINGS: Tellings<Extract<HandoffEventType, `handoff.${string}`>> = {
  'handoff.submitted': ({ data }, scene) => ({
    tone: 'neutral',
    title: `New handoff: ${scene.short}`,
    sentence: `${scene.subject} was handed over${from(scene.sender)}${waiting(data, scene)}.${overridden(data.override)}`,
    quote: data.override?.reason,
    asks: isWaiting(data),
  }),
  'handoff.assigned': ({ data }, scene) => ({
    tone: 'neutral',
    title: `Assigned: ${scene.short}`,
    sentence: `${scene.subject} is now with ${scene.who(data.ownerId)} (${assignedBy(data.reason, scene)}).`,
    quote: data.note,
    // whoever claims it accepts it in the same breath
    asks: data.reason !== 'claim',
  }),
  'handoff.queued': ({ data: { queueId, routeAgainAt } }, scene) => ({
    tone: 'neutral',
    title: `Waiting: ${scene.short}`,
    sentence: `Nobody is available for ${scene.subject} now. ${queueId === undefined ? 'It waits in no queue.' : `It waits in the queue ${scene.who(queueId)} and is assigned as soon as somebody is.`}`,
    facts: routeAgainAt === undefined ? [] : [{ label: 'Tried again by', at: routeAgainAt }],
    asks: 'meanwhile',
  }),
  'handoff.accepted': ({ data }, scene) => ({
    tone: 'good',
    title: `Accepted: ${scene.short}`,
    sentence: `${scene.who(data.ownerId)} has accepted ${scene.subject}.`,
    asks: true,
  }),
  'handoff.rejected': ({ data }, scene) => ({
    tone: 'warning',
    title: `Rejected: ${scene.short}`,
    sentence: `${scene.subject} was rejected: ${reasonLabel(data.reason, scene)} (${data.class}). ${
      data.rerouted === true ? 'It had gone to the wrong owner and is routed again.' : 'It is back with its sender.'
    }`,
    facts: [...unmet(data.criteria, scene), ...fact('Packet fields', data.fields)],
    quote: data.note,
    asks: data.rerouted !== true,
  }),
  'handoff.resubmitted': ({ data }, scene) => ({
    tone: 'neutral',
    title: `Resubmitted: ${scene.short}`,
    sentence: `${scene.subject} was put right and handed over again as attempt ${data.attempt}${waiting(data, scene)}.${overridden(data.override)}`,
    facts: fact('Changed', data.changed),
    quote: data.override?.reason,
    asks: isWaiting(data),
  }),
  'handoff.reassigned': ({ data }, scene) => ({
    tone: data.cause === 'escalation' ? 'warning' : 'neutral',
    title: `Reassigned: ${scene.short}`,
    sentence: `${scene.subject} went from ${scene.holder(data.from) ?? 'nobody'} to ${scene.holder(data.to) ?? 'nobody'} ${REASSIGNED_BY[data.cause]}.`,
    quote: data.cause === 'request' ? data.reason : undefined,
    asks: true,
  }),
  'handoff.milestone_reached': ({ data }, scene) => ({
    tone: 'good',
    title: `Milestone: ${scene.short}`,
    sentence: `${scene.subject} has reached the milestone ${wordsOf(data.name)}.`,
  }),
  'handoff.paused': ({ data }, scene) => ({
    tone: 'neutral',
    title: `Paused: ${scene.short}`,
    sentence: `${scene.subject} is paused (${wordsOf(data.reason)}); it goes on by itself on ${inUtc(data.resumesAt)}.`,
    facts: [{ label: 'Goes on', at: data.resumesAt }, ...fact('Stopped clocks', data.clocks.map(wordsOf))],
  }),
  'handoff.resumed': ({ data }, scene) => ({
    tone: 'neutral',
    title: `Resumed: ${scene.short}`,
    sentence: `${scene.subject} goes on after a pause of ${realTime(data.pausedSeconds)} (${RESUMED_BY[data.cause]}).`,
    facts: data.clocks.flatMap(({ clock, dueAt }) =>
      dueAt === undefined ? [] : [{ label: `${capital(wordsOf(clock))} due`, at: dueAt }],
    ),
    asks: data.cause !== 'ended',
  }),
  'handoff.reprioritized': ({ data }, scene) => ({
    tone: data.to === 'urgent' ? 'warning' : 'neutral',
    title: `Priority ${data.to}: ${scene.short}`,
    sentence: `The priority of ${scene.subject} was changed from ${data.from} to ${data.to}.`,
    quote: data.reason,
  }),
  'handoff.escalated': ({ data }, scene) => ({
    tone: 'alert',
    title: `Stuck between both sides: ${scene.short}`,
    sentence: `${scene.subject} was rejected as often as its contract allows. ${
      data.recipients.length === 0 ? 'Both sides' : listed(data.recipients.map((id) => scene.who(id)))
    } should settle it together.`,
    asks: true,
  }),
  'handoff.completed': ({ data }, scene) => ({
    tone: 'good',
    title: `Completed: ${scene.short}`,
    sentence: `${scene.subject} is complete.${overridden(data.override)}`,
    quote: data.override?.reason,
  }),
  'handoff.disqualified': ({ data }, scene) => ({
    tone: 'warning',
    title: `Disqualified: ${scene.short}`,
    sentence: `${scene.subject} was disqualified after it had been accepted.`,
    quote: data.reason,
  }),
  'handoff.cancelled': ({ data }, scene) => ({
    tone: 'neutral',
    title: `Cancelled: ${scene.short}`,
    sentence: `The handoff of ${scene.subject} was cancelled.`,
    quote: data.reason,
  }),
  'handoff.noted': ({ data }, scene) => ({
    tone: 'neutral',
    title: `Note: ${scene.short}`,
    sentence: `A note was left on ${scene.subject}.`,
    quote: data.text,
  }),
  'handoff.migrated': ({ data }, scene) => ({
    tone: 'neutral',
    title: `Migrated: ${scene.short}`,
    sentence: `${scene.subject} now goes by version ${data.toVersion} of its contract, and no longer by version ${data.fromVersion}.`,
  }),
  'handoff.rebased': ({ data }, scene) => ({
    tone: 'neutral',
    title: `Calendar changed: ${scene.short}`,
    sentence: `${scene.subject} now goes by version ${data.toVersion} of the calendar ${data.calendarId}, and no longer by version ${data.fromVersion}.`,
  }),
};

const ASSIGNED_BY = {
  rule: 'by a routing rule',
  fallback: 'by the fallback of its contract',
  claim: 'who claimed it',
  request: 'on request',
  queue: 'after it had waited for somebody',
} as const;

function assignedBy(reason: HandoffEventData<'handoff.assigned'>['reason'], { handoff }: Scene): string {
  return `${ASSIGNED_BY[reason]}${reason === 'claim' && handoff?.holder.queueId !== undefined ? ' from a queue' : ''}`;
}

const REASSIGNED_BY = {
  request: 'on request',
  escalation: 'because it is late',
  rejection: 'because it had gone to the wrong owner',
} as const;

const RESUMED_BY = {
  request: 'on request',
  resume_by: 'its time had come',
  cap: 'the contract allows no longer pause',
  ended: 'what it waited with has ended',
} as const;

type Placed = Pick<HandoffEventData<'handoff.submitted'>, 'queueId' | 'routing'>;

/** Nobody is assigned by what follows: somebody has to take it. */
function isWaiting({ queueId, routing }: Placed): boolean {
  return queueId !== undefined || routing.reason === 'unrouted';
}

function from(sender: string | undefined): string {
  return sender === undefined ? '' : ` by ${sender}`;
}

function waiting({ queueId, routing }: Placed, scene: Scene): string {
  if (queueId !== undefined) return ` and waits in the queue ${scene.who(queueId)}`;
  return routing.reason === 'unrouted' ? ', and nobody was found who could be given it' : '';
}

function overridden(override: Override | undefined): string {
  return override === undefined ? '' : ' Unmet criteria were overridden:';
}

function reasonLabel(code: string, { contract }: Scene): string {
  const reason = contract?.rejectionReasons.find((each) => each.code === code);
  return plainText(reason?.label ?? wordsOf(code), 120);
}

function unmet(criteria: readonly string[], { contract }: Scene): NoticeFact[] {
  const described = criteria.map((id) => contract?.entryCriteria.find((each) => each.id === id)?.description ?? id);
  return fact('Unmet criteria', described);
}

function fact(label: string, items: readonly string[]): NoticeFact[] {
  return items.length === 0 ? [] : [{ label, text: items.join(', ') }];
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
