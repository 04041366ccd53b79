import { rebaseHandoffs } from '#services/calendar/rebase-handoffs.ts';
import { defineRoute, type Route } from '../route.ts';
import { rebase, rebaseExample, rebaseInput } from '../schemas/migration.ts';
import { idParams } from '../schemas/params.ts';

const rebaseRoute = defineRoute({
  method: 'POST',
  path: '/v1/calendars/{id}/rebase',
  operationId: 'rebaseHandoffs',
  repeatable: true,
  summary: 'Rebase handoffs in flight',
  description:
    'Moves open handoffs that are pinned to another version of the calendar to its newest one, page by page; as a dry run unless `dryRun` is false. Only the future changes: what their clocks have counted stays, and what is left is laid out over the new hours. See [Migrating](/docs/guides/migrating).',
  tag: 'Calendars',
  scope: 'contracts:write',
  request: { params: idParams('cal'), body: rebaseInput, conditional: true },
  bodyExamples: { dryRun: { summary: 'What would happen', value: {} } },
  responses: {
    200: { description: 'What became of each handoff, or would.', schema: rebase, example: rebaseExample },
  },
  errors: ['concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) => ({
  status: 200,
  body: await rebaseHandoffs(context, params.id, body, ifVersion),
}));

export const CALENDAR_REBASE_ROUTES: readonly Route[] = [rebaseRoute];
