import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { type FakeTerminal, fakeTerminal } from '#tests/cli/fake-terminal.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { signUp, type Tenant } from './support/tenant.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(() => stack.dispose());

async function open(): Promise<{ tenant: Tenant; cli: FakeTerminal }> {
  const tenant = await signUp(stack);
  return { tenant, cli: fakeTerminal({ BATON_URL: stack.url, BATON_API_KEY: tenant.live }) };
}

const FILES = `# who works when
kind: Calendar
name: Office
timezone: Europe/Berlin
weekly:
  mon: [["09:00", "17:00"]]
  sun: []
---
kind: Owner
name: Priya Raman
email: priya@acme.example
manager: Maya Lindt
calendar: Office
outOfOffice:
  - { from: 2027-01-04T00:00:00Z, to: 2027-01-11T00:00:00+01:00, delegate: Maya Lindt }
---
kind: Owner
name: Maya Lindt
capacity: 20
---
kind: Queue
name: Implementation
strategy: weighted
members: [{ owner: Priya Raman, weight: 2 }, { owner: Maya Lindt }]
fallback: { queue: Spill }
---
kind: Queue
name: Spill
---
kind: Contract
name: Closed-won to onboarding
from: { stage: closed_won }
to: { stage: onboarding }
subjectType: account
packet:
  schema:
    type: object
    required: [goals]
    properties:
      goals: { type: string }
      arr: { type: number }
      owner: { type: string, default: nobody }
entryCriteria:
  - { id: arr_known, description: ARR is known, expression: packet.arr > 0 }
routing:
  rules: [{ id: big, when: packet.arr > 1000, assign: { queue: Implementation } }]
  fallback: { owner: Maya Lindt }
clocks:
  - { name: accept, start: submitted, stop: [accepted, rejected], target: PT4H, calendar: Office, warnAt: [0.5] }
escalation:
  - clock: accept
    steps:
      - { id: nudge, at: { elapsed: 0.8 }, notify: [owner, { owner: Maya Lindt }] }
      - { id: move, at: { afterBreach: PT1H }, reassign: { to: { queue: Spill } } }
`;

const DETAILED = ['contracts', 'plan', '--detailed-exitcode'];

describe('contracts in files', () => {
  test('are planned, applied once, and pulled again to a plan without a change', async () => {
    const { tenant, cli } = await open();
    writeFileSync(join(cli.folder, 'all.yaml'), FILES);
    const plan = await cli.run([...DETAILED, 'all.yaml']);
    expect(plan.err).toBe('');
    expect(plan.code).toBe(3);
    expect(plan.out).toContain('+ Contract Closed-won to onboarding to create and publish\n');
    expect(plan.out).toContain('Plan: 6 to create, 0 to change, 1 to publish, 0 unchanged.');
    expect((await tenant.client().get('/v1/owners')).data).toEqual([]);

    const applied = await cli.run(['contracts', 'apply', 'all.yaml', '--json']);
    expect(applied.err).toBe('');
    expect(applied.code).toBe(0);
    const [contract] = (await tenant.client().get('/v1/contracts')).data;
    expect(contract).toMatchObject({ status: 'published', version: 1, hasDraft: false });
    const owners = new Map((await tenant.client().get('/v1/owners')).data.map((owner) => [owner.name, owner]));
    expect(owners.get('Priya Raman')?.managerId).toBe(owners.get('Maya Lindt')?.id);
    expect(contract?.routing.fallback).toEqual({ ownerId: owners.get('Maya Lindt')?.id });
    expect(contract?.packet.schema).toMatchObject({ properties: { owner: { default: 'nobody' } } });

    for (const name of ['all.yaml', 'pulled']) {
      if (name === 'pulled') expect((await cli.run(['contracts', 'pull', 'pulled'])).code).toBe(0);
      const again = await cli.run([...DETAILED, name]);
      expect([again.err, again.code, again.out]).toEqual([
        '',
        0,
        'Plan: 0 to create, 0 to change, 0 to publish, 6 unchanged.\n',
      ]);
      const nothing = await cli.run(['contracts', 'apply', name, '--json']);
      expect([nothing.code, JSON.parse(nothing.out)]).toEqual([0, { applied: [] }]);
    }
    expect(readdirSync(join(cli.folder, 'pulled')).sort()).toEqual([
      'calendars.yaml',
      'closed-won-to-onboarding.contract.yaml',
      'owners.yaml',
      'queues.yaml',
    ]);
    expect((await tenant.client().get('/v1/contracts')).data).toMatchObject([
      { version: 1, revision: contract?.revision },
    ]);
  });

  test('are planned as apply then does it: so many made, changed and published', async () => {
    const { tenant, cli } = await open();
    const file = join(cli.folder, 'all.yaml');
    const circle = FILES.replace('name: Spill\n', 'name: Spill\nfallback: { owner: Priya Raman }\n').replace(
      'name: Maya Lindt\ncapacity',
      'name: Maya Lindt\noutOfOffice: [{ from: 2027-02-01T00:00:00Z, to: 2027-02-02T00:00:00Z, delegate: Priya Raman }]\ncapacity',
    );
    const numbersOf = (text: string, line: RegExp) => line.exec(text)?.slice(1).map(Number);
    const PLAN = /Plan: (\d+) to create, (\d+) to change, (\d+) to publish/;
    const DONE = /Done: (\d+) created, (\d+) changed, (\d+) published/;
    const draft = circle.replace('kind: Contract\n', 'kind: Contract\npublish: false\n');
    for (const [text, numbers] of [
      [draft, [6, 0, 0]],
      [circle, [0, 0, 1]],
      [circle.replace('PT4H', 'PT3H'), [0, 1, 1]],
      [draft.replace('PT4H', 'PT2H'), [0, 1, 0]],
      [circle.replace('PT4H', 'PT1H').replace('capacity: 20', 'capacity: 9'), [0, 2, 1]],
    ] as const) {
      writeFileSync(file, text);
      const plan = await cli.run(['contracts', 'plan', 'all.yaml']);
      expect([plan.err, numbersOf(plan.out, PLAN)]).toEqual(['', numbers]);
      const json = JSON.parse((await cli.run(['contracts', 'plan', 'all.yaml', '--json'])).out);
      expect(json.changes.filter((change: { publishes: boolean }) => change.publishes)).toHaveLength(numbers[2]);
      const applied = await cli.run(['contracts', 'apply', 'all.yaml']);
      expect([applied.code, numbersOf(applied.out, DONE)]).toEqual([0, numbers]);
    }
    expect((await tenant.client().get('/v1/contracts')).data).toMatchObject([{ version: 3 }]);
  });

  test.each([
    ['a name that leads nowhere', { 'fallback: { owner: Maya Lindt }': 'fallback: { owner: Nobody }' }],
    ['what is wrong in form', { 'target: PT4H': 'target: P1D', 'customerRisk: r': 'customerRisk: 7' }],
    ['a member that there is not', { 'subjectType: account': 'subjectType: account\ncolour: red' }],
  ])('that have %s are told of what they say wrongly beside it too', async (_, others) => {
    const { cli } = await open();
    const both = { ...others, 'start: submitted': 'start: nothing', 'packet.arr > 0 }': 'packet.nope > 0 }' };
    const sound = FILES.replace('subjectType: account', 'subjectType: account\ncustomerRisk: r');
    const wrong = Object.entries(both).reduce((text, [right, mistake]) => text.replace(right, mistake), sound);
    writeFileSync(join(cli.folder, 'all.yaml'), wrong);
    const { err } = await cli.run(['contracts', 'plan', 'all.yaml', '--json']);
    const lines: number[] = JSON.parse(err).error.mistakes.map(({ line }: { line: number }) => line);
    const expected = Object.values(both).map((mistake) => {
      const last = mistake.split('\n').at(-1) ?? '';
      return wrong.slice(0, wrong.indexOf(last)).split('\n').length;
    });
    expect(lines.toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
  });

  test('that name an id of nobody beside somebody who is still to be made are refused for the one alone', async () => {
    const { cli } = await open();
    const nobody = 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
    writeFileSync(
      join(cli.folder, 'all.yaml'),
      FILES.replace('[owner, { owner: Maya Lindt }]', `[owner, { ownerId: ${nobody} }]`),
    );
    const { code, err } = await cli.run(['contracts', 'plan', 'all.yaml']);
    expect(code).toBe(1);
    expect(err).toContain(`There is no owner ${nobody}.`);
    expect(err.match(/all\.yaml:/g)).toHaveLength(1);
  });

  test('may bring somebody back whom a contract falls back to, beside what is new', async () => {
    const { tenant, cli } = await open();
    await tenant.create('/v1/owners', { name: 'Maya Lindt', active: false });
    writeFileSync(join(cli.folder, 'all.yaml'), FILES);
    const plan = await cli.run(['contracts', 'plan', 'all.yaml']);
    expect([plan.err, plan.code]).toEqual(['', 0]);
    expect((await cli.run(['contracts', 'apply', 'all.yaml'])).code).toBe(0);
    expect((await cli.run([...DETAILED, 'all.yaml'])).code).toBe(0);
  });

  test('show what changed as a unified diff with names, and members that are gone are taken away', async () => {
    const { tenant, cli } = await open();
    const file = join(cli.folder, 'all.yaml');
    writeFileSync(file, FILES);
    await cli.run(['contracts', 'apply', 'all.yaml']);
    const changed = FILES.replace('target: PT4H', 'target: PT2H').replace('capacity: 20\n', '');
    writeFileSync(file, changed.replace('owner: Maya Lindt }\nclocks', 'owner: Priya Raman }\nclocks'));
    const plan = await cli.run(['contracts', 'plan', 'all.yaml'], { isTty: true });
    expect(plan.code).toBe(0);
    expect(plan.out).toContain('~ Owner Maya Lindt to change: capacity');
    expect(plan.out).toContain('~ Contract Closed-won to onboarding to change and publish: routing, clocks');
    expect(plan.out).toContain('\u001b[31m-    target: PT4H\u001b[0m');
    expect(plan.out).toContain('\u001b[32m+    target: PT2H\u001b[0m');
    expect(plan.out).toMatch(/-.*Maya Lindt[\s\S]*\+.*Priya Raman/);
    expect((await cli.run(['contracts', 'plan', 'all.yaml'])).out).not.toContain('\u001b');
    expect((await cli.run(['contracts', 'apply', 'all.yaml'])).code).toBe(0);
    expect((await cli.run([...DETAILED, 'all.yaml'])).code).toBe(0);
    expect((await tenant.client().get('/v1/contracts')).data).toMatchObject([{ version: 2 }]);
    const maya = (await tenant.client().get('/v1/owners')).data.find(({ name }) => name === 'Maya Lindt');
    expect(maya).not.toHaveProperty('capacity');
  });

  test('with mistakes are refused with all of them, at their lines, and nothing is done', async () => {
    const { tenant, cli } = await open();
    const wrong = FILES.replace('packet.arr > 0 }', 'packet.nope > 0 }')
      .replace('target: PT4H', 'target: P1D')
      .replace('fallback: { queue: Spill }', 'fallback: { queue: Nowhere }')
      .replace('timezone: Europe/Berlin', 'timezone: Mars')
      .replace('capacity: 20', 'capacitance: 20');
    writeFileSync(join(cli.folder, 'all.yaml'), wrong);
    const lineOf = (text: string) => wrong.slice(0, wrong.indexOf(text)).split('\n').length;
    for (const verb of ['plan', 'apply']) {
      const { code, out, err } = await cli.run(['contracts', verb, 'all.yaml']);
      expect([code, out]).toEqual([1, '']);
      expect(err).toContain(`all.yaml:${lineOf('Mars')}:`);
      expect(err).toContain(`all.yaml:${lineOf('capacitance')}:`);
      expect(err).toContain(`all.yaml:${lineOf('Nowhere')}:`);
      expect(err).toContain(`all.yaml:${lineOf('P1D')}:`);
      expect(err).toMatch(/docs: http.+\/docs\/errors\/validation_failed/);
    }
    const json = await cli.run(['contracts', 'plan', 'all.yaml', '--json']);
    expect(JSON.parse(json.err).error.mistakes.length).toBeGreaterThanOrEqual(4);
    expect((await tenant.client().get('/v1/calendars')).data).toEqual([]);
  });

  test('go on where an apply broke off, at whatever request that was', async () => {
    const { tenant, cli } = await open();
    writeFileSync(join(cli.folder, 'all.yaml'), FILES);
    let breaks = 0;
    for (; breaks < 60; breaks++) {
      let writes = 0;
      const dies: typeof fetch = async (input, init) => {
        const isWrite = init?.method !== 'GET' && !/\/(?:check|preview)(?:\?|$)/.test(String(input));
        const response = await fetch(input, init);
        if (isWrite && ++writes === 1) throw Object.assign(new Error('killed'), { name: 'Killed' });
        return response;
      };
      const controller = new AbortController();
      const killed: typeof fetch = async (...request) => {
        try {
          return await dies(...request);
        } catch (error) {
          controller.abort(error);
          throw error;
        }
      };
      const { code } = await cli.run(['contracts', 'apply', 'all.yaml'], { fetch: killed, signal: controller.signal });
      if (code === 0) break;
    }
    expect(breaks).toBeGreaterThanOrEqual(8);
    const after = await cli.run([...DETAILED, 'all.yaml']);
    expect([after.err, after.code]).toEqual(['', 0]);
    const { data } = await tenant.client().get('/v1/contracts');
    expect(data).toMatchObject([{ status: 'published', version: 1, hasDraft: false }]);
    expect((await tenant.client().get('/v1/owners')).data).toHaveLength(2);
  });

  test('leave drafts, namesakes and retired contracts alone, and pulling those changes nothing either', async () => {
    const { tenant, cli } = await open();
    const ana = await tenant.create('/v1/owners', { name: 'Ana' });
    await tenant.create('/v1/owners', { name: 'Ana' });
    const body = {
      from: { stage: 'a' },
      to: { stage: 'b' },
      subjectType: 'account',
      routing: { fallback: { ownerId: ana.id } },
    };
    await tenant.create('/v1/contracts', { name: 'Never published', ...body });
    const old = await tenant.create('/v1/contracts', { name: 'Retired', ...body });
    const edited = await tenant.create('/v1/contracts', { name: 'Edited', ...body });
    for (const { id } of [old, edited]) await tenant.client().post('/v1/contracts/{id}/publish', { path: { id } });
    await tenant.client().post('/v1/contracts/{id}/retire', { path: { id: old.id } });
    await tenant.client().patch('/v1/contracts/{id}', { path: { id: edited.id }, body: { maxAttempts: 5 } });
    expect((await cli.run(['contracts', 'pull'])).code).toBe(0);
    const plan = await cli.run([...DETAILED, 'baton']);
    expect([plan.err, plan.code]).toEqual(['', 0]);
    expect(plan.out).toContain('= Contract Edited unchanged (has a draft that differs, which is left alone)');
    expect(plan.out).toContain('4 unchanged.');
    expect(readFileSync(join(cli.folder, 'baton/never-published.contract.yaml'), 'utf8')).toContain('publish: false');
    expect((await cli.run(['contracts', 'pull'])).out).toContain('0 written');
    writeFileSync(join(cli.folder, 'baton/owners.yaml'), '# mine\n');
    expect((await cli.run(['contracts', 'pull'])).err).toContain('baton/owners.yaml');
    expect(readFileSync(join(cli.folder, 'baton/owners.yaml'), 'utf8')).toBe('# mine\n');
    writeFileSync(join(cli.folder, 'ana.yaml'), 'kind: Owner\nname: Ana\ncapacity: 3\n');
    expect((await cli.run(['contracts', 'plan', 'ana.yaml'])).err).toContain(
      'ana.yaml:2:7: 2 of kind Owner are called Ana',
    );
  });

  test('applied twice change nothing, nor do they when they are pulled, whatever they say', async () => {
    const name = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 12 })
      .map((text) => `n${text.replaceAll(/[\p{C}\p{Z}]/gu, '')}`);
    const hours = fc.subarray([
      ['08:00', '12:00'],
      ['13:00', '17:00'],
      ['20:00', '24:00'],
    ]);
    const calendar = fc.record({
      kind: fc.constant('Calendar'),
      name,
      timezone: fc.constantFrom('Europe/Berlin', 'UTC', 'Asia/Kathmandu'),
      weekly: fc.record({ mon: hours, sat: hours, wed: fc.constant([['09:00', '24:00']]) }, { requiredKeys: ['wed'] }),
      holidays: fc.uniqueArray(fc.constantFrom('2026-12-26', '2026-12-25', '2027-01-01')),
    });
    const owner = fc.record(
      {
        kind: fc.constant('Owner'),
        name,
        active: fc.boolean(),
        capacity: fc.nat(9),
        email: fc.constant('a@acme.example'),
      },
      { requiredKeys: ['kind', 'name'] },
    );
    const contract = fc.record(
      {
        kind: fc.constant('Contract'),
        name,
        publish: fc.constant(false),
        from: fc.constant({ stage: 'a' }),
        to: fc.constant({ stage: 'b' }),
        subjectType: fc.constant('account'),
        milestones: fc.uniqueArray(fc.constantFrom('kickoff', 'no', 'yes')),
        maxAttempts: fc.integer({ min: 2, max: 5 }),
        packet: fc.constant({ schema: { type: 'object', properties: { on: { type: 'string', default: '24:00' } } } }),
      },
      { requiredKeys: ['kind', 'name', 'publish', 'from', 'to', 'subjectType'] },
    );
    const any = fc.oneof(calendar, owner, contract);
    const files = fc.uniqueArray(any, {
      minLength: 1,
      maxLength: 5,
      selector: ({ kind, name: its }) => `${kind} ${its}`,
    });
    const { cli } = await open();
    const check = async (declared: readonly object[]): Promise<void> => {
      writeFileSync(join(cli.folder, 'all.yaml'), declared.map((each) => stringify(each)).join('---\n'));
      const applied = await cli.run(['contracts', 'apply', 'all.yaml', '--json']);
      expect([applied.err, applied.code]).toEqual(['', 0]);
      expect((await cli.run(['contracts', 'pull', 'pulled', '--force'])).code).toBe(0);
      for (const source of ['all.yaml', 'pulled']) {
        const { err, code, out } = await cli.run([...DETAILED, source]);
        expect([err, code, out]).toEqual(['', 0, expect.stringContaining('unchanged')]);
      }
    };
    await fc.assert(fc.asyncProperty(files, check), { numRuns: 6 });
  });
});
