import type { ContractBody } from '../contract/body.ts';
import { isOf } from '../handoff/clock-ref.ts';
import type { ClockRef, HolderRef, Sender, Subject } from '../handoff/parts.ts';
import type { Clock, Handoff } from '../handoff/state.ts';
import type { Strategy } from '../routing/queue.ts';
import { plainText } from './plain-text.ts';

const NAME_LIMIT = 80;

/** What is known beside an event. Any of it may be missing: then the notice speaks of ids. */
export interface Knowledge {
  /** The handoff right after the event. */
  readonly handoff?: Handoff | undefined;
  /** The contract version that the handoff goes by. */
  readonly contract?: Pick<ContractBody, ContractMember> | undefined;
  /** Names of owners and queues, by their ids. */
  readonly names?: ReadonlyMap<string, string> | undefined;
  /** Strategies of queues, by their ids. */
  readonly strategies?: ReadonlyMap<string, Strategy> | undefined;
}

type ContractMember = 'name' | 'entryCriteria' | 'rejectionReasons' | 'maxAttempts' | 'escalation' | 'routing';

/** Words for all that the tellings of a handoff speak of. */
export class Scene {
  readonly handoffId: string;
  readonly handoff: Handoff | undefined;
  readonly contract: Knowledge['contract'];
  readonly #names: ReadonlyMap<string, string>;
  readonly #strategies: ReadonlyMap<string, Strategy>;

  constructor(handoffId: string, { handoff, contract, names = new Map(), strategies = new Map() }: Knowledge) {
    this.handoffId = handoffId;
    this.handoff = handoff;
    this.contract = contract;
    this.#names = names;
    this.#strategies = strategies;
  }

  /** Whom it is about, for a title: `Acme GmbH`. */
  get short(): string {
    const { handoff } = this;
    if (handoff === undefined) return `handoff ${this.handoffId}`;
    return handoff.subject.name === undefined || handoff.subject.name.trim() === ''
      ? withId(handoff.subject)
      : plainText(handoff.subject.name, NAME_LIMIT);
  }

  /** Whom it is about, so that it can be found: `Acme GmbH (account acme-42)`. */
  get subject(): string {
    const { handoff, short } = this;
    if (handoff === undefined) return short;
    const id = withId(handoff.subject);
    return short === id ? id : `${short} (${id})`;
  }

  get contractName(): string | undefined {
    return this.contract && plainText(this.contract.name, NAME_LIMIT);
  }

  /** Who sent it, as far as they said so. */
  get sender(): string | undefined {
    return this.handoff?.sender && senderName(this.handoff.sender, (id) => this.who(id));
  }

  /** The name of an owner or a queue; the id where it has none. */
  who(id: string): string {
    return plainText(this.#names.get(id) ?? id, NAME_LIMIT);
  }

  /** Who has it; undefined where nobody does. */
  holder({ ownerId, queueId }: HolderRef): string | undefined {
    if (ownerId !== undefined) return this.who(ownerId);
    return queueId === undefined ? undefined : `the queue ${this.who(queueId)}`;
  }

  /** How a queue finds owners, as far as that is known. */
  strategy(queueId: string): Strategy | undefined {
    return this.#strategies.get(queueId);
  }

  clock(ref: ClockRef): Clock | undefined {
    return this.handoff?.clocks.findLast((clock) => isOf(ref, clock));
  }
}

function withId({ type, id }: Subject): string {
  return `${plainText(type, NAME_LIMIT)} ${plainText(id, NAME_LIMIT)}`;
}

function senderName(sender: Sender, who: (id: string) => string): string | undefined {
  const name = sender.name ?? (sender.ownerId && who(sender.ownerId)) ?? sender.email ?? sender.id;
  const parts = name === undefined ? [sender.team] : [name, sender.team && `(${sender.team})`];
  const words = parts.filter((part) => part !== undefined && part !== '').join(' ');
  return words === '' ? undefined : plainText(words, NAME_LIMIT);
}
