import type { Decision } from '#storage/placement.ts';
import { BIRTH } from '../../support/instants.ts';

const ulid = (number: number) => String(number).padStart(26, '0');

/** A decision that picked somebody from a queue of so many members; `taken` is what the turn was worth. */
export function decisionAmong(members: number, taken = 1): Decision {
  const queueId = `que_${ulid(1)}`;
  const ownerId = `own_${ulid(1)}`;
  return {
    trace: {
      at: BIRTH,
      rules: [{ id: 'enterprise', matched: true }],
      considered: [
        {
          assignee: { queueId },
          availability: 'available',
          via: 'rule',
          strategy: 'round_robin',
          members: Array.from({ length: members }, (_, index) => ({
            ownerId: `own_${ulid(index + 1)}`,
            availability: 'available',
            turn: index,
          })),
          picked: ownerId,
        },
      ],
      outcome: { kind: 'assigned', ownerId, queueId, reason: 'rule', ruleId: 'enterprise' },
    },
    taken,
  };
}
