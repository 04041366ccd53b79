import type { Counters } from '../../metrics/counters.ts';
import { CountersSum } from '../../metrics/counters-sum.ts';
import { figuresOf, share } from '../../metrics/figures.ts';
import { BOUNDS, MOST } from '../bounds.ts';
import { isWeekend, weekdayOf } from '../month.ts';
import { decisionsIn, runsIn, runsOn } from '../month-figures.ts';
import type { ReviewedMonth } from '../reviewed-month.ts';
import type { Evidence, Weighed } from '../suggestion.ts';
import { durationWords, partOf, percent } from '../words.ts';

/** What is found of one queue. */
interface Found {
  readonly breached: number;
  readonly attainment: number;
  /** Of all breaches of the month. */
  readonly shareOfAll: number;
  /** Seconds that a handoff waited, on the average, in this queue and in the others; null where too few did. */
  readonly waited: number | null;
  readonly elsewhere: number | null;
  /** Of the members that have a capacity, those that have reached it. */
  readonly full: number;
  readonly limited: number;
}

/** Queues whose members cannot keep up: late also from Monday to Friday, and waited in for much longer than elsewhere. */
export function suggestByQueues(month: ReviewedMonth): Weighed[] {
  return [...month.figures.queues].flatMap(([id, { all, days }]) => {
    const onWorkdays = runsOn(days, (day) => !isWeekend(weekdayOf(day)));
    const attainment = share(onWorkdays.met, onWorkdays.met + onWorkdays.breached);
    if (onWorkdays.breached < BOUNDS.breaches || attainment === null) return [];
    if (attainment >= BOUNDS.attainmentTarget) return [];
    const found = { ...look(month, id, all), attainment };
    return isOverloaded(found) ? [suggestion(month, id, found)] : [];
  });
}

function look(month: ReviewedMonth, id: string, all: Counters): Omit<Found, 'attainment'> {
  const others = new CountersSum();
  for (const [other, { all: theirs }] of month.figures.queues) if (other !== id) others.add(theirs);
  const { breached } = runsIn(all);
  const members = (month.queue(id)?.ownerIds ?? []).flatMap((ownerId) => month.owner(ownerId) ?? []);
  const limited = members.filter(({ capacity }) => capacity !== undefined);
  return {
    breached,
    shareOfAll: share(breached, runsIn(month.figures.all).breached) ?? 0,
    waited: waitedIn(all),
    elsewhere: waitedIn(others.counters),
    full: limited.filter(({ capacity = 0, openHandoffs = 0 }) => openHandoffs >= capacity).length,
    limited: limited.length,
  };
}

function waitedIn(counters: Counters): number | null {
  const decisions = decisionsIn(counters);
  if (decisions < BOUNDS.queueDecisions) return null;
  return figuresOf(counters).time.causes.waiting.seconds / decisions;
}

function isOverloaded({ waited, elsewhere, full, limited, shareOfAll }: Found): boolean {
  if (limited > 0 && full * 2 >= limited) return true;
  if (waited === null || elsewhere === null) return shareOfAll >= BOUNDS.queueBreachShare;
  return waited >= BOUNDS.queueWaitTimes * elsewhere;
}

function suggestion(month: ReviewedMonth, queueId: string, found: Found): Weighed {
  const { breached, attainment, waited, elsewhere, full, limited } = found;
  const name = month.queue(queueId)?.name ?? queueId;
  const all = runsIn(month.figures.all).breached;
  // one without the other says nothing
  const compared = waited === null || elsewhere === null ? undefined : { waited, elsewhere };
  const waiting = compared
    ? ` A handoff waits ${durationWords(compared.waited)} in it, ${durationWords(compared.elsewhere)} elsewhere.`
    : '';
  const capacity = full === 0 ? '' : ` Of its members ${full} of ${limited} who have a capacity have reached it.`;
  const evidence: Evidence[] = [
    { what: 'breaches of what was in the queue', value: breached, of: all, unit: 'count' },
    ...partsOf(month, queueId),
    { what: 'attainment from Monday to Friday', value: attainment, unit: 'share' },
    ...(compared === undefined
      ? []
      : [
          { what: 'waiting for a decision', value: compared.waited, unit: 'seconds' as const },
          { what: 'waiting elsewhere', value: compared.elsewhere, unit: 'seconds' as const },
        ]),
    ...(limited === 0 ? [] : [{ what: 'members at their capacity', value: full, of: limited, unit: 'count' as const }]),
  ];
  return {
    weight: breached,
    suggestion: {
      id: `relieve_queue:${queueId}`,
      rule: 'relieve_queue',
      title: `Add members or capacity to the queue “${name}”`,
      text: `It takes ${partOf(breached, all)} breaches${breached * 2 > all ? ', more than all others together' : ''}, and is in time in ${percent(attainment)} from Monday to Friday.${waiting}${capacity}`,
      queueId,
      evidence,
    },
  };
}

/** Contract by contract, those with the most first: not all contracts of a month are looked at, and a link is of one. */
function partsOf(month: ReviewedMonth, queueId: string): Evidence[] {
  const parts = month.contracts.flatMap((contract) => {
    const counters = contract.queues.get(queueId);
    return counters === undefined ? [] : [{ contract, value: runsIn(counters).breached }];
  });
  return parts
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value || (a.contract.contractId < b.contract.contractId ? -1 : 1))
    .slice(0, MOST.behind)
    .map(({ contract, value }) => {
      const { contractId } = contract;
      const handoffs = month.link({ figure: 'breached', contractId, queueId });
      return { what: `of those in “${month.nameOf(contract)}”`, value, unit: 'count', handoffs };
    });
}
