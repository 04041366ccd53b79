import { getJourney } from '#services/journey/get-journey.ts';
import { defineRoute, type Route } from '../route.ts';
import { journey, journeyQuery, subjectParams } from '../schemas/journey.ts';

const getSubjectJourney = defineRoute({
  method: 'GET',
  path: '/v1/subjects/{type}/{id}/journey',
  operationId: 'getSubjectJourney',
  summary: 'Journey of a customer',
  description:
    'All handoffs of one subject as one story, as of now: who had each and when, what travelled with it, what was asked for again, and what time was lost at each boundary. The latest 50 handoffs at the most; `complete` says whether older ones are left out. A subject without handoffs is not found. An id that has a slash goes by `GET /v1/journey?subject=`.',
  tag: 'Measurement',
  scope: 'handoffs:read',
  request: { params: subjectParams },
  responses: { 200: { description: 'The journey.', schema: journey } },
  errors: [],
}).handledBy(async ({ context, params }) => ({ status: 200, body: await getJourney(context, params) }));

const getJourneyBySubject = defineRoute({
  method: 'GET',
  path: '/v1/journey',
  operationId: 'getJourney',
  summary: 'Journey of a customer, by query',
  description:
    'The same as `GET /v1/subjects/{type}/{id}/journey`, for every id: a slash in a path is a separator, encoded or not.',
  tag: 'Measurement',
  scope: 'handoffs:read',
  request: { query: journeyQuery },
  responses: { 200: { description: 'The journey.', schema: journey } },
  errors: ['not_found'],
}).handledBy(async ({ context, query }) => ({ status: 200, body: await getJourney(context, query.subject) }));

export const JOURNEY_ROUTES: readonly Route[] = [getSubjectJourney, getJourneyBySubject];
