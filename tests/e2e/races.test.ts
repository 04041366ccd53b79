import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handoffPage } from '#api/schemas/handoff.ts';
import { eventually } from './support/eventually.ts';
import { problemOf } from './support/problem.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { type Answer, bodyOf } from './support/tenant.ts';
import { closeWorlds, openWorld, READY_PACKET, type World } from './support/world.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await closeWorlds();
  await stack.dispose();
});

function times<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => make(index)));
}

/** Of simultaneous calls exactly one succeeds; each of the others is refused as a conflict of one of `codes`. */
function expectOneWinner(answers: readonly Answer[], codes: readonly string[]): Answer {
  const [winner, ...others] = answers.filter(({ status }) => status === 200);
  expect(others).toEqual([]);
  for (const loser of answers.filter(({ status }) => status !== 200)) {
    expect(codes).toContain(problemOf(loser).code);
    expect(loser.status).toBe(409);
  }
  if (winner === undefined) throw new Error('nobody won');
  return winner;
}

/** All handoffs of a tenant, by pages of `limit`; `between` runs after each page. */
async function idsByPages(
  { tenant }: World,
  query: string,
  limit: number,
  between = async () => {},
): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const answer = await tenant.call('GET', `/v1/handoffs?limit=${limit}${query}${from}`);
    const page = bodyOf(answer, 200, handoffPage());
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor;
    await between();
  }
  return ids;
}

describe('at the same moment', () => {
  test('an acceptance and its deadline: judged by instants, whichever is written first', async () => {
    const world = await openWorld(stack, { acceptSeconds: 3 });
    const born = await times(12, (index) => world.submit(`acme-${index}`));
    const answers = await Promise.all(
      born.map(async ({ id, clocks }, index) => {
        const dueAt = Date.parse(clocks[0]?.dueAt ?? '');
        await delay(Math.max(0, dueAt - Date.now() - 60 + index * 10)); // from just before to just after it
        return world.tenant.command(id, 'accept', {});
      }),
    );
    for (const { id, acceptedAt = '' } of answers) {
      const { clocks } = await world.tenant.handoff(id);
      const [accept] = clocks;
      const inTime = acceptedAt <= (accept?.dueAt ?? '');
      expect(accept?.state).toBe(inTime ? 'met' : 'breached_closed');
      const timeline = await world.tenant.timeline(id);
      expect(timeline.filter(({ type }) => type === 'clock.breached')).toHaveLength(inTime ? 0 : 1);
      expect(timeline.map(({ sequence }) => sequence)).toEqual(timeline.map((_, index) => index + 1));
    }
  });
});

describe.concurrent('at the same moment', () => {
  test.each([2, 20])('%d claims of a waiting handoff: exactly one wins, the others are told so', async (count) => {
    const world = await openWorld(stack, { to: 'queue' });
    const { tenant, submit, receiver } = world;
    const owners = await times(count, (index) => tenant.create('/v1/owners', { name: `Owner ${index}` }));
    const { id } = await submit();
    const claims = await Promise.all(
      owners.map((owner) => tenant.call('POST', `/v1/handoffs/${id}/accept`, { json: { ownerId: owner.id } })),
    );
    const { json: winner } = expectOneWinner(claims, ['illegal_transition', 'concurrent_update', 'conflict']);
    const after = await tenant.handoff(id);
    expect(after).toMatchObject({ state: 'accepted', holder: (winner as { holder: object }).holder });
    const timeline = await tenant.timeline(id);
    expect(timeline.filter(({ type }) => type === 'handoff.accepted')).toHaveLength(1);
    await eventually('every event is received', () => receiver.about(id).length === timeline.length);
    expect(receiver.about(id).map(({ event }) => event)).toEqual(timeline);
  });

  test('resubmissions of one rejection: one begins the next attempt, with its packet', async () => {
    const { tenant, submit } = await openWorld(stack);
    const { id } = await submit();
    await tenant.command(id, 'reject', { reason: 'incomplete', fields: ['/goals'] });
    const answers = await times(5, (index) => {
      const json = { packet: { ...READY_PACKET, goals: `Goal ${index}` } };
      return tenant.call('POST', `/v1/handoffs/${id}/resubmit`, { json });
    });
    expectOneWinner(answers, ['illegal_transition', 'concurrent_update']);
    expect(await tenant.handoff(id)).toMatchObject({ attempt: 2, packetRevision: 2 });
    const kept = await tenant.call('GET', `/v1/handoffs/${id}/packet`);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect(kept.json).toMatchObject({ revision: 2, packet: { goals: `Goal ${winner}` } });
  });

  test('reassignments and an acceptance: each in turn, and the timeline says who had it when', async () => {
    const { tenant, submit, ana, fallback } = await openWorld(stack);
    const { id } = await submit();
    await Promise.all([
      tenant.call('POST', `/v1/handoffs/${id}/accept`),
      ...[fallback, ana, fallback].map((ownerId) =>
        tenant.call('POST', `/v1/handoffs/${id}/reassign`, { json: { ownerId, reason: 'Away' } }),
      ),
    ]);
    const timeline = await tenant.timeline(id);
    const moves = timeline.flatMap(({ type, data }) =>
      type === 'handoff.reassigned' ? [data as { from: { ownerId: string }; to: { ownerId: string } }] : [],
    );
    expect(moves.map(({ from }) => from.ownerId)).toEqual([ana, ...moves.map(({ to }) => to.ownerId)].slice(0, -1));
    expect((await tenant.handoff(id)).holder.ownerId).toBe(moves.at(-1)?.to.ownerId);
    expect(timeline.map(({ sequence }) => sequence)).toEqual(timeline.map((_, index) => index + 1));
  });

  test('publications of one draft: one makes the version, and it is announced once', async () => {
    const { tenant, contractId, receiver } = await openWorld(stack);
    await tenant.call('PATCH', `/v1/contracts/${contractId}`, { json: { name: 'Better' } });
    const answers = await times(5, () => tenant.call('POST', `/v1/contracts/${contractId}/publish`));
    expectOneWinner(answers, ['conflict', 'concurrent_update']);
    const { json } = await tenant.call('GET', `/v1/contracts/${contractId}/versions`);
    expect((json as { data: unknown[] }).data).toHaveLength(2);
    const announced = () => receiver.received.filter(({ event }) => event.type === 'contract.published');
    await eventually('both versions are announced', () => new Set(announced().map(({ id }) => id)).size === 2);
  });

  test('edits made on the same revision: one is taken', async () => {
    const { tenant, contractId } = await openWorld(stack);
    const path = `/v1/contracts/${contractId}`;
    const etag = (await tenant.call('GET', path)).headers.get('etag') ?? '';
    const headers = { 'if-match': etag };
    const answers = await times(5, (index) => tenant.call('PATCH', path, { json: { name: `Name ${index}` }, headers }));
    const { json: winner } = expectOneWinner(answers, ['concurrent_update']);
    expect((await tenant.call('GET', path)).json).toEqual(winner);
  });

  test('edits and a publication of one contract: what is published is one whole draft', async () => {
    const { tenant, contractId } = await openWorld(stack);
    const path = `/v1/contracts/${contractId}`;
    await tenant.call('PATCH', path, { json: { name: 'Draft', customerRisk: 'Draft' } });
    const edits = times(6, (index) =>
      tenant.call('PATCH', path, { json: { name: `Name ${index}`, customerRisk: `Name ${index}` } }),
    );
    const [answers, published] = await Promise.all([edits, tenant.call('POST', `${path}/publish`)]);
    for (const answer of [...answers, published]) {
      if (answer.status !== 200) expect(problemOf(answer).code).toBe('concurrent_update');
    }
    const { json } = await tenant.call('GET', `${path}/versions`);
    for (const { body } of (json as { data: { body: { name: string; customerRisk?: string } }[] }).data.slice(1)) {
      expect(body.customerRisk).toBe(body.name);
    }
  });

  test('reads of a contract and its publications: a whole contract is read at any moment', async () => {
    const { tenant, contractId } = await openWorld(stack);
    const path = `/v1/contracts/${contractId}`;
    let publishing = true;
    const publish = async () => {
      for (let round = 0; round < 8; round++) {
        await tenant.call('PATCH', path, { json: { name: `Round ${round}` } });
        await tenant.call('POST', `${path}/publish`);
      }
      publishing = false;
    };
    const read = async (url: string) => {
      while (publishing) expect((await tenant.call('GET', url)).status).toBe(200);
    };
    await Promise.all([publish(), read(path), read('/v1/contracts'), read(path)]);
    expect((await tenant.call('GET', path)).json).toMatchObject({ name: 'Round 7', version: 9, hasDraft: false });
  });

  test('a hundred submissions: all are there, none twice, each with its own history', async () => {
    const world = await openWorld(stack);
    const born = await times(100, (index) => world.submit(`acme-${index}`));
    const ids = born.map(({ id }) => id).sort();
    expect(new Set(ids).size).toBe(100);
    expect((await idsByPages(world, '&sort=createdAt', 30)).toSorted()).toEqual(ids);
    await eventually('every event is received', () => ids.every((id) => world.receiver.about(id).length === 3));
  });

  test.each(['createdAt', '-createdAt'])(
    'pages of a list sorted by %s and new submissions: what was there before is listed, once, in order',
    async (sort) => {
      const world = await openWorld(stack);
      const before = (await times(23, (index) => world.submit(`acme-${index}`))).map(({ id }) => id);
      const listed = await idsByPages(world, `&sort=${sort}`, 5, async () => {
        await Promise.all([world.submit('new-1'), world.submit('new-2')]);
      });
      expect(listed).toEqual(sort === 'createdAt' ? listed.toSorted() : listed.toSorted().reverse());
      expect(new Set(listed).size).toBe(listed.length);
      expect(before.filter((id) => !listed.includes(id))).toEqual([]);
    },
  );

  test('pages of a list and acceptances: nothing is listed twice', async () => {
    const world = await openWorld(stack);
    const born = await times(20, (index) => world.submit(`acme-${index}`));
    const waiting = born.map(({ id }) => id);
    const listed = await idsByPages(world, '', 4, async () => {
      const next = waiting.splice(0, 4);
      await Promise.all(next.map((id) => world.tenant.command(id, 'accept')));
    });
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.toSorted()).toEqual(born.map(({ id }) => id).toSorted());
  });
});

describe('lists and handoffs that change their states', () => {
  test('each that is accepted and reassigned is in every list, once, in order', async () => {
    const world = await openWorld(stack);
    const { tenant, ana, fallback } = world;
    const born = (await times(8, (index) => world.submit(`acme-${index}`))).map(({ id }) => id).toSorted();
    let moving = true;
    const toggle = async (id: string) => {
      for (let turn = 0; moving; turn++) {
        const ownerId = turn % 2 === 0 ? fallback : ana;
        await tenant.call('POST', `/v1/handoffs/${id}/accept`);
        await tenant.call('POST', `/v1/handoffs/${id}/reassign`, { json: { ownerId, reason: 'Away' } });
      }
    };
    const list = async () => {
      for (let round = 0; round < 6; round++) {
        for (const query of ['', '&state=assigned,accepted', '&state=assigned,accepted,completed,rejected']) {
          expect(await idsByPages(world, `${query}&sort=createdAt`, round % 2 === 0 ? 8 : 5)).toEqual(born);
        }
      }
    };
    await Promise.all([list().finally(() => (moving = false)), ...born.map(toggle)]);
    const { version } = await tenant.handoff(born[0] ?? '');
    expect(version).toBeGreaterThan(6); // it has moved
  });

  test('a list of open and ended handoffs, and handoffs that end: each is in every list, once', async () => {
    const world = await openWorld(stack);
    const born = (await times(10, (index) => world.submit(`acme-${index}`))).map(({ id }) => id).toSorted();
    let ending = true;
    const end = async () => {
      for (const id of born) await world.tenant.command(id, 'cancel', { reason: 'The customer withdrew.' });
      ending = false;
    };
    const list = async () => {
      while (ending) {
        expect(await idsByPages(world, '&state=assigned,cancelled&sort=createdAt', 5)).toEqual(born);
      }
    };
    await Promise.all([end().finally(() => (ending = false)), list()]);
    expect(await idsByPages(world, '&state=cancelled&sort=createdAt', 5)).toEqual(born);
  });
});
