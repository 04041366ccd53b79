import { type BatonClient, BatonError } from '#sdk/index.ts';
import type { Mistake } from '../failure.ts';
import { canonical, knownMembers } from './canonical.ts';
import { checkContract } from './check-contract.ts';
import type { Declared, Members } from './document.ts';
import { mistakeOf, mistakesOf } from './mistakes.ts';
import type { Resolved } from './resolve.ts';
import type { Staff } from './staff.ts';

export interface Checked {
  /** As the server would keep it, in the canonical form. */
  readonly members: Members;
  readonly mistakes: readonly Mistake[];
}

/** What is known of how things will be. */
export interface Foresight {
  readonly staff: Staff;
  /** Ids of what will be other than it is now: what the server says of it as it is does not count. */
  readonly changing: ReadonlySet<string>;
}

/** What a declaration comes to, and all that the server would refuse of it. `members` have ids. Without effect. */
export async function checkDeclared(
  baton: BatonClient,
  { declared, id, members }: Resolved,
  { staff, changing }: Foresight,
  signal: AbortSignal,
): Promise<Checked> {
  switch (declared.kind) {
    case 'Contract': {
      const checked = await checkContract(baton, { declared, members, changing }, signal);
      return { ...checked, members: canonical(declared.kind, checked.members) };
    }
    case 'Calendar': {
      const start = '2026-01-01T00:00:00Z';
      const body = { calendar: { name: declared.name, ...members }, start, end: start };
      return await asked(declared, members, async () => {
        await baton.request('POST', '/v1/calendars/preview', { body, signal });
        return members;
      });
    }
    case 'Owner':
    case 'Queue':
      return {
        members: canonical(declared.kind, members),
        mistakes: [...unknownMembers(declared), ...staffMistakes(declared, id, members, staff)],
      };
  }
}

function staffMistakes(declared: Declared, id: string, members: Members, staff: Staff): Mistake[] {
  const { kind, name } = declared;
  if (kind !== 'Owner' && kind !== 'Queue') return [];
  const known = knownMembers(kind) ?? [];
  const own = Object.fromEntries(Object.entries(members).filter(([member]) => known.includes(member)));
  return staff.violationsOf({ kind, id, name, members: own }).map((violation) => mistakeOf(violation, declared));
}

async function asked(declared: Declared, members: Members, ask: () => Promise<Members>): Promise<Checked> {
  try {
    return { members: canonical(declared.kind, await ask()), mistakes: [] };
  } catch (error) {
    if (!(error instanceof BatonError) || error.status !== 422) throw error;
    return { members: canonical(declared.kind, members), mistakes: mistakesOf(error, declared) };
  }
}

function unknownMembers({ kind, name, members, at }: Declared): Mistake[] {
  const known = knownMembers(kind) ?? [];
  return Object.keys(members)
    .filter((member) => !known.includes(member))
    .map((member) => ({
      ...at([member]),
      message: `${kind} ${name}: there is no member ${member}; known are ${known.filter((each) => !each.endsWith('Id')).join(', ')}`,
    }));
}
