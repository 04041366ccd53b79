import { CONFIGURATION_EVENT_TYPES, type HandoffEventType } from '../event-types.ts';
import { handoffFactSchema } from '../handoff/events.ts';
import type { PublishedEvent } from '../published-event.ts';
import { CLOCK_TELLINGS } from './clock-tellings.ts';
import { CONFIGURATION_TELLINGS, type ConfigurationEventType } from './configuration-tellings.ts';
import { ESCALATION_TELLINGS } from './escalation-tellings.ts';
import { LIFECYCLE_TELLINGS } from './lifecycle-tellings.ts';
import { expandLink } from './link-template.ts';
import { nextStep } from './next-step.ts';
import type { Notice, NoticeFact, Telling } from './notice.ts';
import { type Knowledge, Scene } from './scene.ts';
import type { FactOf, Tellings } from './tellings.ts';

const TELLINGS: Tellings<HandoffEventType> = { ...LIFECYCLE_TELLINGS, ...CLOCK_TELLINGS, ...ESCALATION_TELLINGS };

/** `event` told to people, by what is known beside it. Never throws: what cannot be read is told by its type and ids. */
export function noticeOf(event: PublishedEvent, knowledge: Knowledge, linkTemplate?: string): Notice {
  const scene = event.handoffId === undefined ? undefined : new Scene(event.handoffId, knowledge);
  const { facts = [], quote, asks = false, beside, ...telling } = tellingOf(event, scene) ?? unreadable(event, scene);
  const next = scene === undefined ? undefined : nextOf(scene, asks, beside);
  const link = linkTemplate === undefined ? undefined : expandLink(linkTemplate, event.handoffId, knowledge.handoff);
  return {
    ...telling,
    facts: [...facts, ...(scene === undefined ? [] : factsOf(scene))],
    ...(quote === undefined ? {} : { quote }),
    ...(next === undefined ? {} : { next }),
    ...(link === undefined ? {} : { link }),
    reference: `${event.type} · ${event.handoffId ?? event.id}${event.mode === 'test' ? ' · test mode' : ''}`,
  };
}

/** Where nothing is to be done with the handoff any more, there is nothing to be done beside it either. */
function nextOf(scene: Scene, asks: NonNullable<Telling['asks']>, beside: string | undefined): string | undefined {
  if (asks === false) return undefined;
  const next = nextStep(scene, asks === true ? undefined : asks);
  return next === undefined || beside === undefined ? next : `${next} ${beside}`;
}

function tellingOf(event: PublishedEvent, scene: Scene | undefined): Telling | undefined {
  if (isAboutConfiguration(event.type)) return CONFIGURATION_TELLINGS[event.type](event.data);
  const { type, occurredAt, detectedAt, actor, data } = event;
  const detected = detectedAt === undefined ? {} : { detectedAt };
  const fact = handoffFactSchema().safeParse({ type, occurredAt, ...detected, actor, data });
  return fact.success && scene !== undefined ? tell(fact.data, scene) : undefined;
}

function tell<T extends HandoffEventType>(fact: { [K in T]: FactOf[K] }[T], scene: Scene): Telling {
  const telling: Tellings<T>[T] = TELLINGS[fact.type];
  return telling(fact, scene);
}

function isAboutConfiguration(type: string): type is ConfigurationEventType {
  return CONFIGURATION_EVENT_TYPES.some((each) => each === type);
}

function unreadable({ type, id }: PublishedEvent, scene: Scene | undefined): Telling {
  const about = scene === undefined ? `event ${id}` : scene.short;
  return { tone: 'neutral', title: `${type}: ${about}`, sentence: `${type} happened to ${scene?.subject ?? about}.` };
}

function factsOf(scene: Scene): NoticeFact[] {
  const { handoff, contractName } = scene;
  if (handoff === undefined) return [];
  const holder = scene.holder(handoff.holder);
  return [
    { label: 'Subject', text: scene.subject },
    ...(holder === undefined ? [] : [{ label: 'With', text: holder }]),
    ...(scene.sender === undefined ? [] : [{ label: 'From', text: scene.sender }]),
    { label: 'Priority', text: handoff.priority },
    ...(contractName === undefined ? [] : [{ label: 'Contract', text: contractName }]),
    ...(handoff.attempt === 1 ? [] : [{ label: 'Attempt', text: String(handoff.attempt) }]),
  ];
}
