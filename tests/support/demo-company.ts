import { type ContractBody, contractBodySchema } from '#domain/contract/body.ts';
import { patchContract } from '#domain/contract/patch.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { catchUp } from '#domain/handoff/deadlines.ts';
import { decide, decideSubmission } from '#domain/handoff/decide.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { applyFacts } from '#domain/handoff/evolve.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Circumstances, Directory, Terms } from '#domain/handoff/terms.ts';
import type { Instant } from '#domain/instant.ts';
import type { Direction } from '#domain/routing/route.ts';
import { AROUND_THE_CLOCK } from '#domain/sla/working-time.ts';
import { type Ids, OWNERS, QUEUES } from '../../scripts/demo-data/plan/cast.ts';
import { firstVersion, secondVersion, templateOf } from '../../scripts/demo-data/plan/contracts.ts';
import { Office } from '../../scripts/demo-data/plan/office.ts';
import type { DemoPlan } from '../../scripts/demo-data/plan/plan.ts';
import { type Act, CONTRACT_KEYS, type ContractKey, type Story } from '../../scripts/demo-data/plan/story.ts';
import { CALLER } from './handoffs.ts';

/** Ids of the demo's company in tests: keys that tell in a failure who is meant. */
export const DEMO_IDS: Ids = {
  calendar: idOf('cal', 'office'),
  owner: (key) => idOf('own', key),
  queue: (key) => idOf('que', key),
};

export function idOf(prefix: string, key: string): string {
  return `${prefix}_${key
    .toUpperCase()
    .replaceAll(/[ILOU]/g, 'X')
    .padStart(26, '0')}`;
}

/** A contract of the demo: its versions, from 1. */
export function bodiesOf(key: ContractKey): readonly ContractBody[] {
  const template = contractBodySchema().parse(templateOf(key));
  const first = patchContract(template, firstVersion(key, DEMO_IDS));
  return key === 'onboardings' ? [first, patchContract(first, secondVersion())] : [first];
}

const DESK_QUEUE = DEMO_IDS.queue('desk');

const DIRECTORY: Directory = {
  owner: (id) => {
    const found = OWNERS.find(({ key }) => DEMO_IDS.owner(key) === id);
    return (
      found && { active: true, ...(found.manager === undefined ? {} : { managerId: DEMO_IDS.owner(found.manager) }) }
    );
  },
  queue: (id) => {
    const found = QUEUES.find(({ key }) => DEMO_IDS.queue(key) === id);
    return found && { members: found.members.map(DEMO_IDS.owner) };
  },
};

/** Leads the handoffs of a plan through the decider, as the services would, and without any of them. */
export class DemoCompany {
  readonly office: Office;
  readonly #plan: DemoPlan;
  readonly #bodies: ReadonlyMap<ContractKey, readonly ContractBody[]>;
  readonly #turns = new Map<string, number>();

  constructor(plan: DemoPlan) {
    this.#plan = plan;
    this.office = new Office(plan.years);
    this.#bodies = new Map(CONTRACT_KEYS.map((key) => [key, bodiesOf(key)]));
  }

  /** The events of every handoff, up to the end of the plan. */
  lives(): readonly (readonly HandoffEvent[])[] {
    return this.#plan.stories.map((story, index) => this.#live(story, idOf('hnd', String(index + 1))));
  }

  #live(story: Story, handoffId: string): readonly HandoffEvent[] {
    const terms = this.#termsOf(story);
    const at = (now: Instant): Circumstances => ({ terms, directory: DIRECTORY, now, actor: CALLER });
    const born = decideSubmission(
      {
        type: 'submit',
        handoffId,
        subject: story.subject,
        priority: 'normal',
        sender: story.sender,
        route: this.#routeOf(terms, story.submittedAt),
        calendars: { [DEMO_IDS.calendar]: 1 },
      },
      at(story.submittedAt),
    );
    const birth = applyFacts(handoffId, undefined, born);
    if (birth.state === undefined) throw new Error('a submission gives birth to a handoff');
    const life = { state: birth.state, events: [...birth.events] };
    for (const { at: now, act } of story.scenes) {
      if (now >= this.#plan.end) break;
      this.#bringUp(life, at(now));
      const facts = decide(life.state, this.#commandOf(act, terms, now), at(now));
      record(life, applyFacts(handoffId, life.state, facts));
    }
    this.#bringUp(life, at(this.#plan.end));
    return life.events;
  }

  /** What falls due; and what has waited for the office to open is given out then. */
  #bringUp(life: Life, circumstances: Circumstances): void {
    const { holder, state } = life.state;
    const opening = this.office.time.add(holder.since, 0);
    if (state === 'pending' && holder.queueId !== DESK_QUEUE && opening <= circumstances.now) {
      const then = { ...circumstances, now: opening };
      record(life, catchUp(life.state, then));
      const { queueId = '' } = holder;
      const route = { to: { ownerId: this.#next(queueId) }, reason: 'fallback', queueId } as const;
      record(life, applyFacts(life.state.id, life.state, decide(life.state, { type: 'assign', route }, then)));
    }
    record(life, catchUp(life.state, circumstances));
  }

  /** Whose turn it is. */
  #next(queueId: string): string {
    const queue = QUEUES.find(({ key }) => DEMO_IDS.queue(key) === queueId);
    const turn = this.#turns.get(queueId) ?? 0;
    const member = queue?.members[turn % queue.members.length];
    if (member === undefined) throw new Error(`nobody works in ${queueId}`);
    this.#turns.set(queueId, turn + 1);
    return DEMO_IDS.owner(member);
  }

  #routeOf({ body }: Terms, at: Instant): Direction {
    const to = body.routing.fallback;
    if (to === undefined || !('queueId' in to)) throw new Error('the contracts of the demo fall back to queues');
    const { queueId } = to;
    if (queueId === DESK_QUEUE) return { to, reason: 'fallback' };
    if (this.office.time.add(at, 0) > at) return { to, reason: 'fallback', waitsIn: queueId };
    return { to: { ownerId: this.#next(queueId) }, reason: 'fallback', queueId };
  }

  #commandOf(act: Act, terms: Terms, now: Instant): HandoffCommand {
    switch (act.does) {
      case 'accept':
        return { type: 'accept', ...(act.owner === undefined ? {} : { ownerId: DEMO_IDS.owner(act.owner) }) };
      case 'reject':
        return { type: 'reject', reason: act.reason, criteria: [], fields: act.fields };
      case 'resubmit':
        return { type: 'resubmit', changed: [], route: this.#routeOf(terms, now) };
      case 'milestone':
        return { type: 'milestone', name: act.name };
      case 'pause':
        return { type: 'pause', reason: act.reason, resumeBy: act.resumeBy };
      case 'complete':
        return { type: 'complete', outcome: act.outcome };
      case 'disqualify':
        return { type: 'disqualify', reason: act.reason };
    }
  }

  #termsOf({ contract, submittedAt }: Story): Terms {
    const bodies = this.#bodies.get(contract) ?? [];
    const { fixAt } = this.#plan;
    const isMended = fixAt !== undefined && submittedAt >= fixAt && bodies.length > 1;
    const contractVersion = isMended ? 2 : 1;
    const body = bodies[contractVersion - 1];
    if (body === undefined) throw new Error(`the demo has no version ${contractVersion} of ${contract}`);
    const workingTime = (id: string | undefined) => (id === undefined ? AROUND_THE_CLOCK : this.office.time);
    return { contractId: idOf('ctr', contract), contractVersion, body, workingTime };
  }
}

interface Life {
  state: Handoff;
  readonly events: HandoffEvent[];
}

function record(
  life: Life,
  { state, events }: { readonly state: Handoff; readonly events: readonly HandoffEvent[] },
): void {
  life.state = state;
  life.events.push(...events);
}
