import { describe, expect, it } from 'vitest';
import { contractBodySchema } from '#domain/contract/body.ts';
import { contractPatchSchema, patchContract } from '#domain/contract/patch.ts';

const minimal = { name: 'Lead to sale', from: { stage: 'lead' }, to: { stage: 'sale' }, subjectType: 'lead' };
const accept = { name: 'accept', start: 'submitted', stop: ['accepted'], target: 'PT4H' };

function issues(changes: Readonly<Record<string, unknown>>): readonly string[] {
  const result = contractBodySchema().safeParse({ ...minimal, ...changes });
  return result.success ? [] : result.error.issues.map(({ path, message }) => `/${path.join('/')} ${message}`);
}

describe('an edit of a contract', () => {
  it('may replace every member', () => {
    expect(Object.keys(contractPatchSchema().shape).sort()).toEqual(Object.keys(contractBodySchema().shape).sort());
  });

  it('may take away by null whatever a contract can do without, and nothing else', () => {
    const full = contractBodySchema().parse({
      ...minimal,
      customerRisk: 'Promises are lost',
      pauseLimits: { count: 2 },
      milestones: ['kickoff'],
      clocks: [accept],
      maxAttempts: 5,
    });
    const optional = Object.keys(full).filter((name) => !(name in minimal));
    const removal = contractPatchSchema().parse(Object.fromEntries(optional.map((name) => [name, null])));
    expect(patchContract(full, removal)).toEqual(contractBodySchema().parse(minimal));
    for (const name of Object.keys(minimal)) {
      expect(contractPatchSchema().safeParse({ [name]: null }).success).toBe(false);
    }
  });

  it('leaves as it is what it does not speak of', () => {
    const body = contractBodySchema().parse({ ...minimal, customerRisk: 'Promises are lost' });
    expect(patchContract(body, { name: 'Better' })).toEqual({ ...body, name: 'Better' });
  });

  it('keeps a new name without the blanks around it', () => {
    expect(contractPatchSchema().parse({ name: '\t Lead to sale \n' }).name).toBe('Lead to sale');
  });
});

describe('a contract body', () => {
  it.each([' Lead to sale', 'Lead to sale\u3000', '\r\n\tLead to sale\u00a0'])(
    'keeps its name without the blanks around it: %j',
    (name) => {
      expect(contractBodySchema().parse({ ...minimal, name })).toEqual(contractBodySchema().parse(minimal));
    },
  );

  it('needs a name, two stages and a subject type, and fills in the rest', () => {
    expect(contractBodySchema().parse(minimal)).toEqual({
      ...minimal,
      packet: { schema: { type: 'object' } },
      entryCriteria: [],
      exitCriteria: [],
      milestones: [],
      rejectionReasons: [],
      pauseReasons: [],
      routing: { rules: [] },
      clocks: [],
      escalation: [],
      maxAttempts: 3,
    });
  });

  it.each([
    ['at the top', { nmae: 'x' }, '/ Unrecognized key: "nmae"'],
    ['in a party', { from: { stage: 'lead', tema: 'x' } }, '/from Unrecognized key: "tema"'],
    ['in a clock', { clocks: [{ ...accept, calendar: 'x' }] }, '/clocks/0 Unrecognized key: "calendar"'],
    ['in routing', { routing: { falback: {} } }, '/routing Unrecognized key: "falback"'],
  ])('refuses an unknown field %s', (_where, changes, expected) => {
    expect(issues(changes)).toEqual([expected]);
  });

  it('says why a bare day is no target, and what to write', () => {
    const [issue] = issues({ clocks: [{ ...accept, target: 'P1D' }] });
    expect(issue).toMatch(/^\/clocks\/0\/target must be in hours.*PT24H.*no fixed length.*businessDays/);
  });

  it.each([
    ['a number', 4],
    ['zero', 'PT0S'],
    ['no business days', { businessDays: 0 }],
    ['half a business day', { businessDays: 0.5 }],
    ['more than three years', { businessDays: 781 }],
  ])('refuses %s as a target', (_what, target) => {
    expect(issues({ clocks: [{ ...accept, target }] })).toHaveLength(1);
  });

  it('takes business days as a target', () => {
    expect(issues({ clocks: [{ ...accept, target: { businessDays: 10 } }] })).toEqual([]);
  });

  it.each([0, 1, -0.5, 1.5])('refuses a warning at %d of the target', (fraction) => {
    expect(issues({ clocks: [{ ...accept, warnAt: [fraction] }] })).toHaveLength(1);
  });

  it.each([
    ['elapsed beyond the target', { at: { elapsed: 1.1 } }],
    ['neither elapsed nor after the breach', { at: {} }],
    ['a recipient that is none', { at: { elapsed: 1 }, notify: ['boss'] }],
    ['ten repetitions', { at: { elapsed: 1 }, repeat: { every: 'PT1H', times: 10 } }],
    ['repetition without pause', { at: { elapsed: 1 }, repeat: { every: 'PT0S', times: 1 } }],
    ['reassignment to nobody', { at: { elapsed: 1 }, reassign: { to: 'nobody' } }],
  ])('refuses an escalation step with %s', (_what, step) => {
    expect(issues({ escalation: [{ clock: 'accept', steps: [{ id: 'a', ...step }] }] })).toHaveLength(1);
  });

  it.each([
    ['names', { name: 'x'.repeat(201) }],
    ['blank names', { name: '   ' }],
    ['expressions', { entryCriteria: [{ id: 'a', expression: 'x'.repeat(1001) }] }],
    ['clocks', { clocks: Array.from({ length: 21 }, (_, index) => ({ ...accept, name: `c${index}` })) }],
    ['attempts', { maxAttempts: 21 }],
    ['identifiers', { subjectType: 'a'.repeat(65) }],
    ['odd identifiers', { subjectType: '1 lead' }],
  ])('bounds %s', (_what, changes) => {
    expect(issues(changes)).toHaveLength(1);
  });

  it('lists every mistake at once', () => {
    expect(
      issues({ name: '', maxAttempts: 0, clocks: [{ ...accept, target: 'P1D', stop: [] }], extra: 1 }),
    ).toHaveLength(6);
  });
});
