/** What every backtest takes for granted; it is said in the answer, so that nobody reads more out of the figures. */
export const ASSUMPTIONS = [
  'People did what they did when they did it: acceptances, rejections, pauses and milestones keep their instants.',
  'Packets are judged as they were first submitted; what a refused sender would have mended is not known.',
  'What a sender left out is carried over, by the rules of the tested contract, from what packets before it had by then.',
  'What would have been refused has no routing and no clocks here.',
  'Routing is by rules alone: which owner or queue they lead to, not who of a queue would have had room.',
  'Nothing is escalated: priorities that an escalation raised then are raised again, and handovers stay as they were.',
  'Calendars are those that each handoff went by; one that only the tested contract names is as it is now.',
  'A handoff that was migrated on its way is led by the tested contract from the beginning.',
] as const;
