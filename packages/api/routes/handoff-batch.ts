import { invalid, type Violation } from '#domain/problem.ts';
import { requireTime, submitBatch } from '#services/handoff/submit-batch.ts';
import { submitHandoff } from '#services/handoff/submit-handoff.ts';
import type { HandoffView } from '#services/handoff/view.ts';
import { lasting } from '../lasting.ts';
import type { Part, PartAnswer, PartsOfCall } from '../parts.ts';
import type { ProblemDocument } from '../problem-response.ts';
import { explainIssue } from '../request/explain-issue.ts';
import { violationsOf } from '../request/violations.ts';
import { defineRoute, type Route } from '../route.ts';
import { batchEnvelope, batchItem, handoffBatch, handoffBatchResult } from '../schemas/handoff-batch.ts';

/** How long a batch goes on beginning items: well below the 15 s after which the function is cut off. */
const BEGIN_LIMIT_MS = 7_000;
/** A hundred of these stay well below the 6 MB that Lambda answers. */
const LARGEST_PROBLEM = 24 * 1024;
const LISTED_CAUSES = 10;

const ITEM = {
  contractId: 'ctr_01JDA5K7ZWQ0R8T2V4X6Y8B0CD',
  subject: { type: 'account', id: 'acme-42', name: 'Acme GmbH' },
  packet: { goals: 'Live before the season starts', arr: 48000 },
};

const submitAll = defineRoute({
  method: 'POST',
  path: '/v1/handoffs/batch',
  operationId: 'submitHandoffs',
  summary: 'Submit many handoffs',
  description:
    'Up to 100 submissions in a body of at most 1 MiB, each as if it were sent by itself: answered, and refused, on its own, in the order of the items. With an `Idempotency-Key` each item is done once, so that a batch that was cut off, or of which some items failed with 429 or 5xx, can be sent again as it was.',
  tag: 'Handoffs',
  scope: 'handoffs:write',
  request: { body: handoffBatch, bodyBy: () => batchEnvelope() },
  bodyExamples: {
    two: {
      summary: 'Two customers',
      value: {
        items: [ITEM, { ...ITEM, subject: { type: 'account', id: 'globex-7' }, idempotencyKey: 'crm-deal-1207' }],
      },
    },
  },
  responses: { 200: { description: 'What became of each.', schema: handoffBatchResult } },
  errors: [],
  inParts: true,
}).handledBy(async ({ context, body, parts }) => {
  const hasTime = lasting(BEGIN_LIMIT_MS);
  const items: readonly unknown[] = body.items; // held to the envelope only
  refuseKeyOfWhole(items, parts);
  const answers = await submitBatch(context, items, (item, index) => parts.answer(partOf(item, index, parts, hasTime)));
  return {
    status: 200,
    body: { results: answers.map(resultOf) },
    ...(answers.some(mayYetSucceed) ? { incomplete: true } : {}),
  };
});

/** The item would take the key that its batch is to be answered under, which could then not be kept. */
function refuseKeyOfWhole(items: readonly unknown[], { key }: PartsOfCall): void {
  const message = 'must be another key than the Idempotency-Key of the batch';
  const violations = items.flatMap((item, index): Violation[] =>
    key !== undefined && keyNamedBy(item) === key
      ? [{ pointer: `/items/${index}/idempotencyKey`, code: 'invalid', message }]
      : [],
  );
  if (violations.length > 0) throw invalid(...violations);
}

function keyNamedBy(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'idempotencyKey' in item ? item.idempotencyKey : undefined;
}

function partOf(item: unknown, index: number, { key }: PartsOfCall, hasTime: () => boolean): Part {
  const parsed = batchItem().safeParse(item, { error: explainIssue });
  const named = parsed.data?.idempotencyKey;
  return {
    key: named === undefined ? derivedOf(key, index) : { named },
    path: '/v1/handoffs',
    body: bodyOf(item),
    run: async (context) => {
      requireTime(hasTime);
      if (!parsed.success) throw invalid(...violationsOf(parsed.error, item));
      const { idempotencyKey: _key, ...submission } = parsed.data;
      return { status: 201, body: await submitHandoff(context, submission) };
    },
  };
}

function derivedOf(key: string | undefined, index: number): Part['key'] {
  return key === undefined ? undefined : { derived: `${key} ${index}` };
}

/** The submission as it would be sent by itself. */
function bodyOf(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => name !== 'idempotencyKey'));
}

function resultOf(answer: PartAnswer, index: number) {
  const { status } = answer;
  return 'problem' in answer
    ? { index, status, problem: shortened(answer.problem) }
    : { index, status, handoff: answer.body as HandoffView }; // what submitting answered, or what was kept of it
}

/** A problem of a size that a hundred of them can be answered. */
function shortened(problem: ProblemDocument): ProblemDocument {
  if (Buffer.byteLength(JSON.stringify(problem)) <= LARGEST_PROBLEM) return problem;
  const { type, title, status, detail, code, requestId, errors = [], errorsOmitted = 0 } = problem;
  const listed = errors.slice(0, LISTED_CAUSES);
  const omitted = errorsOmitted + errors.length - listed.length;
  return {
    type,
    title,
    status,
    detail,
    code,
    requestId,
    errors: listed,
    ...(omitted > 0 && { errorsOmitted: omitted }),
  };
}

/** Refused for reasons that pass by themselves. */
function mayYetSucceed(answer: PartAnswer): boolean {
  if (!('problem' in answer)) return false;
  return answer.status >= 500 || PASSING.has(answer.problem.code);
}

const PASSING: ReadonlySet<string> = new Set(['rate_limited', 'concurrent_update', 'idempotency_in_progress']);

export const HANDOFF_BATCH_ROUTES: readonly Route[] = [submitAll];
