import { actionInputSchema, actionPatchSchema, actionSchema } from '#domain/review/action.ts';
import { createAction } from '#services/review/create-action.ts';
import { getReview } from '#services/review/get-review.ts';
import { listReviews } from '#services/review/list-reviews.ts';
import { updateAction } from '#services/review/update-action.ts';
import { PAGE_HEADERS } from '../pages/page.ts';
import { reviewMarkdown } from '../pages/review-markdown.ts';
import { reviewPage } from '../pages/review-page.ts';
import { defineRoute, type Route } from '../route.ts';
import { ETAG_HEADER, etagOf } from '../schemas/etag.ts';
import { pageOf, pageQuery } from '../schemas/page.ts';
import { actionParams, reviewBrief, reviewParams, reviewView } from '../schemas/review.ts';

const MARKDOWN = 'text/markdown';
const HTML = 'text/html';
const CONTRACT = 'ctr_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
const action = () => actionSchema();

const list = defineRoute({
  method: 'GET',
  path: '/v1/reviews',
  operationId: 'listReviews',
  summary: 'List reviews',
  description:
    'The reviews that are kept, the latest first, at most 12 a page. A month is kept when it is over: by itself, early on the first of the next, or when somebody asks for it. See [Reviews](/docs/guides/reviews).',
  tag: 'Measurement',
  scope: 'metrics:read',
  request: { query: pageQuery },
  responses: { 200: { description: 'One page.', schema: pageOf('Review', reviewBrief) } },
  errors: [],
}).handledBy(async ({ context, query }) => ({ status: 200, body: await listReviews(context, query) }));

const get = defineRoute({
  method: 'GET',
  path: '/v1/reviews/{month}',
  operationId: 'getReview',
  summary: 'Get the review of a month',
  description:
    'What a month came to, the change against the month before, contracts below target with what is behind it, what new versions changed, and what would probably help. The figures of a month that is over are frozen; the running month is `provisional` and made anew each time. Also as Markdown, and as a page with charts that needs nothing else. See [Reviews](/docs/guides/reviews).',
  tag: 'Measurement',
  scope: 'metrics:read',
  request: { params: reviewParams },
  responses: {
    200: {
      description: 'The review.',
      schema: reviewView,
      forms: {
        [MARKDOWN]: 'The review to paste into a document or a chat.',
        [HTML]: 'A page with charts, to read and to print; it loads nothing.',
      },
    },
  },
  errors: [],
}).handledBy(async ({ context, params, form }) => {
  const review = await getReview(context, params.month);
  if (form === MARKDOWN) return { status: 200, text: { type: MARKDOWN, body: reviewMarkdown(review) } };
  if (form === HTML) return { status: 200, text: { type: HTML, body: reviewPage(review) }, headers: PAGE_HEADERS };
  return { status: 200, body: review };
});

const create = defineRoute({
  method: 'POST',
  path: '/v1/reviews/{month}/actions',
  operationId: 'createReviewAction',
  summary: 'Decide on an action',
  description:
    'Notes what was decided in the review of a month: who sees to it, by when, and which contract it mends. At most 100 for a month.',
  tag: 'Measurement',
  scope: 'contracts:write',
  request: { params: reviewParams, body: () => actionInputSchema() },
  bodyExamples: {
    action: {
      summary: 'Follow a suggestion',
      value: {
        title: 'Require the stakeholder map',
        assignee: 'RevOps',
        dueOn: '2026-11-15',
        contractId: CONTRACT,
        suggestionId: `require_field:${CONTRACT}:/stakeholders`,
      },
    },
  },
  responses: { 201: { description: 'The action.', schema: action, headers: ETAG_HEADER } },
  errors: ['limit_reached', 'concurrent_update'],
}).handledBy(async ({ context, params, body }) => {
  const created = await createAction(context, params.month, body);
  return { status: 201, body: created, headers: etagOf(created.version) };
});

const update = defineRoute({
  method: 'PATCH',
  path: '/v1/reviews/{month}/actions/{actionId}',
  operationId: 'updateReviewAction',
  summary: 'Change an action',
  description:
    'Changes the members that are sent; those that are null are taken away. Name the published version of the contract that ships the fix as `contractVersion`: the review then compares it with the version before, once it has run.',
  tag: 'Measurement',
  scope: 'contracts:write',
  request: { params: actionParams, body: () => actionPatchSchema(), conditional: true },
  bodyExamples: {
    shipped: { summary: 'Done, by a version of the contract', value: { status: 'done', contractVersion: 2 } },
    later: { summary: 'Put off', value: { dueOn: '2026-12-15' } },
  },
  responses: { 200: { description: 'The action after it.', schema: action, headers: ETAG_HEADER } },
  errors: ['concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) => {
  const { month, actionId: id } = params;
  const changed = await updateAction(context, { month, id }, body, ifVersion);
  return { status: 200, body: changed, headers: etagOf(changed.version) };
});

export const REVIEW_ROUTES: readonly Route[] = [list, get, create, update];
