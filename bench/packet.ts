/** A packet of 2 KB, in the words of a sales team: nothing in it repeats for the sake of its size. */
export function twoKilobytePacket(): Record<string, unknown> {
  return {
    goals:
      'Northwind wants its three regional support teams on one queue before the spring campaign; today customers explain their case up to three times, and the board has seen it in the churn figures of the last two quarters.',
    successCriteria: [
      'Median first reply under two hours by week six',
      'All 140 macros migrated or retired, with an owner each',
      'CSAT at or above 92 in every region',
    ],
    stakeholders: [
      { name: 'Dana Okafor', role: 'sponsor', email: 'dana.okafor@northwind.example' },
      { name: 'Luis Prieto', role: 'project lead', email: 'luis.prieto@northwind.example' },
      { name: 'Mei Tanaka', role: 'security reviewer', email: 'mei.tanaka@northwind.example' },
    ],
    risks:
      'The contract of the old telephone system ends in March and cannot be extended. Both administrators are on leave in February, and the person who built the present reports has left the company.',
    constraints:
      "Single sign-on by SAML only; data must stay in the EU; no browser extensions on agents' machines. The Salesforce instance has 214 custom fields, of which 37 feed reports that finance relies on at the end of each month.",
    outcomesPromised: [
      'One view of the customer across regions',
      'At least 15 % fewer how-to questions within a quarter',
      'A weekly report that the board can read without help',
    ],
    commercialTerms: { termMonths: 24, discount: '8 % for two years', payment: 'net 45', renewal: '2028-11-30' },
    nextSteps:
      'Kick-off on 2 December with both leads; the security review before that; a sandbox by the end of the first week. Luis brings the list of fields, we bring the migration plan and the calendar of trainings, and Dana decides by the ninth which region goes first.',
    competitorHistory: 'Evaluated two others in spring; chose us for routing, doubts remain about reporting depth.',
    background:
      'Family business since 1987, four hundred people, two warehouses near Gdansk and one in Leipzig; peak season runs from March to June. Support grew by acquisition, so each region kept its own tools, tags and habits, and nobody has ever compared them side by side.',
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
