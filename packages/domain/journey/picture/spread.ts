/** Something in a row: where its middle would like to be, and how wide it is. */
export interface Wish {
  readonly at: number;
  readonly width: number;
}

interface Block {
  readonly sum: number;
  readonly count: number;
}

/**
 * The middles of a row, left to right, without overlaps: as near to where they would like to be as that allows, by the
 * squares of the distances (isotonic regression, pool adjacent violators).
 */
export function spread(row: readonly Wish[], between: number): readonly number[] {
  const offsets: number[] = [];
  for (const [index, { width }] of row.entries()) {
    const before = row[index - 1];
    offsets.push(before === undefined ? 0 : (offsets[index - 1] ?? 0) + (before.width + width) / 2 + between);
  }
  const blocks: Block[] = [];
  for (const [index, { at }] of row.entries()) {
    let block: Block = { sum: at - (offsets[index] ?? 0), count: 1 };
    for (let last = blocks.at(-1); last !== undefined && middle(last) >= middle(block); last = blocks.at(-1)) {
      blocks.pop();
      block = { sum: last.sum + block.sum, count: last.count + block.count };
    }
    blocks.push(block);
  }
  const pooled = blocks.flatMap((block) => Array.from({ length: block.count }, () => middle(block)));
  return pooled.map((value, index) => value + (offsets[index] ?? 0));
}

function middle({ sum, count }: Block): number {
  return sum / count;
}
