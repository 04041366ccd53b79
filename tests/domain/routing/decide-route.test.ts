import { describe, expect, it } from 'vitest';
import type { Assignee, Routing } from '#domain/contract/body.ts';
import { addSeconds } from '#domain/instant.ts';
import { type OpeningHours, openingHours, type RoutableOwner } from '#domain/routing/availability.ts';
import type { RoutableQueue } from '#domain/routing/consider-queue.ts';
import { decideRoute } from '#domain/routing/decide-route.ts';
import { replay } from '#domain/routing/replay.ts';
import { routingTraceSchema } from '#domain/routing/trace.ts';
import { NO_TURNS } from '#domain/routing/turns.ts';
import { AROUND_THE_CLOCK } from '#domain/sla/working-time.ts';
import { instantAt } from '#tests/support/instants.ts';
import { ANA, BEN, CLEO, MAY, OTHER_QUEUE, QUEUE } from '#tests/support/people.ts';
import { HOURS, OWNER_IDS, QUEUE_IDS } from './worlds.ts';

const NOW = instantAt(0);
const PRESENT: RoutableOwner = { active: true, load: 0 };
const INACTIVE: RoutableOwner = { active: false, load: 0 };
const FULL: RoutableOwner = { active: true, load: 2, capacity: 2 };
const awayFor = (delegateId?: string): RoutableOwner => ({
  ...PRESENT,
  outOfOffice: [{ from: instantAt(-60), to: instantAt(60), ...(delegateId === undefined ? {} : { delegateId }) }],
});

function queueOf(...ownerIds: string[]): RoutableQueue {
  return { strategy: 'round_robin', members: ownerIds.map((ownerId) => ({ ownerId })), turns: NO_TURNS };
}

interface Scene {
  readonly owners?: Readonly<Record<string, RoutableOwner>>;
  readonly queues?: Readonly<Record<string, RoutableQueue>>;
  readonly hours?: OpeningHours;
}

/** Routes by a rule that holds, to `assign`. */
function route(assign: Assignee, scene: Scene, routing: Partial<Routing> = {}, ruleFallback?: Assignee) {
  const rule = { id: 'all', when: 'true', assign, ...(ruleFallback === undefined ? {} : { fallback: ruleFallback }) };
  const { owners = {}, queues = {}, hours = HOURS } = scene;
  const world = { now: NOW, hours, owner: (id: string) => owners[id], queue: (id: string) => queues[id] };
  return decideRoute({ rules: [rule], ...routing }, [{ id: 'all', matched: true }], world);
}

const asked = ({ trace }: ReturnType<typeof route>) =>
  trace.considered.map(({ assignee, availability, via }) => {
    const id = 'ownerId' in assignee ? assignee.ownerId : assignee.queueId;
    return `${via} ${id.at(-1)} ${availability}`;
  });

describe('an owner whom the contract names', () => {
  it('is assigned outside their working hours too, as they were meant in person', () => {
    const owners = { [ANA]: { ...PRESENT, calendarId: 'cal_x' } };
    const closed: OpeningHours = { isOpen: () => false, nextOpening: (_id, at) => at };
    expect(route({ ownerId: ANA }, { owners, hours: closed })).toMatchObject({ to: { ownerId: ANA }, reason: 'rule' });
  });

  it('is stood in for by their delegate, and by the delegate of that one, while they are away', () => {
    const owners = { [ANA]: awayFor(BEN), [BEN]: awayFor(CLEO), [CLEO]: PRESENT };
    const found = route({ ownerId: ANA }, { owners });
    expect(found).toMatchObject({ to: { ownerId: CLEO }, reason: 'rule', ruleId: 'all' });
    expect(asked(found)).toEqual(['rule A absent', 'delegate B absent', 'delegate C available']);
  });

  it('is not stood in for while they are full or inactive', () => {
    for (const standing of [FULL, INACTIVE]) {
      const owners = { [ANA]: { ...awayFor(BEN), ...standing, outOfOffice: [] }, [BEN]: PRESENT, [MAY]: PRESENT };
      expect(route({ ownerId: ANA }, { owners }, { fallback: { ownerId: MAY } }).to).toEqual({ ownerId: MAY });
    }
  });

  it('leads nowhere when delegates go round in a circle: the next candidate is asked', () => {
    const owners = { [ANA]: awayFor(BEN), [BEN]: awayFor(ANA), [MAY]: PRESENT };
    const found = route({ ownerId: ANA }, { owners }, { fallback: { ownerId: MAY } });
    expect(found).toMatchObject({ to: { ownerId: MAY }, reason: 'fallback', ruleId: 'all' });
  });

  it('is stood in for over five hops, and not over six', () => {
    const chain = (length: number) =>
      Object.fromEntries(
        OWNER_IDS.slice(0, length + 1).map((id, hop) => [id, hop === length ? PRESENT : awayFor(OWNER_IDS[hop + 1])]),
      );
    const first = { ownerId: OWNER_IDS[0] ?? '' };
    expect(route(first, { owners: chain(5) }).to).toEqual({ ownerId: OWNER_IDS[5] });
    const unrouted = { to: undefined, reason: 'unrouted', routeAgainAt: instantAt(60) };
    expect(route(first, { owners: chain(6) })).toMatchObject(unrouted);
  });
});

describe('a queue', () => {
  it('passes over members who are unknown, inactive, away, outside their hours or full, and says why for each', () => {
    const owners = {
      [ANA]: INACTIVE,
      [BEN]: awayFor(MAY),
      [CLEO]: FULL,
      [MAY]: { ...PRESENT, calendarId: 'cal_x' },
      [OWNER_IDS[3] ?? '']: PRESENT,
    };
    const gone = OWNER_IDS[7] ?? '';
    const queues = { [QUEUE]: queueOf(gone, ANA, BEN, MAY, CLEO, OWNER_IDS[3] ?? '') };
    const hours: OpeningHours = { isOpen: () => false, nextOpening: (_id, at) => at };
    const { to, queueId, trace } = route({ queueId: QUEUE }, { owners, queues, hours });
    expect({ to, queueId }).toEqual({ to: { ownerId: OWNER_IDS[3] }, queueId: QUEUE });
    const [considered] = trace.considered;
    expect(considered?.members?.map(({ availability }) => availability)).toEqual([
      'unknown',
      'inactive',
      'absent',
      'closed',
      'full',
      'available',
    ]);
  });

  it('falls back by itself before the rule and the contract do', () => {
    const owners = { [ANA]: FULL, [BEN]: PRESENT, [CLEO]: PRESENT, [MAY]: PRESENT };
    const queues = { [QUEUE]: { ...queueOf(ANA), fallback: { ownerId: BEN } } };
    const found = route({ queueId: QUEUE }, { owners, queues }, { fallback: { ownerId: MAY } }, { ownerId: CLEO });
    expect(found).toMatchObject({ to: { ownerId: BEN }, reason: 'rule', ruleId: 'all' });
    expect(asked(found)).toEqual(['rule Q nobody', 'queue_fallback B available']);
  });

  it('is asked once, even where fallbacks of queues go round in a circle', () => {
    const queues = {
      [QUEUE]: { ...queueOf(ANA), fallback: { queueId: OTHER_QUEUE } },
      [OTHER_QUEUE]: { ...queueOf(BEN), fallback: { queueId: QUEUE } },
    };
    const found = route({ queueId: QUEUE }, { owners: { [ANA]: FULL, [BEN]: FULL }, queues });
    expect(asked(found)).toEqual(['rule Q nobody', 'queue_fallback R nobody']);
    expect(found).toMatchObject({ to: { queueId: QUEUE }, waitsIn: QUEUE, reason: 'rule' });
  });

  it('that was deleted is passed over, and the handoff goes to the fallback of the contract', () => {
    const found = route({ queueId: QUEUE }, { owners: { [MAY]: PRESENT } }, { fallback: { ownerId: MAY } });
    expect(found).toMatchObject({ to: { ownerId: MAY }, reason: 'fallback' });
    expect(asked(found)).toEqual(['rule Q unknown', 'contract_fallback M available']);
  });

  it('of the manual strategy keeps it for a claim, whoever is there', () => {
    const queues = { [QUEUE]: { ...queueOf(), strategy: 'manual' as const } };
    const found = route({ queueId: QUEUE }, { queues }, { fallback: { ownerId: MAY } });
    expect(found).toMatchObject({ to: { queueId: QUEUE }, reason: 'rule' });
    expect(found).not.toHaveProperty('waitsIn');
    expect(found.trace.outcome).toMatchObject({ kind: 'waiting', for: 'claim' });
  });

  it.each([
    ['inactive', INACTIVE],
    ['excluded', { ...PRESENT, excluded: true as const }],
  ])(
    'of the manual strategy is passed over where its only member is %s, and keeps it where nobody else is',
    (_, ana) => {
      const queues = { [QUEUE]: { ...queueOf(ANA), strategy: 'manual' as const } };
      const owners = { [ANA]: ana, [MAY]: PRESENT };
      const found = route({ queueId: QUEUE }, { owners, queues }, { fallback: { ownerId: MAY } });
      expect(asked(found)).toEqual(['rule Q nobody', 'contract_fallback M available']);
      expect(found).toMatchObject({ to: { ownerId: MAY }, reason: 'fallback' });
      const alone = route({ queueId: QUEUE }, { owners, queues });
      expect(alone).toMatchObject({ to: { queueId: QUEUE }, waitsIn: QUEUE, reason: 'rule' });
      expect(replay(alone.trace)).toEqual(alone.trace.outcome);
    },
  );

  it('of the manual strategy keeps it for a claim while one of its members is active, at whatever hour', () => {
    const queues = { [QUEUE]: { ...queueOf(ANA, BEN), strategy: 'manual' as const } };
    const owners = { [ANA]: INACTIVE, [BEN]: { ...awayFor(MAY), capacity: 0 }, [MAY]: PRESENT };
    const found = route({ queueId: QUEUE }, { owners, queues }, { fallback: { ownerId: MAY } });
    expect(found.trace.outcome).toMatchObject({ kind: 'waiting', for: 'claim', queueId: QUEUE });
  });
});

describe('a handoff that nobody can be given', () => {
  const busy = { [ANA]: FULL, [BEN]: FULL };

  it('waits in the fallback queue of the contract, even if another queue was asked before it', () => {
    const queues = { [QUEUE]: queueOf(ANA), [OTHER_QUEUE]: queueOf(BEN) };
    const found = route({ queueId: QUEUE }, { owners: busy, queues }, { fallback: { queueId: OTHER_QUEUE } });
    expect(found).toMatchObject({ to: { queueId: OTHER_QUEUE }, waitsIn: OTHER_QUEUE, reason: 'fallback' });
    expect(found).not.toHaveProperty('routeAgainAt');
  });

  it('waits there as well where the rule named the same queue for its own fallback', () => {
    const queues = { [QUEUE]: queueOf(ANA), [OTHER_QUEUE]: queueOf(BEN) };
    const other = { queueId: OTHER_QUEUE };
    const found = route({ queueId: QUEUE }, { owners: busy, queues }, { fallback: other }, other);
    expect(found).toMatchObject({ to: other, waitsIn: OTHER_QUEUE, reason: 'fallback', ruleId: 'all' });
    expect(replay(found.trace)).toEqual(found.trace.outcome);
  });

  it('waits in the first queue that was asked where the contract has no fallback queue that exists', () => {
    const queues = { [QUEUE]: queueOf(ANA) };
    const found = route({ queueId: QUEUE }, { owners: busy, queues }, { fallback: { queueId: OTHER_QUEUE } });
    expect(found).toMatchObject({ to: { queueId: QUEUE }, waitsIn: QUEUE, reason: 'rule', ruleId: 'all' });
  });

  it('is unrouted where no queue was asked, and is routed again when somebody is back', () => {
    const found = route({ ownerId: ANA }, { owners: { [ANA]: awayFor() } });
    expect(found).toMatchObject({ to: undefined, reason: 'unrouted', routeAgainAt: instantAt(60) });
  });

  it('is routed again when an absence begins that leaves it to a delegate', () => {
    const away = { from: instantAt(30), to: instantAt(60), delegateId: BEN };
    const found = route({ ownerId: ANA }, { owners: { [ANA]: { ...FULL, outOfOffice: [away] }, [BEN]: PRESENT } });
    expect(found.routeAgainAt).toBe(instantAt(30));
  });

  it('does not wait for a calendar that never opens again', () => {
    const end = addSeconds(NOW, 1000);
    const hours = openingHours(() => ({ ...AROUND_THE_CLOCK, add: (at) => (at < end ? end : addSeconds(at, 1000)) }));
    const scene = { owners: { [ANA]: { ...PRESENT, calendarId: 'cal_x' } }, queues: { [QUEUE]: queueOf(ANA) }, hours };
    const found = route({ queueId: QUEUE }, scene);
    expect(found.waitsIn).toBe(QUEUE);
    expect(found).not.toHaveProperty('routeAgainAt');
  });
});

describe('the trace', () => {
  it('stays within its limits for the largest contract and queues, and still replays', () => {
    const members = Array.from({ length: 200 }, (_member, index) => `own_${String(index).padStart(26, '0')}`);
    const owners = Object.fromEntries(members.map((id, index) => [id, index === 199 ? PRESENT : FULL]));
    const queues = Object.fromEntries(
      QUEUE_IDS.map((id, index) => {
        const fallback = index < 4 ? { fallback: { queueId: QUEUE_IDS[index + 1] ?? '' } } : {};
        return [id, { ...queueOf(...members.slice(0, index === 4 ? 200 : 199)), ...fallback }];
      }),
    );
    const rules = Array.from({ length: 50 }, (_rule, index) => ({
      id: `rule${index}`,
      when: 'true',
      assign: { queueId: QUEUE_IDS[0] ?? '' },
    }));
    const results = rules.map(({ id }) => ({ id, matched: id === 'rule49', error: 'x'.repeat(5000) }));
    const world = { now: NOW, hours: HOURS, owner: (id: string) => owners[id], queue: (id: string) => queues[id] };
    const { to, trace } = decideRoute({ rules }, results, world);
    expect(to).toEqual({ ownerId: members[199] });
    expect(() => routingTraceSchema().parse(trace)).not.toThrow();
    expect(trace.considered.map(({ members: listed = [], omitted }) => [listed.length, omitted])).toEqual([
      [199, undefined],
      [1, 198],
      [0, 199],
      [0, 199],
      [200, undefined],
    ]);
    expect(JSON.stringify(trace).length).toBeLessThan(64 * 1024);
    expect(replay(trace)).toEqual(trace.outcome);
  });

  it('lists the rules in the order of the contract, in which they count', () => {
    const owners = { [ANA]: PRESENT, [BEN]: PRESENT };
    const rules = [
      { id: 'one', when: 'true', assign: { ownerId: ANA } },
      { id: 'two', when: 'true', assign: { ownerId: BEN } },
    ];
    const results = [
      { id: 'two', matched: true },
      { id: 'one', matched: true },
    ];
    const world = { now: NOW, hours: HOURS, owner: (id: string) => owners[id], queue: () => undefined };
    const { trace, ruleId } = decideRoute({ rules }, results, world);
    expect(trace.rules.map(({ id }) => id)).toEqual(['one', 'two']);
    expect(ruleId).toBe('one');
  });

  it('names again, without asking again, whom the contract names after they stood in for another', () => {
    const owners = { [ANA]: awayFor(BEN), [BEN]: FULL, [MAY]: PRESENT };
    const found = route({ ownerId: ANA }, { owners }, { fallback: { ownerId: MAY } }, { ownerId: BEN });
    expect(asked(found)).toEqual([
      'rule A absent',
      'delegate B full',
      'rule_fallback B full',
      'contract_fallback M available',
    ]);
  });

  it('comes to another decision when it was tampered with', () => {
    const queues = { [QUEUE]: queueOf(ANA, BEN) };
    const { trace } = route({ queueId: QUEUE }, { owners: { [ANA]: PRESENT, [BEN]: PRESENT }, queues });
    const considered = trace.considered.map((candidate) => ({
      ...candidate,
      members: candidate.members?.map((member) =>
        member.ownerId === ANA ? { ...member, availability: 'full' as const } : member,
      ),
    }));
    expect(trace.outcome).toMatchObject({ ownerId: ANA });
    expect(replay(routingTraceSchema().parse({ ...trace, considered }))).toMatchObject({ ownerId: BEN });
  });
});
