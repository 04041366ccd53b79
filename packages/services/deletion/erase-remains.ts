import { deliverySchema } from '#domain/webhook/delivery.ts';
import { MODES, type Mode } from '#domain/wire.ts';
import type { Item } from '#storage/attributes.ts';
import { readDocument } from '#storage/document.ts';
import {
  fixedPartitions,
  PARENT_KINDS,
  type ParentKind,
  partitionsOf,
  WORLDS,
  type World,
} from '#storage/partitions.ts';
import { stubKey } from '#storage/remains.ts';
import { SIGN_UP_NOTES } from '#storage/sign-up-note.ts';
import { inBatches } from '../in-batches.ts';
import type { Pass } from './pass.ts';

const PAGE = 100;
/** So many are taken away beside each other, each with its schedule: well within what Scheduler lets an account do. */
const AT_ONCE = 10;

/** Takes away all that is left: what belongs to something goes before that by which it is found. */
export async function eraseRemains(pass: Pass, tenantId: string): Promise<void> {
  for (const mode of MODES) {
    // with every pass: one that was asked for before the tenant was closed may have been made a moment after the last
    await pass.schedules.removeOfReviews({ tenantId, mode });
    await eraseHandoffs(pass, mode);
    for (const parent of PARENT_KINDS) await eraseParents(pass, mode, parent);
  }
  const fixed = WORLDS.flatMap((world) => ownPartitions(world).map((partition) => ({ world, partition })));
  // named last: what could not be taken away in the time there was is found by it
  const [lasting, others] = [fixed.filter(isRegister), fixed.filter((each) => !isRegister(each))];
  await inBatches(others, AT_ONCE, ({ world, partition }) => pass.drain(world, partition));
  if (pass.goOn()) await inBatches(lasting, AT_ONCE, ({ world, partition }) => pass.drain(world, partition));
}

/** But for the notes of what is elsewhere, which are worked off with each pass, before anything else. */
function ownPartitions(world: World): readonly string[] {
  return fixedPartitions(world).filter((partition) => partition !== SIGN_UP_NOTES);
}

function isRegister({ partition }: { readonly partition: string }): boolean {
  return partition === 'removed' || PARENT_KINDS.some((kind) => kind === partition);
}

async function eraseHandoffs(pass: Pass, mode: Mode): Promise<void> {
  for (let after: string | undefined; pass.goOn(); ) {
    const ids = await pass.remains.stubs(mode, { limit: PAGE, after });
    if (ids.length === 0) return;
    await inBatches(ids, AT_ONCE, (id) => eraseHandoff(pass, mode, id));
    after = ids.at(-1);
  }
}

/** Its schedule goes now and not with its state: a relay that had read that may have armed it a moment later. */
async function eraseHandoff(pass: Pass, mode: Mode, id: string): Promise<void> {
  await pass.schedules.removeOfHandoff(id);
  const { partition, sort: kept } = stubKey(id);
  for (const each of partitionsOf('handoffs', id)) {
    if (!(await pass.drain(mode, each, { kept }))) return;
  }
  await pass.remove(mode, partition, [kept]);
}

/** With those that were removed before: their partitions outlive them. */
async function eraseParents(pass: Pass, mode: Mode, parent: ParentKind): Promise<void> {
  while (pass.goOn()) {
    const present = (await pass.remains.first(mode, parent, PAGE)).map(({ sort }) => sort);
    if (present.length === 0) break;
    const erased = await inBatches(present, AT_ONCE, (id) => erasePartitions(pass, mode, { parent, id }));
    if (!erased.every(Boolean)) return;
    await pass.remove(mode, parent, present);
  }
  while (pass.goOn()) {
    const retired = await pass.remains.retired(mode, parent, PAGE);
    if (retired.length === 0) return;
    const erased = await inBatches(retired, AT_ONCE, (id) => erasePartitions(pass, mode, { parent, id }));
    if (!erased.every(Boolean)) return;
    await pass.remove(
      mode,
      'removed',
      retired.map((id) => `${parent}#${id}`),
    );
  }
}

async function erasePartitions(
  pass: Pass,
  mode: Mode,
  { parent, id }: { readonly parent: ParentKind; readonly id: string },
): Promise<boolean> {
  const before = parent === 'endpoints' ? (items: readonly Item[]) => cancelWaits(pass, items) : undefined;
  for (const partition of partitionsOf(parent, id)) {
    if (!(await pass.drain(mode, partition, before === undefined ? {} : { before }))) return false;
  }
  return true;
}

/** A delivery that waits for long has a schedule, which goes by the instant that its record names. */
async function cancelWaits(pass: Pass, items: readonly Item[]): Promise<void> {
  await inBatches(items, AT_ONCE, async (item) => {
    if (item.attributes['dueShard'] === undefined) return;
    const delivery = readDocument('delivery', deliverySchema(), item);
    if (delivery.status !== 'pending') return;
    const { endpointId, eventId, nextAttemptAt: at } = delivery;
    await pass.schedules.removeOfDelivery({ endpointId, eventId, at });
  });
}
