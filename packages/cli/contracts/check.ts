import { type BatonClient, BatonError } from '#sdk/index.ts';
import type { Mistake } from '../failure.ts';
import { canonical, knownMembers } from './canonical.ts';
import type { Declared, Members } from './document.ts';
import { pathInFile } from './references.ts';
import { isStandIn } from './resolve.ts';

export interface Checked {
  /** As the server would keep it, in the canonical form. */
  readonly members: Members;
  readonly mistakes: readonly Mistake[];
}

/** What a declaration comes to, and all that the server would refuse of it. `members` have ids. Without effect. */
export async function checkDeclared(
  baton: BatonClient,
  declared: Declared,
  members: Members,
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
      return { members: canonical(declared.kind, members), mistakes: unknownMembers(declared) };
  }
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
export function mistakesOf(error: BatonError, { kind, name, at }: Declared): Mistake[] {
  const docs = error.docs === undefined ? {} : { docs: error.docs };
  const told = (message: string) => `${kind} ${name}: ${message}`;
  if (error.errors.length === 0) return [{ ...at([]), message: told(error.message), ...docs }];
  return error.errors.map(({ pointer, message }) => {
    const inDocument = pointer.replace(/^\/calendar(?=\/|$)/, '');
    return { ...at(pathInFile(inDocument)), message: told(`${inDocument} ${message}`.trim()), ...docs };
  });
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
