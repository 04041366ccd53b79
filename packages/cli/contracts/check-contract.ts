import { valueAt } from '#api/request/pointer.ts';
import { type BatonClient, BatonError, type Violation } from '#sdk/index.ts';
import type { Mistake } from '../failure.ts';
import type { Declared, Members } from './document.ts';
import { mistakesOf } from './mistakes.ts';
import { isStandIn } from './resolve.ts';
import { withoutFaults } from './without-faults.ts';

/** Asks the server what a contract comes to. Throws a BatonError that lists what it would refuse. */
type Ask = (purpose: 'draft' | 'publication', members: Members) => Promise<Members>;

/** A contract with ids, some of which stand for what is still to be made, and the ids of what will be other than it is. */
interface Subject {
  readonly declared: Declared;
  readonly members: Members;
  readonly changing: ReadonlySet<string>;
}

type Answer = { readonly kept: Members } | { readonly refusal: BatonError };

/**
 * A contract as the server would keep it, or all that it would refuse. It judges what a contract says only once the form is
 * right: so what is wrong in form is taken out, and the rest is judged too. Of what is still to be made it cannot know.
 */
export async function checkContract(
  baton: BatonClient,
  subject: Subject,
  signal: AbortSignal,
): Promise<{ readonly members: Members; readonly mistakes: readonly Mistake[] }> {
  const { declared, members } = subject;
  const ask = asking(baton, declared, signal);
  const first = await answerOf(ask(declared.publish ? 'publication' : 'draft', members));
  if ('kept' in first) return { members: first.kept, mistakes: [] };
  const causes = first.refusal.errors.filter((cause) => isOfWhatStays(cause, subject));
  if (causes.length === 0 && first.refusal.errors.length > 0) {
    const draft = await answerOf(ask('draft', members));
    return 'kept' in draft
      ? { members: draft.kept, mistakes: [] }
      : { members, mistakes: mistakesOf(draft.refusal, declared) };
  }
  const mistakes = mistakesOf(first.refusal, declared, causes);
  return { members, mistakes: [...mistakes, ...(await furtherMistakes(ask, subject, first.refusal))] };
}

/** What is wrong beside the form. */
async function furtherMistakes(ask: Ask, subject: Subject, { code, errors }: BatonError): Promise<readonly Mistake[]> {
  const { declared, members } = subject;
  const sound = code === 'validation_failed' ? withoutFaults(members, errors) : undefined;
  if (sound === undefined) return [];
  const second = await answerOf(ask(declared.publish ? 'publication' : 'draft', sound));
  if ('kept' in second) return [];
  const isFresh = ({ pointer }: { readonly pointer: string }) =>
    !errors.some((known) => pointer === known.pointer || known.pointer.startsWith(`${pointer}/`));
  const causes = second.refusal.errors.filter((cause) => isFresh(cause) && isOfWhatStays(cause, subject));
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

/** What the server says of owners, queues and calendars as they are, in place of the contract. */
const OF_OTHERS = new Set(['empty_queue', 'inactive_owner', 'target_unreachable']);

/** Not about what is still to be made, nor about what will be other than it is now. */
function isOfWhatStays({ pointer, code, message }: Violation, { members, changing }: Subject): boolean {
  if ((message.match(ID) ?? []).some(isStandIn)) return false;
  if (!OF_OTHERS.has(code)) return true;
  const path = pointer.split('/').slice(1);
  const holder = JSON.stringify(valueAt(members, path.slice(0, path[0] === 'clocks' ? 2 : -1)) ?? null);
  return !(holder.match(ID) ?? []).some((id) => changing.has(id));
}
