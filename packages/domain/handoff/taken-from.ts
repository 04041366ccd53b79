import type { Handoff } from './state.ts';

/** Of how many it is remembered that it was taken from them; nobody is passed over for longer than that. */
const MOST = 10;

/** Who has had it in this attempt, and is not to be given it by routing: those it was taken from, and who has it now. */
export function excludedFrom({ takenFrom = [], holder: { ownerId } }: Pick<Handoff, 'takenFrom' | 'holder'>): string[] {
  return ownerId === undefined || takenFrom.includes(ownerId) ? [...takenFrom] : [...takenFrom, ownerId];
}

/** What is remembered once it is taken from `from` and goes to `to`: who is given it by hand may have it again. */
export function taking(
  { takenFrom = [] }: Pick<Handoff, 'takenFrom'>,
  from: string | undefined,
  to: string | undefined,
): { readonly takenFrom?: string[] } {
  const others = takenFrom.filter((id) => id !== from && id !== to);
  const all = [...others, ...(from === undefined || from === to ? [] : [from])].slice(-MOST);
  return all.length === 0 ? {} : { takenFrom: all };
}
