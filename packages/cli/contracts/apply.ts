import { type BatonClient, BatonError } from '#sdk/index.ts';
import { CliFailure } from '../failure.ts';
import { canonical } from './canonical.ts';
import { KINDS, type Kind, type Members } from './document.ts';
import { mistakesOf } from './mistakes.ts';
import type { Change, Plan } from './plan.ts';
import { create, type Saved, update } from './save.ts';

/** Something that was carried out. */
export interface Applied {
  readonly action: 'created' | 'changed' | 'published';
  readonly kind: Kind;
  readonly name: string;
  readonly id: string;
}

/**
 * Carries out a plan, in an order in which everything that is named is there, and tells each step. It may end anywhere: what
 * is done is done, and a new plan has the rest. Throws a CliFailure with the place in the file for what is refused.
 */
export async function applyPlan(
  baton: BatonClient,
  plan: Plan,
  signal: AbortSignal,
  onStep: (step: Applied) => void,
): Promise<void> {
  const present = plan.changes.filter((change) => change.present !== undefined);
  const course: Course = { baton, plan, signal, onStep, ids: new Map(present.map(({ id }) => [id, id])) };
  for (const kind of KINDS) {
    const changes = plan.changes.filter(({ declared, action }) => declared.kind === kind && action !== 'none');
    const unfinished: Unfinished[] = [];
    for (const change of changes)
      unfinished.push(...(change.action === 'create' ? await begin(course, change) : [change]));
    for (const each of unfinished) await finish(course, each);
  }
}

/** A plan that is being carried out. */
interface Course {
  readonly baton: BatonClient;
  readonly plan: Plan;
  readonly signal: AbortSignal;
  readonly onStep: (step: Applied) => void;
  /** The ids that there are by now, by those that stood for them. */
  readonly ids: Map<string, string>;
}

/** A change that has not come to its end; `created` if it has begun. */
type Unfinished = Change & { readonly created?: Saved };

/** Makes something new, as far as what it names is there; answers what is left to do. */
async function begin({ baton, plan, signal, onStep, ids }: Course, change: Change): Promise<Unfinished[]> {
  const { kind, name } = change.declared;
  const { members, isWhole } = membersFor(change, plan, ids);
  const created = await refusedAt(change, () => create(baton, change.declared, members, signal));
  ids.set(change.id, created.id);
  onStep({ action: 'created', kind, name, id: created.id });
  return isWhole && kind !== 'Contract' ? [] : [{ ...change, created }];
}

/** What could not be done at once: references to what was made meanwhile, changes, and publication. */
async function finish({ baton, plan, signal, onStep, ids }: Course, change: Unfinished): Promise<void> {
  const { declared, action, created, publishes } = change;
  const { kind, name } = declared;
  let at: Saved | undefined = created ?? change.present;
  if (at === undefined) return;
  const { id } = at;
  if (action === 'update' || (created !== undefined && kind !== 'Contract')) {
    const { members: after } = membersFor(change, plan, ids);
    const edit = { id, etag: at.etag, before: change.before ?? {}, after };
    at = await refusedAt(change, () => update(baton, declared, edit, signal));
    // what was made with parts left out has been told of: that it is whole now is no change of its own
    if (created === undefined) onStep({ action: 'changed', kind, name, id });
  }
  if (!publishes) return;
  const { etag } = at;
  await refusedAt(change, () => baton.post('/v1/contracts/{id}/publish', { path: { id }, ifMatch: etag, signal }));
  onStep({ action: 'published', kind, name, id });
}

/** The members with the ids that there are by now; those of what is not yet made are left out. */
function membersFor(
  { after, declared }: Change,
  { changes }: Plan,
  ids: ReadonlyMap<string, string>,
): { members: Members; isWhole: boolean } {
  const standIns = new Set(changes.map(({ id }) => id));
  let isWhole = true;
  const members = withIdsOf(after, (id) => {
    const real = standIns.has(id) ? ids.get(id) : id;
    if (real === undefined) isWhole = false;
    return real;
  }) as Members; // a mapping stays one
  return { members: canonical(declared.kind, withoutHollow(members)), isWhole };
}

/** `value` with other ids in place of its own; the packet's schema is the tenant's. */
function withIdsOf(value: unknown, idOf: (id: string) => string | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => withIdsOf(item, idOf));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    if (name === 'packet') return [[name, inner]];
    const changed = typeof inner === 'string' && name.endsWith('Id') ? idOf(inner) : withIdsOf(inner, idOf);
    return changed === undefined ? [] : [[name, changed]];
  });
  return Object.fromEntries(entries);
}

/** A fallback whose queue is not made yet would be an empty one. */
function withoutHollow(members: Members): Members {
  const { fallback, ...others } = members;
  const isHollow = typeof fallback === 'object' && fallback !== null && Object.keys(fallback).length === 0;
  return isHollow || fallback === undefined ? others : members;
}

async function refusedAt<T>(change: Change, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof BatonError) || error.status === undefined || error.status >= 500) throw error;
    const { kind, name } = change.declared;
    const why = error.code === 'concurrent_update' ? ': somebody else changed it meanwhile. Plan again' : '';
    throw new CliFailure(`${kind} ${name} was refused${why}.`, mistakesOf(error, change.declared));
  }
}
