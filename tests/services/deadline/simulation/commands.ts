import type { Assignee } from '#domain/contract/body.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import { addSeconds, type Instant } from '#domain/instant.ts';
import { ANA, BEN, CLEO, MAY, QUEUE } from '../../../support/people.ts';
import type { Chance } from './chance.ts';

export const COMMANDS = [
  'accept',
  'accept',
  'reject',
  'misroute',
  'resubmit',
  'reassign',
  'pause',
  'pause',
  'resume',
  'reprioritize',
  'retarget',
  'touch',
  'note',
  'complete',
  'cancel',
] as const;
export type CommandKind = (typeof COMMANDS)[number];

/** Everybody whom a command or what it makes due may ask about. */
export const ASKED: readonly Assignee[] = [ANA, BEN, CLEO, MAY].map((ownerId) => ({ ownerId }));

/** A command of that kind; whether the handoff allows it is for the decision to say. */
export function commandOf(kind: CommandKind, { holder }: Handoff, now: Instant, chance: Chance): HandoffCommand {
  switch (kind) {
    case 'accept':
      return { type: 'accept', ownerId: holder.ownerId ?? ANA };
    case 'reject':
      return { type: 'reject', reason: 'missing_goals', criteria: [], fields: ['/goals'] };
    case 'misroute':
      return { type: 'reject', reason: 'wrong_team', criteria: [], fields: [] };
    case 'resubmit': {
      const route = { to: { ownerId: CLEO }, reason: 'fallback', trace: { rules: [], considered: [] } } as const;
      return { type: 'resubmit', changed: ['/goals'], route };
    }
    case 'reassign': {
      const to = chance.pick<Assignee>([{ ownerId: CLEO }, { ownerId: ANA }, { queueId: QUEUE }]);
      return { type: 'reassign', to, reason: 'On holiday', misroute: chance.happens(0.3) };
    }
    case 'pause': {
      const reason = chance.pick(['awaiting_customer', 'holiday']);
      return { type: 'pause', reason, resumeBy: addSeconds(now, 1 + chance.below(chance.pick([30, 900, 20_000]))) };
    }
    case 'resume':
      return { type: 'resume' };
    case 'reprioritize':
      return { type: 'reprioritize', priority: chance.pick(['low', 'normal', 'high', 'urgent']) };
    case 'retarget': {
      const clock = chance.pick(['accept', 'complete', 'first_touch']);
      return { type: 'retarget', clock, target: chance.pick(['PT10M', 'PT45S', 'PT2H', 'PT400H']) };
    }
    case 'touch':
      return { type: 'milestone', name: 'first_touch' };
    case 'note':
      return { type: 'note', text: 'Called them.' };
    case 'complete':
      return { type: 'complete', outcome: {} };
    case 'cancel':
      return { type: 'cancel', reason: 'The customer left' };
  }
}
