import { createHash } from 'node:crypto';
import { mermaidOf } from '#domain/journey/mermaid.ts';
import { MAP_STYLE } from '#domain/journey/picture/style.ts';
import { svgOf } from '#domain/journey/picture/svg.ts';
import { getFunnel } from '#services/journey/get-funnel.ts';
import { getJourneyMap, type ShownMap } from '#services/journey/get-journey-map.ts';
import { defineRoute, type Route } from '../route.ts';
import { funnel, journeyDaysQuery, journeyMapSchema } from '../schemas/journey-map.ts';

const MERMAID = 'text/vnd.mermaid';
const SVG = 'image/svg+xml';

/** A browser that opens the picture by itself shows its one style sheet, and runs and loads nothing. */
const PICTURE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(MAP_STYLE).digest('base64')}'; frame-ancestors 'none'; sandbox`;

const getMap = defineRoute({
  method: 'GET',
  path: '/v1/journey-map',
  operationId: 'getJourneyMap',
  summary: 'Journey map',
  description:
    'The stages and the contracts between them as a graph, each with its attainment, volume, rejection rate and the time lost. `from` and `to` as for figures. `Accept: image/svg+xml` answers a picture, `Accept: text/vnd.mermaid` a Mermaid flowchart.',
  tag: 'Measurement',
  scope: 'metrics:read',
  request: { query: journeyDaysQuery },
  responses: {
    200: {
      description: 'The map.',
      schema: journeyMapSchema,
      forms: { [SVG]: 'A picture, light or dark as the reader has it.', [MERMAID]: 'A Mermaid flowchart.' },
    },
  },
  errors: [],
}).handledBy(async ({ context, query, form }) => {
  const map = await getJourneyMap(context, query);
  if (form === MERMAID) return { status: 200, text: { type: MERMAID, body: mermaidOf(map) } };
  if (form !== SVG) return { status: 200, body: map };
  const headers = { 'content-security-policy': PICTURE_POLICY };
  return { status: 200, headers, text: { type: SVG, body: svgOf(map, captionOf(map)) } };
});

function captionOf({ period: { from, to, timeZone }, empty }: ShownMap): string {
  return `${from} to ${to}, ${timeZone}${empty ? ': nothing was counted on these days' : ''}`;
}

const get = defineRoute({
  method: 'GET',
  path: '/v1/funnel',
  operationId: 'getFunnel',
  summary: 'Funnel',
  description:
    'How far customers came on these days, stage by stage in the order of the journey: how many entered, arrived and dropped off. `from` and `to` as for figures. Entries and ends are those of the same days, so it describes what happened on them, not the fate of those who entered.',
  tag: 'Measurement',
  scope: 'metrics:read',
  request: { query: journeyDaysQuery },
  responses: { 200: { description: 'The funnel.', schema: funnel } },
  errors: [],
}).handledBy(async ({ context, query }) => ({ status: 200, body: await getFunnel(context, query) }));

export const JOURNEY_MAP_ROUTES: readonly Route[] = [getMap, get];
