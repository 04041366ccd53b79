import type { ClockDefinition, EscalationPath } from '../body.ts';

/** The receiver accepts, or says why not, within `target` of each attempt. */
export function acceptClock(target: string): ClockDefinition {
  return {
    name: 'accept',
    start: 'submitted',
    stop: ['accepted', 'rejected'],
    target,
    warnAt: [0.5, 0.8],
    pausable: false,
  };
}

/** The sender mends what was rejected within `target`. */
export function fixClock(target: string): ClockDefinition {
  return { name: 'fix', start: 'rejected', stop: ['resubmitted'], target, warnAt: [0.8], pausable: false };
}

/** Nudge the owner, call the lead at the breach, and after `grace` give it to the fallback. */
export function acceptPath(grace: string): EscalationPath {
  return {
    clock: 'accept',
    steps: [
      { id: 'nudge', at: { elapsed: 0.8 }, notify: ['owner', 'queue'] },
      { id: 'lead', at: { afterBreach: 'PT0S' }, notify: ['owner', 'manager', 'sender'], raisePriority: 'high' },
      {
        id: 'fallback',
        at: { afterBreach: grace, working: true },
        notify: ['queue', 'manager'],
        reassign: { to: 'fallback' },
      },
    ],
  };
}

/** Warn the owner early, and tell their manager when `clock` is late. */
export function lateWorkPath(clock: string): EscalationPath {
  return {
    clock,
    steps: [
      { id: 'at_risk', at: { elapsed: 0.8 }, notify: ['owner'] },
      { id: 'late', at: { elapsed: 1 }, notify: ['owner', 'manager'] },
    ],
  };
}
