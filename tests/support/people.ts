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

export const QUEUES: readonly string[] = [QUEUE, OTHER_QUEUE];

export interface Exceptions {
  /** Owners who are not active. */
  readonly away?: readonly string[];
  /** Queues that have been deleted. */
  readonly gone?: readonly string[];
  /** Members by queue; a queue that is not among them is for everybody. */
  readonly members?: Readonly<Record<string, readonly string[]>>;
}

/** A directory of `EVERYBODY` and `QUEUES`: all of them active and there, and queues for everybody, but for exceptions. */
export function directory({ away = [], gone = [], members = {} }: Exceptions = {}): Directory {
  return {
    owner: (ownerId) => {
      if (!EVERYBODY.includes(ownerId)) return undefined;
      const active = !away.includes(ownerId);
      return ownerId === ANA ? { active, managerId: MAY } : { active };
    },
    queue: (queueId) =>
      QUEUES.includes(queueId) && !gone.includes(queueId) ? { members: members[queueId] ?? [] } : undefined,
  };
}
