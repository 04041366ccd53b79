import type { Violation } from '../problem.ts';
import { checkFilter } from './check-filter.ts';
import { type CustomHeaders, checkCustomHeaders } from './custom-headers.ts';
import { checkEndpointUrl, type EndpointUrlPolicy } from './endpoint-url.ts';
import { eventTypesOf, unknownPattern } from './event-pattern.ts';
import { isWebhookSecret } from './signature.ts';

/** What is new of an endpoint; what is absent stays, or is not there. */
export interface EndpointChange {
  readonly url?: string | undefined;
  readonly eventTypes?: readonly string[] | undefined;
  readonly filter?: string | null | undefined;
  readonly headers?: CustomHeaders | null | undefined;
  readonly secret?: string | undefined;
}

/** What a filter or patterns that stay are checked together with. */
export type PresentEndpoint = Pick<EndpointChange, 'eventTypes' | 'filter'>;

/**
 * Everything in a well-formed change that cannot be: a URL that Baton would not call, patterns of nothing, headers that
 * are not the tenant's to set, a filter that fits no event, a secret that does not sign. All causes at once. Never throws.
 */
export function checkEndpoint(
  change: EndpointChange,
  policy: EndpointUrlPolicy,
  present: PresentEndpoint = {},
): Violation[] {
  return [
    ...(change.url === undefined ? [] : checkEndpointUrl(change.url, policy)),
    ...checkPatterns(change.eventTypes ?? []),
    ...checkFiltering(change, present),
    ...checkCustomHeaders(change.headers ?? {}),
    ...checkSecret(change.secret),
  ];
}

/** A secret of another form is refused without being told. */
export function checkSecret(secret: string | undefined): Violation[] {
  if (secret === undefined || isWebhookSecret(secret)) return [];
  const message = 'must be whsec_ and the base64 of 24 to 64 random bytes';
  return [{ pointer: '/secret', code: 'secret_malformed', message }];
}

function checkPatterns(patterns: readonly string[]): Violation[] {
  return patterns.flatMap((pattern, index) => {
    if (eventTypesOf([pattern]).length > 0) return [];
    return [{ pointer: `/eventTypes/${index}`, code: 'unknown_event_type', message: unknownPattern(pattern) }];
  });
}

/** A filter that stays can be made useless by other patterns: then these are at fault. */
function checkFiltering(change: EndpointChange, present: PresentEndpoint): Violation[] {
  const filter = change.filter === undefined ? present.filter : change.filter;
  const isNew = typeof change.filter === 'string';
  if (typeof filter !== 'string' || (!isNew && change.eventTypes === undefined)) return [];
  const types = eventTypesOf(change.eventTypes ?? present.eventTypes ?? []);
  return checkFilter(filter, types, isNew ? '/filter' : '/eventTypes');
}
