import { addSeconds, type Instant } from '#domain/instant.ts';
import { DESK } from './cast.ts';
import { type Office, OPEN_SECONDS } from './office.ts';
import { outcomeOf, readyPacket } from './packets.ts';
import { DESK_PROFILE } from './profiles.ts';
import type { Random } from './random.ts';
import type { Scene, Story } from './story.ts';

/** What comes in at the desk, in its order. */
export interface Incoming {
  readonly submittedAt: Instant;
  readonly subject: Story['subject'];
}

/**
 * The stories of a desk with too few people: each works off one lead at a time and claims the one that has waited longest,
 * in the office's hours. What waits for them is what makes it late.
 */
export function deskStories(incoming: readonly Incoming[], workdays: number, office: Office, random: Random): Story[] {
  const [first] = incoming;
  if (first === undefined) return [];
  // by the clock of their working time, in which nights and weekends take no time
  const begin = addSeconds(first.submittedAt, -24 * 3600);
  const serviceSeconds = (DESK_PROFILE.load * DESK.length * OPEN_SECONDS * workdays) / incoming.length;
  const freeAt = new Map<string, number>(DESK.map((key) => [key, 0]));
  return incoming.map(({ submittedAt, subject }) => {
    const [owner, free] = [...freeAt].reduce((best, next) => (next[1] < best[1] ? next : best));
    const claimedAfter = Math.max(free, office.time.elapsedSeconds(begin, submittedAt) + 600);
    const doneAfter = claimedAfter + serviceSeconds * random.between(0.5, 1.5);
    freeAt.set(owner, doneAfter);
    const claimedAt = office.after(begin, claimedAfter);
    const scenes: Scene[] = [
      { at: claimedAt, act: { does: 'accept', owner } },
      { at: office.after(begin, Math.max(doneAfter, claimedAfter + 900)), act: endOfLead(random) },
    ];
    const sender = { name: 'Lead scoring', team: 'marketing' };
    return { contract: 'leads', subject, packet: readyPacket('leads', random), sender, submittedAt, scenes };
  });
}

function endOfLead(random: Random): Scene['act'] {
  if (random.chance(DESK_PROFILE.disqualified)) return { does: 'disqualify', reason: 'No budget this year' };
  return { does: 'complete', outcome: outcomeOf('leads') };
}
