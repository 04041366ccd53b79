import { BUILT_IN_MILESTONE } from '../contract/vocabulary.ts';
import { DomainError } from '../problem.ts';
import { openClocks } from './clocks.ts';
import type { HandoffCommand } from './commands.ts';
import { isExcusable } from './excuse.ts';
import { spentPauses } from './pause.ts';
import { type Handoff, type HandoffState, TERMINAL_STATES } from './state.ts';
import type { Terms } from './terms.ts';

type CommandType = HandoffCommand['type'];

/** What moves a handoff on from each state. */
const MOVES: Readonly<Record<HandoffState, readonly CommandType[]>> = {
  pending: ['accept', 'reassign', 'cancel'],
  assigned: ['accept', 'reject', 'reassign', 'milestone', 'cancel'],
  accepted: ['reassign', 'milestone', 'complete', 'disqualify', 'cancel'],
  rejected: ['resubmit', 'cancel'],
  completed: [],
  disqualified: [],
  cancelled: [],
};
/** What a caller may change of a handoff that is open, without moving it. */
const ADJUSTMENTS: readonly CommandType[] = ['reprioritize', 'retarget', 'acknowledge'];
/** What befalls an open handoff because of its contract or calendar; nobody asks it of a single one. */
const MAINTENANCE: ReadonlySet<CommandType> = new Set<CommandType>(['migrate', 'rebase']);
/** What routing does with a handoff that waits; nobody asks it of one either. */
const ROUTING: ReadonlySet<CommandType> = new Set<CommandType>(['assign', 'requeue']);
/** What can be said of any handoff, also of one that has ended. */
const REMARKS: readonly CommandType[] = ['note', 'excuse'];

/** What may be asked of the handoff as it is, and is carried out if it is asked rightly. */
export function allowedCommands(state: Handoff, terms: Pick<Terms, 'body'>): readonly CommandType[] {
  return permittedCommands(state, terms).filter((type) => isPossible(type, state, terms));
}

/** What the state permits. Some of it may come to nothing all the same, and is then refused with the reason for that. */
function permittedCommands(state: Handoff, { body }: Pick<Terms, 'body'>): readonly CommandType[] {
  if (TERMINAL_STATES.has(state.state)) return REMARKS;
  const moves = MOVES[state.state].filter((type) => type !== 'resubmit' || state.attempt < body.maxAttempts);
  return [...moves, state.paused === undefined ? 'pause' : 'resume', ...ADJUSTMENTS, ...REMARKS];
}

/** Whether the contract has what the command needs, and the handoff something to carry it out on. */
function isPossible(type: CommandType, state: Handoff, { body }: Pick<Terms, 'body'>): boolean {
  switch (type) {
    case 'reject':
      return body.rejectionReasons.length > 0;
    case 'pause':
      return body.pauseReasons.length > 0 && spentPauses(state, body) === undefined;
    case 'milestone':
      return [BUILT_IN_MILESTONE, ...body.milestones].some(
        (name) => !state.milestones.some((each) => each.name === name),
      );
    case 'retarget':
      return openClocks(state).some((clock) => clock.state !== 'breached_open');
    case 'acknowledge':
      return (state.firedSteps ?? []).some(({ acknowledged }) => acknowledged !== true);
    case 'excuse':
      return state.clocks.some(isExcusable);
    default:
      return true;
  }
}

/** @throws DomainError `illegal_transition` with the state and what it allows */
export function requireAllowed(state: Handoff, type: CommandType, terms: Pick<Terms, 'body'>): void {
  if (permittedCommands(state, terms).includes(type)) return;
  if (MAINTENANCE.has(type) && !TERMINAL_STATES.has(state.state)) return;
  if (ROUTING.has(type) && state.state === 'pending') return;
  const allowed = allowedCommands(state, terms);
  const paused = state.paused === undefined ? '' : ' and paused';
  throw new DomainError(
    'illegal_transition',
    `A handoff that is ${state.state}${paused} cannot take ${type}; it allows: ${allowed.join(', ')}.`,
    { extensions: { state: state.state, allowed } },
  );
}
