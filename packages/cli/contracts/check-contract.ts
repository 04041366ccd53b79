import { type BatonClient, BatonError } from '#sdk/index.ts';
import type { Mistake } from '../failure.ts';
import type { Declared, Members } from './document.ts';
import { mistakesOf } from './mistakes.ts';
import { isStandIn } from './resolve.ts';
import { withoutFaults } from './without-faults.ts';

/** Asks the server what a contract comes to. Throws a BatonError that lists what it would refuse. */
type Ask = (purpose: 'draft' | 'publication', members: Members) => Promise<Members>;

type Answer = { readonly kept: Members } | { readonly refusal: BatonError };

/**
 * A contract as the server would keep it, or all that it would refuse. It judges what a contract says only once the form is
 * right: so what is wrong in form is taken out, and the rest is judged too. Of what is still to be made it cannot know.
 */
export async function checkContract(
  baton: BatonClient,
  declared: Declared,
  members: Members,
  signal: AbortSignal,
): Promise<{ readonly members: Members; readonly mistakes: readonly Mistake[] }> {
  const ask = asking(baton, declared, signal);
  const first = await answerOf(ask(declared.publish ? 'publication' : 'draft', members));
  if ('kept' in first) return { members: first.kept, mistakes: [] };
  const causes = first.refusal.errors.filter(isOfWhatIsThere);
  if (causes.length === 0 && first.refusal.errors.length > 0) {
    const draft = await answerOf(ask('draft', members));
    return 'kept' in draft
      ? { members: draft.kept, mistakes: [] }
      : { members, mistakes: mistakesOf(draft.refusal, declared) };
  }
  const mistakes = mistakesOf(first.refusal, declared, causes);
  return { members, mistakes: [...mistakes, ...(await furtherMistakes(ask, declared, members, first.refusal))] };
}

/** What is wrong beside the form. */
async function furtherMistakes(
  ask: Ask,
  declared: Declared,
  members: Members,
  { code, errors }: BatonError,
): Promise<readonly Mistake[]> {
  const sound = code === 'validation_failed' ? withoutFaults(members, errors) : undefined;
  if (sound === undefined) return [];
  const second = await answerOf(ask(declared.publish ? 'publication' : 'draft', sound));
  if ('kept' in second) return [];
  const isFresh = ({ pointer }: { readonly pointer: string }) =>
    !errors.some((known) => pointer === known.pointer || known.pointer.startsWith(`${pointer}/`));
  const causes = second.refusal.errors.filter((cause) => isFresh(cause) && isOfWhatIsThere(cause));
  return mistakesOf(second.refusal, declared, causes);
}

function asking(baton: BatonClient, { name }: Declared, signal: AbortSignal): Ask {
  return async (purpose, members) => {
    const request = { query: { for: purpose }, body: { name, ...members }, signal };
    const { data } = await baton.request('POST', '/v1/contracts/check', request);
    const { name: _name, ...kept } = data as Members;
    return kept;
  };
}

async function answerOf(asked: Promise<Members>): Promise<Answer> {
  try {
    return { kept: await asked };
  } catch (error) {
    if (!(error instanceof BatonError) || error.status !== 422) throw error;
    return { refusal: error };
  }
}

const ID = /[a-z]{3}_[0-9A-Z]{26}/g;

/** Not about an id that stands for something until it is made. */
function isOfWhatIsThere({ message }: { readonly message: string }): boolean {
  return !(message.match(ID) ?? []).some(isStandIn);
}
