import type { Directory } from '#domain/handoff/terms.ts';

/** A well-formed id whose last letter tells people apart in a failing test. */
function id(prefix: 'own' | 'que', letter: string): string {
  return `${prefix}_${'0'.repeat(25)}${letter}`;
}

export const ANA = id('own', 'A');
export const BEN = id('own', 'B');
export const CLEO = id('own', 'C');
/** Ana's manager. */
export const MAY = id('own', 'M');
export const QUEUE = id('que', 'Q');
export const OTHER_QUEUE = id('que', 'R');

export const EVERYBODY: readonly string[] = [ANA, BEN, CLEO, MAY];

/** A directory of `EVERYBODY`, in which those in `away` are not active. */
export function directory({ away = [] }: { away?: readonly string[] } = {}): Directory {
  return {
    owner: (ownerId) => {
      if (!EVERYBODY.includes(ownerId)) return undefined;
      const active = !away.includes(ownerId);
      return ownerId === ANA ? { active, managerId: MAY } : { active };
    },
  };
}
