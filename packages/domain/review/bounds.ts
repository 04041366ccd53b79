/** From which a review calls something remarkable; docs/reviews.md lists them with their reasons. */
export const BOUNDS = {
  /** Attainment of a clock below which its contract is below target. */
  attainmentTarget: 0.9,
  /** Runs of a clock that ended, below which its attainment says little. */
  clockRuns: 10,
  breaches: 10,
  rejections: 10,
  /** Share of a contract's rejections that cite a field or a criterion. */
  citedShare: 0.25,
  overrides: 5,
  overrideRate: 0.1,
  /** Share of all breaches that one queue takes, where there is no other queue to compare its waiting with. */
  queueBreachShare: 0.6,
  /** How many times longer handoffs wait in one queue than in the others. */
  queueWaitTimes: 2,
  /** Decisions of receivers in a queue, below which its waiting says little. */
  queueDecisions: 20,
  /** Of breaches, on Saturdays and Sundays; evenly spread it would be 2 in 7. */
  weekendShare: 0.4,
  /** Of breaches, on one day from Monday to Friday; evenly spread it would be 1 in 5. */
  weekdayShare: 0.4,
  /** How much lower attainment is on those days than on the others. */
  dayGap: 0.1,
  exhausted: 5,
  /** Share of a contract's breaches that one owner has. */
  ownerBreachShare: 0.5,
  /** How many times that share is greater than the owner's share of decisions. */
  ownerBreachTimes: 1.5,
  submitted: 20,
  reassignmentRate: 0.2,
  ended: 20,
  dropOff: 0.3,
  /** Decisions under each of two versions that are compared. */
  versionDecisions: 20,
  /** Difference of two shares below which they are called the same. */
  versionChange: 0.05,
  /** Standard errors by which two shares must differ: 95 in 100 that it is no chance. */
  versionDeviations: 1.96,
} as const;

/** How much of each kind one review tells, the most telling first. */
export const MOST = { contracts: 50, behind: 5, suggestions: 50, shipped: 20, names: 10, nameLength: 200 } as const;
