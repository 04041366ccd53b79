import type { Instant } from '#domain/instant.ts';
import type { Office } from './office.ts';
import { later } from './office.ts';
import { mended, outcomeOf, readyPacket } from './packets.ts';
import { type Cause, PROFILES, type Profile, type WorkedKey } from './profiles.ts';
import type { Random } from './random.ts';
import type { Share } from './share.ts';
import type { Packet, Scene, Story } from './story.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

export interface Telling {
  readonly office: Office;
  readonly random: Random;
  /** Of those that could travel without the stakeholder map, those that do. */
  readonly unmapped: Share;
  /** How often that is. */
  readonly unmappedRate: number;
  readonly rejected: Share;
  /** How many have been sent back so far for a cause of the profile. */
  readonly sentBack: { count: number };
  /** Whether the stakeholder map is required by now. */
  readonly mapRequired: (at: Instant) => boolean;
}

/** The story of one handoff that is given to somebody, who takes it up or sends it back, and works it off. */
export function workedStory(
  contract: WorkedKey,
  submittedAt: Instant,
  subject: Story['subject'],
  telling: Telling,
): Story {
  const { office, random } = telling;
  const profile = PROFILES[contract];
  const ready = readyPacket(contract, random);
  const mapRequired = telling.mapRequired(submittedAt);
  const unmapped = contract === 'onboardings' && !mapRequired && telling.unmapped.takes(telling.unmappedRate);
  const packet = unmapped ? without(ready, 'stakeholders') : ready;
  const scenes: Scene[] = [];
  let at = submittedAt;
  const { rate, mendedRate = rate } = profile.rejected;
  if (unmapped || telling.rejected.takes(mapRequired ? mendedRate : rate)) {
    const cause = unmapped ? NO_MAP : nextCause(profile, telling);
    const rejectedAt = office.after(at, hoursOf(profile.accept, random));
    const { reason, field } = cause;
    scenes.push({ at: rejectedAt, act: { does: 'reject', reason, fields: [field] } });
    at = office.after(rejectedAt, hoursOf(profile.fix, random));
    scenes.push({ at, act: { does: 'resubmit', packet: mended(packet, field, contract) } });
  }
  at = office.after(at, hoursOf(acceptSpan(profile, random), random));
  scenes.push({ at, act: { does: 'accept' } });
  scenes.push(...work(contract, at, profile, office, random));
  const sender = { name: random.pick(['Priya Raman', 'Luis Ortega', 'Hanna Vogt', 'Ben Ayers']), team: profile.team };
  return { contract, subject, packet, sender, submittedAt, scenes };
}

function acceptSpan({ accept, slow }: Profile, random: Random): readonly [number, number] {
  return random.chance(slow.rate) ? slow.accept : accept;
}

const NO_MAP: Cause = { reason: 'missing_stakeholders', field: '/stakeholders' };

function nextCause({ rejected: { causes } }: Profile, { sentBack }: Telling): Cause {
  sentBack.count += 1;
  return causes[sentBack.count % causes.length] ?? causes[0];
}

function work(contract: WorkedKey, acceptedAt: Instant, profile: Profile, office: Office, random: Random): Scene[] {
  const length = hoursOf(profile.work, random);
  const scenes: Scene[] = [];
  let at = acceptedAt;
  if (profile.pauses !== undefined && random.chance(profile.pauses)) {
    at = office.after(at, 4 * HOUR);
    const resumeBy = later(at, random.whole(2, 8) * DAY);
    scenes.push({ at, act: { does: 'pause', reason: 'awaiting_customer', resumeBy } });
    at = resumeBy;
  }
  if (profile.milestone !== undefined) {
    at = office.after(at, length * 0.8);
    scenes.push({ at, act: { does: 'milestone', name: profile.milestone } });
  }
  scenes.push({ at: office.after(at, length), act: { does: 'complete', outcome: outcomeOf(contract) } });
  return scenes;
}

function hoursOf([low, high]: readonly [number, number], random: Random): number {
  return random.between(low, high) * HOUR;
}

function without(packet: Packet, name: string): Packet {
  return Object.fromEntries(Object.entries(packet).filter(([key]) => key !== name));
}
