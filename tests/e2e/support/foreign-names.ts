import type { Estate } from './estate.ts';
import { BODY } from './premises.ts';
import { READY_PACKET } from './world.ts';

type Probe = 'path' | 'body' | 'filters' | 'cursor' | 'cursor in body';

const NONE: readonly Probe[] = [];
const PATH: readonly Probe[] = ['path'];
const LIST: readonly Probe[] = ['cursor'];

/** How each route can be given something of another tenant. A new route has to say so, or the walk fails. */
export const PROBES: Readonly<Record<string, readonly Probe[]>> = {
  getHealth: NONE,
  signUp: NONE,
  getTenant: NONE,
  updateTenant: NONE,
  deleteTenant: NONE,
  getTenantDeletion: PATH,
  exportTenant: LIST,
  createApiKey: NONE,
  listApiKeys: LIST,
  getApiKey: PATH,
  updateApiKey: PATH,
  revokeApiKey: PATH,
  rotateApiKey: PATH,
  getUsage: NONE,
  listAuditLog: ['filters', 'cursor'],
  createContract: ['body'],
  listContracts: LIST,
  getContract: PATH,
  updateContract: ['path', 'body'],
  deleteContract: PATH,
  checkContract: ['body'],
  publishContract: PATH,
  retireContract: ['path', 'body'],
  listContractVersions: ['path', 'cursor'],
  getContractVersion: PATH,
  migrateHandoffs: ['path', 'cursor in body'],
  simulateContract: PATH,
  backtestContract: ['path', 'body', 'cursor in body'],
  listContractTemplates: NONE,
  getContractTemplate: NONE,
  createCalendar: NONE,
  listCalendars: LIST,
  previewCalendar: ['body'],
  getCalendar: PATH,
  replaceCalendar: PATH,
  deleteCalendar: PATH,
  rebaseHandoffs: ['path', 'cursor in body'],
  createOwner: ['body'],
  listOwners: LIST,
  getOwner: PATH,
  updateOwner: ['path', 'body'],
  deleteOwner: PATH,
  handOver: ['path', 'body', 'cursor in body'],
  createQueue: ['body'],
  listQueues: LIST,
  getQueue: PATH,
  updateQueue: ['path', 'body'],
  deleteQueue: PATH,
  createTestClock: NONE,
  listTestClocks: LIST,
  getTestClock: PATH,
  deleteTestClock: PATH,
  advanceTestClock: PATH,
  createWebhookEndpoint: NONE,
  listWebhookEndpoints: LIST,
  getWebhookEndpoint: PATH,
  updateWebhookEndpoint: PATH,
  deleteWebhookEndpoint: PATH,
  rotateWebhookSecret: PATH,
  testWebhookEndpoint: PATH,
  listDeliveries: ['path', 'cursor'],
  getDelivery: PATH,
  retryDelivery: PATH,
  startReplay: ['path', 'body'],
  listReplays: ['path', 'cursor'],
  getReplay: PATH,
  cancelReplay: PATH,
  listEvents: ['filters', 'cursor'],
  getEvent: PATH,
  listEventTypes: NONE,
  getMetrics: ['filters', 'cursor'],
  listMetricHandoffs: ['filters', 'cursor'],
  listReviews: LIST,
  getReview: NONE,
  createReviewAction: ['body'],
  updateReviewAction: ['path', 'body'],
  getMaturity: NONE,
  getJourneyMap: NONE,
  getFunnel: NONE,
  getSubjectJourney: PATH,
  getJourney: ['filters'],
  submitHandoff: ['body'],
  listHandoffs: ['filters', 'cursor'],
  checkHandoff: ['body'],
  getHandoff: PATH,
  submitHandoffs: ['body'],
  acceptHandoff: ['path', 'body'],
  rejectHandoff: PATH,
  resubmitHandoff: PATH,
  reassignHandoff: ['path', 'body'],
  reachMilestone: PATH,
  completeHandoff: PATH,
  disqualifyHandoff: PATH,
  cancelHandoff: PATH,
  pauseHandoff: PATH,
  resumeHandoff: PATH,
  reprioritizeHandoff: PATH,
  retargetClock: PATH,
  acknowledgeEscalation: ['path', 'body'],
  noteHandoff: PATH,
  excuseClock: PATH,
  listHandoffEvents: ['path', 'cursor'],
  getHandoffPacket: PATH,
  listHandoffClocks: PATH,
  explainHandoffClock: PATH,
  listHandoffRouting: PATH,
};

/** Their paths name what is the same for everybody. */
export const NO_ONES: ReadonlySet<string> = new Set(['getReview', 'createReviewAction', 'getContractTemplate']);

/** Parameters of queries that name something of a tenant. */
export const FILTERS: Readonly<Record<string, Readonly<Record<string, (of: Estate) => string>>>> = {
  listAuditLog: { resource: ({ contract }) => contract, actor: ({ apiKey }) => apiKey },
  listEvents: { handoffId: ({ assigned }) => assigned, subject: ({ tenant }) => `account:of-${tenant.id}` },
  getJourney: { subject: ({ tenant }) => `account:of-${tenant.id}` },
  getMetrics: { contractId: ({ contract }) => contract },
  listMetricHandoffs: {
    contractId: ({ contract }) => contract,
    ownerId: ({ owner }) => owner,
    queueId: ({ queue }) => queue,
  },
  listHandoffs: {
    contractId: ({ contract }) => contract,
    ownerId: ({ owner }) => owner,
    queueId: ({ queue }) => queue,
    subject: ({ tenant }) => `account:of-${tenant.id}`,
  },
};

/** What lists have to be asked for so that they have a second page. */
export const PAGED: Readonly<Record<string, string>> = { getMetrics: '&groupBy=version' };

const COLLECTIONS: Readonly<Record<string, keyof Estate>> = {
  contracts: 'contract',
  calendars: 'calendar',
  owners: 'owner',
  queues: 'queue',
  handoffs: 'assigned',
  'webhook-endpoints': 'endpoint',
  'api-keys': 'apiKey',
  'test-clocks': 'testClock',
  deliveries: 'delivery',
  replays: 'replay',
  events: 'event',
};

/** The path of a route that is about something of `estate`. */
export function pathOf(path: string, operationId: string, estate: Estate): string {
  if (path.includes('{type}/{id}')) return path.replace('{type}/{id}', `account/of-${estate.tenant.id}`);
  const [, collection = ''] = /^\/v1\/([a-z-]+)\/\{id\}/.exec(path) ?? [];
  const kind = COLLECTIONS[collection];
  if (path.includes('{id}') && kind === undefined) throw new Error(`${operationId}: of which kind is its id?`);
  const id = kind === undefined ? '' : String(estate[kind]);
  return path
    .replace('{id}', id)
    .replace('{month}', estate.month)
    .replace('{actionId}', estate.action)
    .replace('{version}', '1')
    .replace('{name}', 'accept')
    .replace('{receipt}', `del_${estate.tenant.id.slice(4)}_${'A'.repeat(32)}`);
}

/** A body with a foreign id in one place. */
export interface ForeignBody {
  readonly place: string;
  readonly id: string;
  readonly json: unknown;
  /** Where it is sent, if not to the caller's own thing of the kind. */
  readonly at?: string;
}

type BodiesOf = (theirs: Estate, mine: Estate) => readonly ForeignBody[];

const WEEK = { from: '2099-01-04T00:00:00Z', to: '2099-01-11T00:00:00Z' };
const SUBJECT = { type: 'account', id: 'walk' };

const contractBodies: BodiesOf = ({ owner, queue, calendar, contract }) => {
  const rule = (assign: object, fallback?: object) => ({
    routing: { rules: [{ id: 'all', when: 'true', assign, ...(fallback && { fallback }) }] },
  });
  const escalation = (step: object) => ({
    escalation: [{ clock: 'accept', steps: [{ id: 'a', at: { afterBreach: 'PT0S' }, notify: ['owner'], ...step }] }],
  });
  const clocks = BODY.clocks.map((clock) => ({ ...clock, calendarId: calendar }));
  const inherits = (contractId: string) => ({
    packet: { ...BODY.packet, inherit: [{ field: '/goals', from: { contractId } }] },
  });
  const own = { ownerId: 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CE' };
  return [
    { place: '/routing/rules[]/assign/ownerId', id: owner, json: rule({ ownerId: owner }) },
    { place: '/routing/rules[]/assign/queueId', id: queue, json: rule({ queueId: queue }) },
    { place: '/routing/rules[]/fallback/ownerId', id: owner, json: rule(own, { ownerId: owner }) },
    { place: '/routing/rules[]/fallback/queueId', id: queue, json: rule(own, { queueId: queue }) },
    { place: '/routing/fallback/ownerId', id: owner, json: { routing: { rules: [], fallback: { ownerId: owner } } } },
    { place: '/routing/fallback/queueId', id: queue, json: { routing: { rules: [], fallback: { queueId: queue } } } },
    { place: '/clocks[]/calendarId', id: calendar, json: { clocks } },
    { place: '/packet/inherit[]/from/contractId', id: contract, json: inherits(contract) },
    { place: '/escalation[]/steps[]/notify[]/ownerId', id: owner, json: escalation({ notify: [{ ownerId: owner }] }) },
    {
      place: '/escalation[]/steps[]/reassign/to/ownerId',
      id: owner,
      json: escalation({ reassign: { to: { ownerId: owner } } }),
    },
    {
      place: '/escalation[]/steps[]/reassign/to/queueId',
      id: queue,
      json: escalation({ reassign: { to: { queueId: queue } } }),
    },
  ].map(({ json, ...body }) => ({ ...body, json: { ...BODY, ...json } }));
};

const ownerBodies: BodiesOf = ({ owner, calendar }) => [
  { place: '/managerId', id: owner, json: { managerId: owner } },
  { place: '/calendarId', id: calendar, json: { calendarId: calendar } },
  { place: '/outOfOffice[]/delegateId', id: owner, json: { outOfOffice: [{ ...WEEK, delegateId: owner }] } },
];

const queueBodies: BodiesOf = ({ owner, queue }) => [
  { place: '/members[]/ownerId', id: owner, json: { members: [{ ownerId: owner }] } },
  { place: '/fallback/ownerId', id: owner, json: { fallback: { ownerId: owner } } },
  { place: '/fallback/queueId', id: queue, json: { fallback: { queueId: queue } } },
];

const actionBodies: BodiesOf = ({ owner, contract }) => {
  const suggestion = `end_escalation:${contract}`;
  return [
    { place: '/ownerId', id: owner, json: { title: 'Walked', ownerId: owner } },
    { place: '/contractId', id: contract, json: { title: 'Walked', contractId: contract } },
    { place: '/suggestionId', id: contract, json: { title: 'Walked', suggestionId: suggestion } },
  ];
};

const submissions: BodiesOf = ({ contract, owner, testClock }, { contract: own }) => {
  const submission = { contractId: own, subject: SUBJECT, packet: READY_PACKET };
  return [
    { place: '/contractId', id: contract, json: { ...submission, contractId: contract } },
    { place: '/sender/ownerId', id: owner, json: { ...submission, sender: { ownerId: owner } } },
    { place: '/testClockId', id: testClock, json: { ...submission, testClockId: testClock } },
  ];
};

const named =
  (of: BodiesOf): BodiesOf =>
  (theirs, mine) =>
    of(theirs, mine).map((body) => ({ ...body, json: { name: 'Walked', ...(body.json as object) } }));

const BODIES: Readonly<Record<string, BodiesOf>> = {
  createContract: contractBodies,
  updateContract: (theirs, mine) =>
    contractBodies(theirs, mine).map((body) => ({ ...body, at: `/v1/contracts/${mine.draft}` })),
  checkContract: (theirs, mine) =>
    contractBodies(theirs, mine).map((body) => ({ ...body, at: '/v1/contracts/check?for=publication' })),
  backtestContract: (theirs, mine) =>
    contractBodies(theirs, mine).map(({ place, id, json }) => ({
      place: `/patch${place}`,
      id,
      json: { from: '2026-01-01T00:00:00Z', to: '2026-12-31T00:00:00Z', patch: json },
    })),
  retireContract: ({ contract }) => [{ place: '/successorId', id: contract, json: { successorId: contract } }],
  previewCalendar: ({ calendar }) => [
    {
      place: '/calendarId',
      id: calendar,
      json: { calendarId: calendar, start: '2026-11-27T12:00:00Z', target: 'PT1H' },
    },
  ],
  createReviewAction: actionBodies,
  updateReviewAction: actionBodies,
  createOwner: named(ownerBodies),
  updateOwner: ownerBodies,
  createQueue: named(queueBodies),
  updateQueue: queueBodies,
  handOver: ({ owner, queue }) => [
    { place: '/to/ownerId', id: owner, json: { to: { ownerId: owner }, reason: 'Walked', dryRun: true } },
    { place: '/to/queueId', id: queue, json: { to: { queueId: queue }, reason: 'Walked', dryRun: true } },
  ],
  startReplay: ({ event }) => [{ place: '/eventIds', id: event, json: { eventIds: [event] } }],
  submitHandoff: submissions,
  checkHandoff: submissions,
  submitHandoffs: (theirs, mine) =>
    submissions(theirs, mine).map(({ place, id, json }) => ({
      place: `/items[]${place}`,
      id,
      json: { items: [json] },
    })),
  acceptHandoff: ({ owner }) => [{ place: '/ownerId', id: owner, json: { ownerId: owner } }],
  reassignHandoff: ({ owner, queue }) => [
    { place: '/ownerId', id: owner, json: { ownerId: owner, reason: 'Walked' } },
    { place: '/queueId', id: queue, json: { queueId: queue, reason: 'Walked' } },
  ],
  acknowledgeEscalation: ({ owner }) => [
    { place: '/ownerId', id: owner, json: { ownerId: owner } },
    { place: '/stepId', id: 'nudge', json: { stepId: 'nudge' } },
  ],
};

export function bodiesOf(operationId: string, theirs: Estate, mine: Estate): readonly ForeignBody[] {
  return BODIES[operationId]?.(theirs, mine) ?? [];
}

/** Where the body of a route takes ids, by the document: `/members[]/ownerId`. */
export function idPathsOf(document: unknown, operationId: string): readonly string[] {
  const operations = Object.values(at(document, 'paths') as object).flatMap((item) => Object.values(item as object));
  const operation = operations.find((each) => at(each, 'operationId') === operationId);
  const schema = at(operation, 'requestBody', 'content', 'application/json', 'schema');
  return [...new Set(idsIn(document, schema, '', []))];
}

const ID_NAME = /(?:Id|Ids)$/;

function idsIn(document: unknown, schema: unknown, path: string, within: readonly unknown[]): string[] {
  const resolved = resolve(document, schema);
  if (typeof resolved !== 'object' || resolved === null || within.includes(resolved)) return [];
  const inside = [...within, resolved];
  const { properties = {}, items, anyOf = [], oneOf = [], allOf = [] } = resolved as Record<string, never>;
  return [
    ...Object.entries(properties).flatMap(([name, member]) =>
      ID_NAME.test(name) ? [`${path}/${name}`] : idsIn(document, member, `${path}/${name}`, inside),
    ),
    ...(items === undefined ? [] : idsIn(document, items, `${path}[]`, inside)),
    ...[...anyOf, ...oneOf, ...allOf].flatMap((each) => idsIn(document, each, path, inside)),
  ];
}

function resolve(document: unknown, schema: unknown): unknown {
  const reference = at(schema, '$ref');
  return typeof reference === 'string' ? at(document, ...reference.slice(2).split('/')) : schema;
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((each, name) => (each as Record<string, unknown> | undefined)?.[name], value);
}
