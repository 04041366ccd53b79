import { calendarInputSchema, calendarSchema } from '#domain/sla/calendar.ts';
import { createCalendar } from '#services/calendar/create-calendar.ts';
import { deleteCalendar } from '#services/calendar/delete-calendar.ts';
import { getCalendar } from '#services/calendar/get-calendar.ts';
import { listCalendars } from '#services/calendar/list-calendars.ts';
import { previewCalendar } from '#services/calendar/preview-calendar.ts';
import { replaceCalendar } from '#services/calendar/replace-calendar.ts';
import { defineRoute, type Route } from '../route.ts';
import { calendarPage, calendarPreview, calendarPreviewInput } from '../schemas/calendar.ts';
import { CALENDAR, PREVIEW_ANSWER, PREVIEWS } from '../schemas/calendar-examples.ts';
import { ETAG_HEADER, etagOf } from '../schemas/etag.ts';
import { pageQuery } from '../schemas/page.ts';
import { idParams } from '../schemas/params.ts';

const params = idParams('cal');
const calendar = () => calendarSchema();
const input = () => calendarInputSchema();
const bodyExamples = { calendar: { summary: 'An office with a lunch break', value: CALENDAR } };

const create = defineRoute({
  method: 'POST',
  path: '/v1/calendars',
  operationId: 'createCalendar',
  summary: 'Add a calendar',
  description:
    'Adds the hours in which a team works. Clocks of contracts name it by `calendarId` and count its open time only. See [Calendars](/docs/guides/calendars).',
  tag: 'Calendars',
  scope: 'contracts:write',
  request: { body: input },
  bodyExamples,
  responses: { 201: { description: 'The calendar.', schema: calendar, headers: ETAG_HEADER } },
  errors: ['limit_reached'],
}).handledBy(async ({ context, body }) => {
  const created = await createCalendar(context, body);
  return { status: 201, body: created, headers: etagOf(created.version) };
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/calendars',
  operationId: 'listCalendars',
  summary: 'List calendars',
  description: 'In the order of their creation. A page of large calendars may have fewer than `limit`.',
  tag: 'Calendars',
  scope: 'contracts:read',
  request: { query: pageQuery },
  responses: { 200: { description: 'One page.', schema: calendarPage } },
  errors: [],
}).handledBy(async ({ context, query }) => ({ status: 200, body: await listCalendars(context, query) }));

const preview = defineRoute({
  method: 'POST',
  path: '/v1/calendars/preview',
  operationId: 'previewCalendar',
  summary: 'Try a calendar',
  description:
    'Tells when a target falls due, or how much working time a span has, and shows every open and closed stretch. By a stored calendar or by one that is sent along. Nothing is stored.',
  tag: 'Calendars',
  scope: 'contracts:read',
  request: { body: calendarPreviewInput },
  bodyExamples: PREVIEWS,
  responses: {
    200: { description: 'What the calendar makes of it.', schema: calendarPreview, example: PREVIEW_ANSWER },
  },
  errors: [],
}).handledBy(async ({ context, body }) => ({ status: 200, body: await previewCalendar(context, body) }));

const get = defineRoute({
  method: 'GET',
  path: '/v1/calendars/{id}',
  operationId: 'getCalendar',
  summary: 'Get a calendar',
  description: 'One calendar, in its newest version.',
  tag: 'Calendars',
  scope: 'contracts:read',
  request: { params },
  responses: { 200: { description: 'The calendar.', schema: calendar, headers: ETAG_HEADER } },
  errors: [],
}).handledBy(async ({ context, params }) => {
  const found = await getCalendar(context, params.id);
  return { status: 200, body: found, headers: etagOf(found.version) };
});

const replace = defineRoute({
  method: 'PUT',
  path: '/v1/calendars/{id}',
  operationId: 'replaceCalendar',
  summary: 'Replace a calendar',
  description:
    'Makes what is sent the next version, for every clock that starts from now on. Clocks that run already keep the version they began under: a due instant never moves because of an edit.',
  tag: 'Calendars',
  scope: 'contracts:write',
  request: { params, body: input, conditional: true },
  bodyExamples,
  responses: { 200: { description: 'The calendar after it.', schema: calendar, headers: ETAG_HEADER } },
  errors: ['concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) => {
  const replaced = await replaceCalendar(context, params.id, body, ifVersion);
  return { status: 200, body: replaced, headers: etagOf(replaced.version) };
});

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/calendars/{id}',
  operationId: 'deleteCalendar',
  summary: 'Remove a calendar',
  description:
    'Refused while owners work by it: `owners` names the first ten. Nothing that is published from now on can name it. Contracts in force and clocks that run go on by its last, or their own, version.',
  tag: 'Calendars',
  scope: 'contracts:write',
  request: { params, conditional: true },
  responses: { 204: { description: 'Removed.' } },
  errors: ['in_use', 'concurrent_update'],
}).handledBy(async ({ context, params, ifVersion }) => {
  await deleteCalendar(context, params.id, ifVersion);
  return { status: 204 };
});

export const CALENDAR_ROUTES: readonly Route[] = [create, list, preview, get, replace, remove];
