import { judgeRequest } from '#domain/idempotency.ts';
import { DomainError } from '#domain/problem.ts';
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
  /** Doing it once more changes nothing that was done. */
  readonly repeatable: boolean;
  /** Each part of it is done once by itself: it is gone on with, also beside itself, for as long as parts are missing. */
  readonly inParts?: boolean;
  /** `claim` keeps the key for this request, before its first part is done. It may be called for each. */
  readonly answer: (context: C, claim: () => Promise<void>) => Promise<AnyReply>;
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
    const verdict = judgeRequest(await under.find(), { fingerprint, repeatable, now: now() });
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

/** Undefined: it came to nothing, as somebody else was faster. */
async function runOnce<C>(
  call: OnceCall<C>,
  fingerprint: string,
  { after, again }: { readonly after: number; readonly again: boolean },
): Promise<AnyReply | undefined> {
  const found = after === 0 ? undefined : after;
  const run = call.under.run(after, fingerprint);
  let reply: AnyReply;
  try {
    if (again && call.inParts !== true) await run.open();
    reply = await call.answer(run.context, async () => {
      if (!again) await run.claim();
    });
  } catch (error) {
    if (run.overtaken) return undefined;
    // what refuses it may be the very effect that a duplicate had meanwhile
    if (!run.begun && error instanceof DomainError && (await call.under.find())?.version !== found) return undefined;
    await run
      .abandon()
      .catch((failure: unknown) => call.log.error('a failed request is not noted', { error: failure }));
    throw error;
  }
  if (reply.incomplete === true) return reply;
  return settled(call, fingerprint, run, reply);
}

/** The answer, once it is stored with what it answers for. Undefined: somebody else was faster. */
async function settled<C>(
  { secret, under, log }: OnceCall<C>,
  fingerprint: string,
  run: Run<C>,
  reply: AnyReply,
): Promise<AnyReply | undefined> {
  const sealed = secret.seal(reply);
  try {
    return (await run.settle(sealed)) === 'written' ? reply : undefined;
  } catch (error) {
    if (run.begun) {
      log.error('an answer is not kept', { error });
      return reply;
    }
    // it may have been written all the same, by this run or by another
    const found = await under.find();
    if (found?.status !== 'answered' || found.fingerprint !== fingerprint || found.sealed === undefined) throw error;
    const isOwn = sealed !== undefined && Buffer.compare(found.sealed, sealed) === 0;
    return isOwn ? reply : replayed(secret.open(found.sealed));
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
