import { describe, expect, it } from 'vitest';
import { type ContractBodyInput, contractBodySchema } from '#domain/contract/body.ts';
import { checkContract } from '#domain/contract/check.ts';

const schema = {
  type: 'object',
  properties: {
    goals: { type: 'string' },
    arr: { type: 'number' },
    owner: { type: 'object', properties: { name: { type: 'string' } } },
  },
};
const queueId = 'que_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
const accept = { name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT4H' };

function check(changes: Partial<ContractBodyInput>) {
  const body = {
    name: 'A',
    from: { stage: 'a' },
    to: { stage: 'b' },
    subjectType: 'account',
    packet: { schema },
    ...changes,
  };
  return checkContract(contractBodySchema().parse(body));
}
const causes = (changes: Partial<ContractBodyInput>) => check(changes).map(({ pointer, code }) => `${pointer} ${code}`);

describe('a contract check', () => {
  it('finds nothing in the example of the API', () => {
    expect(
      check({
        packet: {
          schema: {
            type: 'object',
            required: ['goals'],
            properties: { goals: { type: 'string' }, arr: { type: 'number' } },
          },
        },
        entryCriteria: [{ id: 'arr_known', description: 'ARR is known', expression: 'packet.arr > 0.0' }],
        exitCriteria: [
          { id: 'kickoff_held', description: 'Kickoff was held', expression: "outcome.kickoffHeldAt != ''" },
        ],
        milestones: ['first_meeting'],
        rejectionReasons: [{ code: 'missing_stakeholders', class: 'clerical', label: 'Stakeholder map incomplete' }],
        pauseReasons: [{ code: 'awaiting_customer', clocks: ['complete'], maxPause: 'PT40H' }],
        routing: {
          rules: [{ id: 'enterprise', when: 'packet.arr >= 50000.0', assign: { queueId } }],
          fallback: { queueId },
        },
        clocks: [
          { ...accept, warnAt: [0.5, 0.8] },
          { name: 'complete', start: 'accepted', stop: ['completed'], target: { businessDays: 10 }, pausable: true },
        ],
        escalation: [
          {
            clock: 'accept',
            steps: [
              { id: 'nudge', at: { elapsed: 0.8 }, notify: ['owner'] },
              { id: 'lead', at: { afterBreach: 'PT0S' }, notify: ['owner', 'manager'] },
              {
                id: 'fallback',
                at: { afterBreach: 'PT1H' },
                reassign: { to: 'fallback' },
                repeat: { every: 'PT1H', times: 3 },
              },
            ],
          },
        ],
      }),
    ).toEqual([]);
  });

  it('says where in an expression the mistake is', () => {
    expect(check({ entryCriteria: [{ id: 'a', expression: "packet.arr > 0\n  && packet.goal != ''" }] })).toEqual([
      {
        pointer: '/entryCriteria/0/expression',
        code: 'unknown_field',
        message: 'line 2, column 13: there is no field "goal": known are goals, arr, owner',
        details: { criterionId: 'a', line: 2, column: 13 },
      },
    ]);
  });

  it.each([
    ['does not parse', 'packet.arr >', 'expression_syntax'],
    ['names an unknown field', 'packet.nope > 1', 'unknown_field'],
    ['names an unknown field deep inside', "packet.owner.email != ''", 'unknown_field'],
    ['tests for an unknown field', 'has(packet.nope)', 'unknown_field'],
    ['names an unknown variable', 'account.arr > 1', 'unknown_variable'],
    ['compares different types', "packet.arr == 'big'", 'expression_type'],
    ['is not a condition', 'packet.arr', 'expression_type'],
    ['calls an unknown function', 'now() > 1', 'unknown_function'],
    ['holds a pattern that could stall', "packet.goals.matches('(a+)+$')", 'expression_type'],
    ['builds its pattern', 'packet.goals.matches(packet.goals)', 'expression_type'],
    ['asks for the outcome before there is one', 'outcome.done', 'unknown_variable'],
  ])('refuses a criterion that %s', (_what, expression, code) => {
    expect(causes({ entryCriteria: [{ id: 'a', expression }] })).toEqual([`/entryCriteria/0/expression ${code}`]);
  });

  it('checks the expressions of rules and exit criteria too', () => {
    expect(
      causes({
        exitCriteria: [{ id: 'a', expression: 'outcome.done && packet.nope' }],
        routing: { rules: [{ id: 'r', when: 'size(packet.goals)', assign: { queueId } }] },
      }),
    ).toEqual(['/exitCriteria/0/expression unknown_field', '/routing/rules/0/when expression_type']);
  });

  it('points into the packet schema', () => {
    expect(
      causes({ packet: { schema: { type: 'object', properties: { a: { $ref: 'https://x.example/s' } } } } }),
    ).toEqual(['/packet/schema/properties/a/$ref schema_reference']);
  });

  it.each<[string, Partial<ContractBodyInput>, string]>([
    ['criteria', { entryCriteria: [1, 2].map(() => ({ id: 'a', expression: 'true' })) }, '/entryCriteria/1/id'],
    [
      'rules',
      { routing: { rules: [1, 2].map(() => ({ id: 'r', when: 'true', assign: { queueId } })) } },
      '/routing/rules/1/id',
    ],
    ['milestones', { milestones: ['kickoff', 'kickoff'] }, '/milestones/1'],
    [
      'rejection reasons',
      { rejectionReasons: [1, 2].map(() => ({ code: 'a', class: 'clerical', label: 'A' })) },
      '/rejectionReasons/1/code',
    ],
    ['clocks', { clocks: [accept, accept] }, '/clocks/1/name'],
    ['stops', { clocks: [{ ...accept, stop: ['accepted', 'accepted'] }] }, '/clocks/0/stop/1'],
    [
      'escalation steps',
      {
        clocks: [accept],
        escalation: [
          { clock: 'accept', steps: [1, 2].map(() => ({ id: 's', at: { elapsed: 1 }, notify: ['owner'] })) },
        ],
      },
      '/escalation/0/steps/1/id',
    ],
    [
      'escalation paths',
      {
        clocks: [accept],
        escalation: [1, 2].map(() => ({
          clock: 'accept',
          steps: [{ id: 's', at: { elapsed: 1 }, notify: ['owner'] }],
        })),
      },
      '/escalation/1/clock',
    ],
  ])('refuses two %s of one name', (_what, changes, pointer) => {
    expect(causes(changes)).toEqual([`${pointer} duplicate`]);
  });

  it.each<[string, Partial<ContractBodyInput>, string]>([
    ['starts at nothing known', { clocks: [{ ...accept, start: 'kickoff' }] }, '/clocks/0/start unknown_event'],
    ['stops at nothing known', { clocks: [{ ...accept, stop: ['done'] }] }, '/clocks/0/stop/0 unknown_event'],
    ['starts where it should stop', { clocks: [{ ...accept, start: 'completed' }] }, '/clocks/0/start unknown_event'],
    [
      'stops at its own start',
      { clocks: [{ ...accept, start: 'accepted', stop: ['accepted'] }] },
      '/clocks/0/stop/0 clock_never_stops',
    ],
    ['warns in disorder', { clocks: [{ ...accept, warnAt: [0.8, 0.5] }] }, '/clocks/0/warnAt/1 not_increasing'],
    ['warns twice at once', { clocks: [{ ...accept, warnAt: [0.5, 0.5] }] }, '/clocks/0/warnAt/1 not_increasing'],
  ])('refuses a clock that %s', (_what, changes, cause) => {
    expect(causes(changes)).toEqual([cause]);
  });

  it('lets clocks start and stop on milestones, the built-in one undeclared', () => {
    const clocks = [{ ...accept, start: 'first_touch', stop: ['kickoff'] }];
    expect(causes({ milestones: ['kickoff'], clocks })).toEqual([]);
  });

  it('refuses a milestone under a name that is taken', () => {
    expect(causes({ milestones: ['accepted', 'first_touch'] })).toEqual([
      '/milestones/0 reserved_name',
      '/milestones/1 reserved_name',
    ]);
  });

  it('refuses a pause of a clock that is not there, or not pausable', () => {
    expect(causes({ clocks: [accept], pauseReasons: [{ code: 'a', clocks: ['accept', 'none'] }] })).toEqual([
      '/pauseReasons/0/clocks/0 clock_not_pausable',
      '/pauseReasons/0/clocks/1 unknown_clock',
    ]);
  });

  it('refuses an escalation of a clock that is not there, and a step that does nothing', () => {
    const steps = [
      { id: 'a', at: { elapsed: 1 } },
      { id: 'b', at: { elapsed: 1 }, raisePriority: 'low' as const },
    ];
    expect(causes({ escalation: [{ clock: 'none', steps }] })).toEqual([
      '/escalation/0/clock unknown_clock',
      '/escalation/0/steps/0 step_without_effect',
      '/escalation/0/steps/1 step_without_effect',
    ]);
  });

  it('lists the causes of all parts at once', () => {
    expect(
      causes({
        packet: { schema: { type: 'object', properties: { p: { pattern: '(a+)+$' } } } },
        entryCriteria: [{ id: 'a', expression: 'packet.q' }],
        clocks: [{ ...accept, start: 'x' }],
        escalation: [{ clock: 'y', steps: [{ id: 's', at: { elapsed: 1 }, notify: ['owner'] }] }],
      }),
    ).toEqual([
      '/packet/schema/properties/p/pattern unsafe_pattern',
      '/entryCriteria/0/expression unknown_field',
      '/clocks/0/start unknown_event',
      '/escalation/0/clock unknown_clock',
    ]);
  });
});

describe('escalation', () => {
  const paths = (steps: number) => [
    {
      clock: 'accept',
      steps: Array.from({ length: steps }, (_, index) => ({
        id: `s${index}`,
        at: { afterBreach: 'PT1H' },
        notify: ['owner' as const],
        repeat: { every: 'PT1H', times: 9 },
      })),
    },
  ];

  it('may fire 100 times in all, since one look may have to record all of it', () => {
    expect(causes({ clocks: [accept], escalation: paths(10) })).toEqual([]);
    expect(causes({ clocks: [accept], escalation: paths(11) })).toEqual(['/escalation too_many_firings']);
  });
});

it('refuses a contract that is too large to be stored as one item, by its bytes', () => {
  const criteria = (character: string) =>
    Array.from({ length: 50 }, (_, index) => ({
      id: `c${index}`,
      expression: `packet.goals != '${character.repeat(950)}'`,
    }));
  expect(causes({ entryCriteria: criteria('a') })).toEqual([]);
  expect(causes({ entryCriteria: criteria('界') })).toEqual([' contract_too_large']);
});
