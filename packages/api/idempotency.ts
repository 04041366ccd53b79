import { type Judgement, judgeRequest, type RequestRecord } from '#domain/idempotency.ts';
import { DomainError } from '#domain/problem.ts';
import { CutShort } from './failure.ts';
import type { Run, UnderKey } from './idempotency-port.ts';
import type { IdempotencySecret, Identified } from './idempotency-secret.ts';
import type { Log } from './log.ts';
import type { AnyReply } from './route.ts';

/** How often a request is run anew because others were faster with what it was to write. */
const MOST_RUNS = 16;

export interface OnceCall<C> {
  readonly secret: IdempotencySecret;
  readonly under: UnderKey<C>;
  readonly request: Identified;
  /** Doing it once more changes nothing that was done, and comes to the same answer. */
  readonly repeatable: boolean;
  /** Each part of it is done once by itself: it is gone on with, also beside itself, for as long as parts are missing. */
  readonly inParts?: boolean;
  /** `claim` keeps the key for this request, before its first part is done. It may be called for each. */
  readonly answer: (context: C, claim: () => Promise<void>) => Promise<AnyReply>;
  /** Whether what was answered is still worth anything; where it is not, the request is a new one. */
  readonly stands?: (record: RequestRecord) => Promise<boolean>;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}

/**
 * The answer to a request that is done once, however often and however concurrently it comes: that of the one run that had
 * its effect. A refusal is not kept, as nothing was done.
 *
 * @throws DomainError `idempotency_key_reused`, `idempotency_in_progress`, `idempotency_unanswered`, `concurrent_update`
 */
export async function answerOnce<C>(call: OnceCall<C>): Promise<AnyReply> {
  const { secret, under, request, inParts = false, now } = call;
  const repeatable = call.repeatable || inParts;
  const fingerprint = secret.fingerprint(request);
  for (let attempt = 1; attempt <= MOST_RUNS; attempt++) {
    const judged = judgeRequest(await under.find(), { fingerprint, repeatable, now: now() });
    const verdict = await whereItStands(judged, call.stands);
    switch (verdict.kind) {
      case 'replay':
        return replayed(secret.open(verdict.sealed));
      case 'do': {
        const reply = await runOnce(call, fingerprint, verdict);
        if (reply !== undefined) return reply;
        break;
      }
      default:
        throw refusalFor(verdict.kind);
    }
  }
  throw new DomainError('concurrent_update', 'Others kept changing the same things; read them and try again.');
}

async function whereItStands(judged: Judgement, stands: OnceCall<unknown>['stands']): Promise<Judgement> {
  if (judged.kind !== 'replay' || stands === undefined || (await stands(judged.record))) return judged;
  return { kind: 'do', after: judged.record.version };
}

type ToDo = Extract<Judgement, { kind: 'do' }>;

/** Undefined: it came to nothing, as somebody else was faster. */
async function runOnce<C>(call: OnceCall<C>, fingerprint: string, toDo: ToDo): Promise<AnyReply | undefined> {
  const { after, again } = toDo;
  const found = after === 0 ? undefined : after;
  const run = call.under.run(fingerprint, toDo);
  let reply: AnyReply;
  try {
    if (again !== undefined && call.inParts !== true) await run.open();
    reply = await call.answer(run.context, async () => {
      if (again === undefined) await run.claim();
    });
  } catch (error) {
    if (run.overtaken) return undefined;
    // what refuses it may be the very effect that a duplicate had meanwhile
    if (!run.begun && error instanceof DomainError && (await call.under.find())?.version !== found) return undefined;
    await run
      .abandon()
      .catch((failure: unknown) => call.log.error('a failed request is not noted', { error: failure }));
    throw run.begun ? new CutShort(error) : error;
  }
  if (reply.incomplete === true) return reply;
  const done = await settled(call, fingerprint, run, reply, again);
  // it was answered before, and that answer was too large to be kept
  return done !== undefined && again?.status === 'answered' ? replayed(done) : done;
}

/** The answer, once it is stored with what it answers for. Undefined: somebody else was faster. */
async function settled<C>(
  { secret, under, log, inParts = false }: OnceCall<C>,
  fingerprint: string,
  run: Run<C>,
  reply: AnyReply,
  again: RequestRecord | undefined,
): Promise<AnyReply | undefined> {
  const sealed = secret.seal(reply);
  if (inParts && sealed === undefined && again?.status === 'answered') return reply;
  try {
    return (await run.settle(sealed)) === 'written' ? reply : undefined;
  } catch (error) {
    if (run.begun || inParts) {
      log.error('an answer is not kept', { error });
      return reply;
    }
    // it may have been written all the same, by this run or by another
    const found = await under.find().catch(() => undefined);
    if (found?.status !== 'answered' || found.fingerprint !== fingerprint || found.sealed === undefined) throw error;
    const isOwn = sealed !== undefined && Buffer.compare(found.sealed, sealed) === 0;
    if (!isOwn) return replayed(secret.open(found.sealed));
    run.confirmed();
    return reply;
  }
}

function replayed(reply: AnyReply): AnyReply {
  return { ...reply, headers: { ...reply.headers, 'idempotent-replayed': 'true' } };
}

function refusalFor(kind: 'reused' | 'in_progress' | 'unanswered'): DomainError {
  switch (kind) {
    case 'reused':
      return new DomainError(
        'idempotency_key_reused',
        'This Idempotency-Key was sent with another request, or by another API key; use a new one.',
      );
    case 'in_progress':
      return new DomainError(
        'idempotency_in_progress',
        'The first request with this Idempotency-Key is still under way.',
        {
          extensions: { retryAfterSeconds: 1 },
        },
      );
    case 'unanswered':
      return new DomainError(
        'idempotency_unanswered',
        'The first request with this Idempotency-Key took effect, in whole or in part, and its answer is not known. Read what it was about.',
      );
  }
}
