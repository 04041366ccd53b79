import type { Instant } from '#domain/instant.ts';
import type { CancelledReplay, Replay } from '#domain/webhook/replay.ts';

/** A replay as it is shown: everything but where it goes on. */
export interface ReplayView {
  readonly id: string;
  readonly kind: Replay['kind'];
  readonly endpointId: string;
  readonly status: Replay['status'];
  readonly window?: { readonly from: Instant; readonly to: Instant };
  readonly eventIds?: readonly string[];
  readonly undeliveredOnly: boolean;
  readonly matched: number;
  readonly sent: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly completedAt?: Instant;
  readonly cancelledAt?: Instant;
  readonly reason?: CancelledReplay['reason'];
}

export function viewReplay(replay: Replay): ReplayView {
  const { id, kind, endpointId, status, scope, undeliveredOnly, matched, sent, createdAt, updatedAt } = replay;
  return {
    id,
    kind,
    endpointId,
    status,
    ...(scope.kind === 'window' ? { window: { from: scope.from, to: scope.to } } : { eventIds: scope.eventIds }),
    undeliveredOnly,
    matched,
    sent,
    createdAt,
    updatedAt,
    ...(replay.status === 'completed' && { completedAt: replay.completedAt }),
    ...(replay.status === 'cancelled' && { cancelledAt: replay.cancelledAt, reason: replay.reason }),
  };
}
