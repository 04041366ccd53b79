import { contractBody, REJECTION_REASONS } from '../../../support/contracts.ts';
import { BEN, QUEUE } from '../../../support/people.ts';

/** Deadlines of every kind, seconds to hours apart, and pauses of two reasons that end by themselves. */
export const BODY = contractBody({
  clocks: [
    {
      name: 'accept',
      start: 'submitted',
      stop: ['accepted', 'rejected'],
      target: 'PT20M',
      targets: { urgent: 'PT5M', low: 'PT1H' },
      warnAt: [0.5, 0.8],
      pausable: true,
    },
    {
      name: 'first_touch',
      start: 'accepted',
      stop: ['first_touch'],
      target: 'PT30M',
      targets: { urgent: 'PT90S' },
      warnAt: [0.9],
      pausable: true,
    },
    {
      name: 'complete',
      start: 'accepted',
      stop: ['completed'],
      target: 'PT3H',
      targets: { high: 'PT2H', urgent: 'PT1H' },
      warnAt: [0.25, 0.9],
      pausable: true,
    },
    { name: 'fix', start: 'rejected', stop: ['resubmitted'], target: 'PT40M', warnAt: [0.5] },
  ],
  escalation: [
    {
      clock: 'accept',
      steps: [
        { id: 'nudge', at: { elapsed: 0.7 }, notify: ['owner'] },
        { id: 'lead', at: { afterBreach: 'PT0S' }, notify: ['owner', 'manager'] },
        {
          id: 'hand_on',
          at: { afterBreach: 'PT1M' },
          notify: ['queue'],
          reassign: { to: 'fallback' },
          repeat: { every: 'PT50S', times: 3 },
        },
      ],
    },
    {
      clock: 'complete',
      steps: [
        { id: 'hurry', at: { elapsed: 0.5 }, notify: ['manager'], raisePriority: 'urgent' },
        { id: 'late', at: { afterBreach: 'PT10M' }, notify: ['sender'], repeat: { every: 'PT30M', times: 2 } },
      ],
    },
  ],
  pauseReasons: [
    { code: 'awaiting_customer', clocks: ['complete', 'first_touch'], maxPause: 'PT90M' },
    { code: 'holiday', clocks: ['accept', 'complete'] },
  ],
  pauseLimits: { count: 4, total: 'PT4H' },
  rejectionReasons: [...REJECTION_REASONS],
  routing: { fallback: { ownerId: BEN } },
  milestones: [],
});

/** Where handoffs may be sent, beside the fallback. */
export const CLAIMED_FROM = { queueId: QUEUE };
