import { type BatonClient, BatonError } from '#sdk/index.ts';
import type { Mistake } from '../failure.ts';
import { canonical, knownMembers } from './canonical.ts';
import type { Declared, Members } from './document.ts';
import { pathInFile } from './references.ts';
import { isStandIn, type Resolved } from './resolve.ts';
import type { Staff } from './staff.ts';

export interface Checked {
  /** As the server would keep it, in the canonical form. */
  readonly members: Members;
  readonly mistakes: readonly Mistake[];
}

/** What a declaration comes to, and all that the server would refuse of it. `members` have ids. Without effect. */
export async function checkDeclared(
  baton: BatonClient,
  { declared, id, members }: Resolved,
  staff: Staff,
  signal: AbortSignal,
): Promise<Checked> {
  switch (declared.kind) {
    case 'Contract': {
      const purpose = declared.publish && !JSON.stringify(members).match(ID)?.some(isStandIn) ? 'publication' : 'draft';
      const body = { name: declared.name, ...members };
      return await asked(declared, members, async () => {
        const { data } = await baton.request('POST', '/v1/contracts/check', { query: { for: purpose }, body, signal });
        const { name: _name, ...kept } = data as Members;
        return kept;
      });
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

const ID = /[a-z]{3}_[0-9A-Z]{26}/g;

async function asked(declared: Declared, members: Members, ask: () => Promise<Members>): Promise<Checked> {
  try {
    return { members: canonical(declared.kind, await ask()), mistakes: [] };
  } catch (error) {
    if (!(error instanceof BatonError) || error.status !== 422) throw error;
    return { members: canonical(declared.kind, members), mistakes: mistakesOf(error, declared) };
  }
}

/** The causes of a refusal at their places in the file. */
export function mistakesOf(error: BatonError, declared: Declared): Mistake[] {
  const docs = error.docs === undefined ? {} : { docs: error.docs };
  const { kind, name, at } = declared;
  if (error.errors.length === 0) return [{ ...at([]), message: `${kind} ${name}: ${error.message}`, ...docs }];
  return error.errors.map((violation) => ({ ...mistakeOf(violation, declared), ...docs }));
}

function mistakeOf(
  { pointer, message }: { readonly pointer: string; readonly message: string },
  { kind, name, at }: Declared,
): Mistake {
  const inDocument = pointer.replace(/^\/calendar(?=\/|$)/, '');
  return { ...at(pathInFile(inDocument)), message: `${kind} ${name}: ${`${inDocument} ${message}`.trim()}` };
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
