import * as z from 'zod';
import { once } from '#domain/once.ts';
import type { Item } from './attributes.ts';
import { readDocument } from './document.ts';
import { markKey } from './metrics-keys.ts';
import type { Write } from './tenant-table.ts';

/** How far a handoff is counted in one generation, and in which of its shards. */
export interface Measured {
  readonly sequence: number;
  readonly shard: number;
}

/** How far a handoff is counted, by generation. What is counted is the difference to that, so nothing is counted twice. */
export interface Mark {
  readonly handoffId: string;
  /** 0: it was never counted. */
  readonly version: number;
  readonly measured: ReadonlyMap<number, Measured>;
}

const markSchema = once(() =>
  z.strictObject({
    handoffId: z.string(),
    /** By the number of the generation: sequence, shard. */
    measured: z.record(z.string(), z.tuple([z.number().int().positive(), z.number().int().min(0)])),
  }),
);

export function unmarked(handoffId: string): Mark {
  return { handoffId, version: 0, measured: new Map() };
}

export function readMark(item: Item): Mark {
  const { handoffId, measured } = readDocument('mark of what is counted', markSchema(), item);
  const entries = Object.entries(measured).map(
    ([generation, [sequence, shard]]) => [Number(generation), { sequence, shard }] as const,
  );
  return { handoffId, version: Number(item.attributes['version']), measured: new Map(entries) };
}

/** Holds only over the version before. */
export function markWrite({ handoffId, version, measured }: Mark): Write {
  const entries = [...measured].map(([generation, { sequence, shard }]) => [generation, [sequence, shard]]);
  const doc = JSON.stringify({ handoffId, measured: Object.fromEntries(entries) });
  return { put: markKey(handoffId), attributes: { version, doc }, ifVersion: version - 1 };
}
