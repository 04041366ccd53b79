import * as z from 'zod';
import { addSeconds, type Instant } from '../instant.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';
import { paceOf } from './endpoint-health.ts';

/** Posts a second in which a replay is spread where its endpoint has no limit of its own. */
export const REPLAY_PER_SECOND = 20;

/** How far back a window may reach: as far as the event log does. */
export const MAX_REPLAY_AGE_SECONDS = 90 * 24 * 3600;

export const MAX_REPLAY_EVENTS = 1000;

/** Replays of one endpoint that may be open at once. */
export const MAX_OPEN_REPLAYS = 5;

/** What a page of a replay holds at the most, and how long it may take to send: what a cancelled one may still send. */
const MAX_PAGE = 100;
const MAX_PAGE_SECONDS = 10;

/** What has just happened may not be in the event log yet, or behind what is already there. */
export const SETTLED_SECONDS = 5;

const scopeSchema = once(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('window'), from: canonicalInstantSchema(), to: canonicalInstantSchema() }),
    z.strictObject({ kind: z.literal('events'), eventIds: z.array(z.string()).min(1).max(MAX_REPLAY_EVENTS) }),
  ]),
);

const common = once(() => ({
  id: z.string(),
  version: z.int().positive(),
  /** A retry is of one delivery, asked for by hand. */
  kind: z.enum(['replay', 'retry']),
  endpointId: z.string(),
  scope: scopeSchema(),
  undeliveredOnly: z.boolean(),
  /** Events that it was to send, and those of them that it has handed to delivery. */
  matched: z.int().nonnegative(),
  sent: z.int().nonnegative(),
  createdAt: canonicalInstantSchema(),
  updatedAt: canonicalInstantSchema(),
}));

/** A replay as it is stored. */
export const replaySchema = once(() =>
  z.discriminatedUnion('status', [
    z.strictObject({ ...common(), status: z.literal('queued') }),
    z.strictObject({
      ...common(),
      status: z.literal('running'),
      /** Behind what it goes on: a position in the event log, or the number of event ids that are done. */
      position: z.string().optional(),
    }),
    z.strictObject({ ...common(), status: z.literal('completed'), completedAt: canonicalInstantSchema() }),
    z.strictObject({
      ...common(),
      status: z.literal('cancelled'),
      cancelledAt: canonicalInstantSchema(),
      reason: z.enum(['requested', 'endpoint_disabled', 'endpoint_removed']),
    }),
  ]),
);

export type Replay = z.infer<ReturnType<typeof replaySchema>>;
export type ReplayScope = z.infer<ReturnType<typeof scopeSchema>>;
export type OpenReplay = Extract<Replay, { status: 'queued' | 'running' }>;
export type CancelledReplay = Extract<Replay, { status: 'cancelled' }>;

export function createReplay(
  parts: Pick<Replay, 'id' | 'kind' | 'endpointId' | 'scope' | 'undeliveredOnly'>,
  now: Instant,
): OpenReplay {
  return { ...parts, version: 1, status: 'queued', matched: 0, sent: 0, createdAt: now, updatedAt: now };
}

export function isOpen(replay: Replay): replay is OpenReplay {
  return replay.status === 'queued' || replay.status === 'running';
}

/** Behind what an open replay goes on. */
export function positionOf(replay: OpenReplay): string | undefined {
  return replay.status === 'running' ? replay.position : undefined;
}

export interface ReplayedPage {
  readonly matched: number;
  readonly sent: number;
  /** Behind what the next page goes on; absent if nothing was read. */
  readonly position?: string | undefined;
  /** There is no next page. */
  readonly last: boolean;
}

/** A replay after one more page. */
export function advanceReplay(replay: OpenReplay, page: ReplayedPage, now: Instant): Replay {
  const common = {
    ...bare(replay),
    version: replay.version + 1,
    matched: replay.matched + page.matched,
    sent: replay.sent + page.sent,
    updatedAt: now,
  };
  if (page.last) return { ...common, status: 'completed', completedAt: now };
  const position = page.position ?? positionOf(replay);
  return { ...common, status: 'running', ...(position === undefined ? {} : { position }) };
}

export function cancelReplay(replay: OpenReplay, reason: CancelledReplay['reason'], now: Instant): CancelledReplay {
  return {
    ...bare(replay),
    version: replay.version + 1,
    updatedAt: now,
    status: 'cancelled',
    cancelledAt: now,
    reason,
  };
}

function bare({
  id,
  version,
  kind,
  endpointId,
  scope,
  undeliveredOnly,
  matched,
  sent,
  createdAt,
  updatedAt,
}: OpenReplay) {
  return { id, version, kind, endpointId, scope, undeliveredOnly, matched, sent, createdAt, updatedAt };
}

/** Up to when the event log can be taken to be complete at `now`. */
export function settledBy(now: Instant): Instant {
  return addSeconds(now, -SETTLED_SECONDS);
}

/** How a replay is spread: posts a second, and the most of them in a page. */
export function replayPace(endpoint: Parameters<typeof paceOf>[0]): { perSecond: number; page: number } {
  const perSecond = paceOf(endpoint) ?? REPLAY_PER_SECOND;
  return { perSecond, page: Math.min(MAX_PAGE, perSecond * MAX_PAGE_SECONDS) };
}
