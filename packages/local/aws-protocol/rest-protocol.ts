import { AwsError, validationError } from './aws-error.ts';
import { type AwsReply, type AwsRequest, toAwsError } from './http-endpoint.ts';
import { requestMembers } from './json-protocol.ts';
import type { JsonValue } from './json-value.ts';

export interface RestRoute {
  readonly method: string;
  /** The first path segment; a second one, if the route has it, is the resource's label. */
  readonly collection: string;
  /** The member that the label fills; undefined for a route on the collection itself. */
  readonly label: string | undefined;
  /** Query parameter → member. A parameter that may repeat fills a list. */
  readonly query: Readonly<Record<string, { readonly member: string; readonly as: 'string' | 'integer' | 'list' }>>;
  readonly operation: (input: { readonly [key: string]: JsonValue }) => object;
}

/** Answers REST-JSON 1: errors as `X-Amzn-ErrorType` and `{Message}`. Source: Smithy, AWS REST-JSON 1 protocol. */
export function answerRestProtocol(
  request: AwsRequest,
  routes: readonly RestRoute[],
  onUnexpected: (error: unknown) => void,
): AwsReply {
  try {
    const [collection = '', ...rest] = request.path.split('/').slice(1);
    const label = rest.length === 0 ? undefined : decodeLabel(rest.join('/'));
    const route = routes.find(
      (candidate) =>
        candidate.method === request.method &&
        candidate.collection === collection &&
        (candidate.label === undefined) === (label === undefined),
    );
    if (route === undefined) throw new AwsError('UnknownOperationException', 'No such operation.', 404);
    const members = {
      ...requestMembers(request.body),
      ...queryMembers(route, request.query),
      ...(route.label !== undefined && label !== undefined ? { [route.label]: label } : {}),
    };
    return reply(200, {}, route.operation(members));
  } catch (error) {
    const refusal = toAwsError(error, 'InternalServerException', onUnexpected);
    return reply(refusal.status, { 'x-amzn-errortype': refusal.code }, { Message: refusal.message });
  }
}

function decodeLabel(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw validationError('The path is not validly percent-encoded.');
  }
}

function queryMembers(route: RestRoute, query: URLSearchParams): Record<string, JsonValue> {
  const members: Record<string, JsonValue> = {};
  for (const [parameter, { member, as }] of Object.entries(route.query)) {
    const values = query.getAll(parameter);
    const [first] = values;
    if (first === undefined) continue;
    if (as === 'list') members[member] = values;
    else if (as === 'string') members[member] = first;
    else if (/^-?\d{1,9}$/.test(first)) members[member] = Number(first);
    else throw validationError(`Value '${first}' at '${member}' is not an integer.`);
  }
  return members;
}

function reply(status: number, headers: Readonly<Record<string, string>>, members: object): AwsReply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(members) };
}
