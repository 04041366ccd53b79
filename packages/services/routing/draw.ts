/** All of `members` in the order of a lot: the same for the same `lot`. */
export function drawn<M>(members: readonly M[], lot: string): readonly M[] {
  if (members.length < 2) return members;
  const start = hashOf(lot) % members.length;
  const stride = strideFor(members.length, hashOf(`${lot}#`));
  const order = members.map((_member, index) => members[(start + index * stride) % members.length]);
  return order.filter((member) => member !== undefined);
}

/** A step that meets every member before it meets one again. */
function strideFor(length: number, seed: number): number {
  let stride = 1 + (seed % (length - 1));
  while (greatestCommonDivisor(stride, length) !== 1) stride = (stride % (length - 1)) + 1;
  return stride;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}
