const SENTENCE =
  'The customer wants their regional teams live before the season starts and expects a named contact throughout. ';

/** A packet of about 2 KB, as a sales team would write one. */
export function twoKilobytePacket(): Record<string, unknown> {
  return {
    goals: SENTENCE.repeat(4).trim(),
    successCriteria: ['First region live in 30 days', 'Two hundred trained users', 'Weekly adoption above 60 %'],
    stakeholders: [
      { name: 'Dana Okafor', role: 'sponsor', email: 'dana@customer.example' },
      { name: 'Luis Prieto', role: 'project lead', email: 'luis@customer.example' },
      { name: 'Mei Tanaka', role: 'security reviewer', email: 'mei@customer.example' },
    ],
    risks: SENTENCE.repeat(4).trim(),
    constraints: SENTENCE.repeat(3).trim(),
    nextSteps: SENTENCE.repeat(3).trim(),
    arr: 84_000,
  };
}

/** The contract that the benchmark's handoffs are under: a schema, criteria, two clocks, a rule and an escalation. */
export function benchContract(ownerId: string): Record<string, unknown> {
  return {
    name: 'Closed-won to onboarding',
    from: { stage: 'closed_won', team: 'sales' },
    to: { stage: 'onboarding', team: 'implementation' },
    subjectType: 'account',
    packet: {
      schema: {
        type: 'object',
        required: ['goals', 'successCriteria', 'stakeholders', 'arr'],
        properties: {
          goals: { type: 'string', minLength: 10 },
          successCriteria: { type: 'array', minItems: 1, items: { type: 'string' } },
          stakeholders: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              required: ['name', 'role'],
              properties: { name: { type: 'string' }, role: { type: 'string' }, email: { type: 'string' } },
            },
          },
          arr: { type: 'number' },
        },
      },
    },
    entryCriteria: [
      { id: 'arr_known', description: 'ARR is known', expression: 'packet.arr > 0.0' },
      {
        id: 'sponsor_named',
        description: 'A sponsor is named',
        expression: 'packet.stakeholders.exists(s, s.role == "sponsor")',
      },
    ],
    exitCriteria: [{ id: 'kickoff_held', description: 'Kickoff was held', expression: "outcome.kickoffHeldAt != ''" }],
    rejectionReasons: [{ code: 'missing_stakeholders', class: 'clerical', label: 'Stakeholder map incomplete' }],
    routing: {
      rules: [{ id: 'enterprise', when: 'packet.arr >= 50000.0', assign: { ownerId } }],
      fallback: { ownerId },
    },
    clocks: [
      { name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT4H', warnAt: [0.8] },
      { name: 'complete', start: 'accepted', stop: ['completed'], target: 'PT240H' },
    ],
    escalation: [
      {
        clock: 'accept',
        steps: [{ id: 'fallback', at: { afterBreach: 'PT1H' }, notify: ['owner'], reassign: { to: 'fallback' } }],
      },
    ],
  };
}
