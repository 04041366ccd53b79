import { getReport } from '#services/metrics/get-report.ts';
import type { GroupKey } from '#services/metrics/group-key.ts';
import { groupNames } from '#services/metrics/group-names.ts';
import { listMetricHandoffs } from '#services/metrics/list-metric-handoffs.ts';
import { reportCsv } from '#services/metrics/report-csv.ts';
import { namedGroups, viewReport } from '#services/metrics/view-report.ts';
import { groupsShown } from '../pages/metrics-groups.ts';
import { metricsPage } from '../pages/metrics-page.ts';
import { PAGE_HEADERS } from '../pages/page.ts';
import { defineRoute, type Route } from '../route.ts';
import { metricHandoffPage, metricsReport } from '../schemas/metrics.ts';
import { metricHandoffsQuery, metricsQuery } from '../schemas/metrics-query.ts';

const CSV = 'text/csv';
const HTML = 'text/html';

const get = defineRoute({
  method: 'GET',
  path: '/v1/metrics',
  operationId: 'getMetrics',
  summary: 'Get figures',
  description:
    'What happened on some days, in all and by contract, version, stage, owner, queue or day: counts, attainment, durations, rejections, time lost. Every figure has a link to the handoffs behind it. `from` and `to` are days of the tenant’s time zone, both included; the last 30 unless it is said, and at most 400. A report costs the same whatever the number of handoffs. In test mode days may lie anywhere, as test clocks do. [Metrics](/docs/guides/metrics) says what each figure means.',
  tag: 'Measurement',
  scope: 'metrics:read',
  request: { query: metricsQuery },
  responses: {
    200: {
      description: 'The figures.',
      schema: metricsReport,
      forms: {
        [CSV]:
          'A table with a row for each group and one for each of its clocks; with all groups and what they are called, whatever `limit` says, and without the comparison.',
        [HTML]: 'A page with charts, to read and to print; it loads nothing.',
      },
    },
  },
  errors: ['not_found'],
}).handledBy(async ({ context, query: { limit, cursor, ...request }, form }) => {
  const report = await getReport(context, request);
  const namesOf = (groups: readonly { readonly key: GroupKey }[]) =>
    groupNames(
      context,
      groups.map(({ key }) => key),
    );
  if (form === HTML) {
    const body = metricsPage(report, await namesOf(groupsShown(report)));
    return { status: 200, text: { type: HTML, body }, headers: PAGE_HEADERS };
  }
  if (form === CSV) return { status: 200, text: { type: CSV, body: reportCsv(report, await namesOf(report.groups)) } };
  const { groupBy = null, contractId } = request;
  const view = viewReport(report, contractId, { limit, cursor });
  const groups = namedGroups(view.groups, await namesOf(view.groups));
  return { status: 200, body: { groupBy, ...view, groups } };
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/metrics/handoffs',
  operationId: 'listMetricHandoffs',
  summary: 'List the handoffs behind a figure',
  description:
    'Follow a link of a report: the handoffs that the figure is made of, contract by contract and in each the newest first, with the moments at which they counted. All pages together add up to the figure. A page may be short, or empty, and still have a next one: go on until `nextCursor` is null, or until you have as many as the figure says. Without `figure`, those that were submitted are listed. With `contractId`, a `clock` that no version of the contract has, or a `version` that it does not have, is refused; without, it is one of which nothing was counted, and the list is empty.',
  tag: 'Measurement',
  scope: 'metrics:read',
  request: { query: metricHandoffsQuery },
  responses: { 200: { description: 'One page.', schema: metricHandoffPage } },
  errors: ['not_found'],
}).handledBy(async ({ context, query: { limit, cursor, ...query } }) => ({
  status: 200,
  body: await listMetricHandoffs(context, query, { limit, cursor }),
}));

export const METRICS_ROUTES: readonly Route[] = [get, list];
