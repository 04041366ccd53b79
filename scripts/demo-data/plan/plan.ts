import type { Instant } from '#domain/instant.ts';
import { instantFromEpoch } from '#domain/instant.ts';
import { arrivals, emphasized } from './arrivals.ts';
import { deskStories } from './desk.ts';
import { emphasisFor } from './emphasis.ts';
import { datesOf, Office } from './office.ts';
import { companyName } from './packets.ts';
import { DESK_PROFILE, PROFILES, UNMAPPED, type WorkedKey } from './profiles.ts';
import { Random } from './random.ts';
import { Share } from './share.ts';
import type { Story } from './story.ts';
import { workedStory } from './worked.ts';

/** What decides everything: the same settings tell the same stories. */
export interface PlanSettings {
  readonly seed: number;
  /** The first of its calendar months, `2026-05`. */
  readonly firstMonth: string;
  readonly months: number;
  /** How many handoffs, over all contracts and months. */
  readonly handoffs: number;
}

export interface DemoPlan {
  readonly settings: PlanSettings;
  /** Of which calendar the holidays have to be known. */
  readonly years: readonly number[];
  readonly begin: Instant;
  /** Nothing is told beyond this: what is open then stays open. */
  readonly end: Instant;
  /** When the contract that mends the missing field is published; undefined where the story is too short. */
  readonly fixAt: Instant | undefined;
  /** In the order of their submission. */
  readonly stories: readonly Story[];
}

/** After how many months the onboarding contract is mended. */
export const FIX_AFTER_MONTHS = 3;

/** The half year of a company whose handoffs have four faults, one of which it mends. */
export function planDemo(settings: PlanSettings): DemoPlan {
  const { seed, firstMonth, months, handoffs } = settings;
  const days = datesOf(firstMonth, months);
  const firstYear = Number(firstMonth.slice(0, 4));
  const years = [firstYear, firstYear + 1, firstYear + 2];
  const office = new Office(years);
  const fixDay = months > FIX_AFTER_MONTHS ? datesOf(firstMonth, FIX_AFTER_MONTHS).length : undefined;
  const fixAt = fixDay === undefined ? undefined : office.on(days[fixDay] ?? '', 0);
  const countOf = (share: number) => Math.max(1, Math.round(share * handoffs));
  const emphasis = emphasisFor(settings);
  const unmappedRate = UNMAPPED * emphasis;
  const subjects = new Subjects(new Random(seed, 'subjects'));

  const deskRandom = new Random(seed, 'leads');
  const incoming = arrivals(countOf(DESK_PROFILE.share), days, DESK_PROFILE.rhythm, office, deskRandom).map(
    (submittedAt) => ({ submittedAt, subject: subjects.fresh('lead') }),
  );
  const workdays = days.filter((day) => office.isWorkday(day)).length;
  const leads = deskStories(incoming, workdays, office, deskRandom);

  const worked = (contract: WorkedKey, before: readonly Story[]): Story[] => {
    const { share, rhythm, subjectType } = PROFILES[contract];
    const random = new Random(seed, contract);
    const mapRequired = (at: Instant) => fixAt !== undefined && at >= fixAt;
    const shares = { unmapped: new Share(random.next()), rejected: new Share(random.next()) };
    const telling = { office, random, mapRequired, ...shares, unmappedRate, sentBack: { count: 0 } };
    const known = [...before].sort(byEnd);
    return arrivals(countOf(share), days, emphasized(rhythm, emphasis), office, random).map((submittedAt) => {
      const subject = subjects.from(known, submittedAt) ?? subjects.fresh(subjectType);
      return workedStory(contract, submittedAt, subject, telling);
    });
  };
  const onboardings = worked('onboardings', []);
  const stories = [
    ...leads,
    ...worked('meetings', leads),
    ...onboardings,
    ...worked('adoptions', onboardings),
    ...worked('cases', []),
  ];
  return {
    settings,
    years,
    begin: startOf(firstMonth, 0),
    end: startOf(firstMonth, months),
    fixAt,
    stories: stories.sort((one, other) => (one.submittedAt < other.submittedAt ? -1 : 1)),
  };
}

function byEnd(one: Story, other: Story): number {
  return lastAt(one) < lastAt(other) ? -1 : 1;
}

function lastAt({ scenes, submittedAt }: Story): Instant {
  return scenes.at(-1)?.at ?? submittedAt;
}

/** Midnight in UTC, which is a tick. */
function startOf(firstMonth: string, after: number): Instant {
  const [year = 0, month = 1] = firstMonth.split('-').map(Number);
  return instantFromEpoch(Date.UTC(year, month - 1 + after));
}

/** The customers: new ones, and those whom an earlier team has brought so far. */
class Subjects {
  readonly #random: Random;
  #count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  fresh(type: string): Story['subject'] {
    this.#count += 1;
    const number = 1000 + this.#count;
    return { type, id: `${type}-${number}`, name: companyName(number, this.#random) };
  }

  /** The next of `known`, in the order of their ends, that was completed before `at`; each once. */
  from(known: Story[], at: Instant): Story['subject'] | undefined {
    const index = known.findIndex((story) => story.scenes.at(-1)?.act.does === 'complete');
    const next = index === -1 ? undefined : known[index];
    if (next === undefined || lastAt(next) >= at) return undefined;
    known.splice(0, index + 1);
    return next.subject;
  }
}
