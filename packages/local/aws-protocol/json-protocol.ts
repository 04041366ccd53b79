import { AwsError, serializationError } from './aws-error.ts';
import { type AwsReply, type AwsRequest, toAwsError } from './http-endpoint.ts';
import { jsonDepth } from './json-depth.ts';
import { isJsonObject, type JsonValue, parseJson } from './json-value.ts';

/** One operation of a service: the request's members in, the response's members out. */
export type Operation = (input: JsonValue) => object;

/** Deeper than any request of these services; keeps recursive readers safe. */
const MAX_REQUEST_DEPTH = 100;

/** The members of a request's body; none for an empty body. Throws SerializationException for anything but an object. */
export function requestMembers(body: string): { readonly [key: string]: JsonValue } {
  if (body === '') return {};
  const members = jsonDepth(body) > MAX_REQUEST_DEPTH ? undefined : parseJson(body);
  if (!isJsonObject(members)) throw serializationError('The body is not a JSON object that this service can read.');
  return members;
}

/**
 * Answers AWS JSON 1.1: `X-Amz-Target: <prefix>.<Operation>`, errors as `{__type, message}`.
 * Source: Smithy, AWS JSON 1.1 protocol.
 */
export function answerJsonProtocol(
  request: AwsRequest,
  operations: ReadonlyMap<string, Operation>,
  onUnexpected: (error: unknown) => void,
): AwsReply {
  try {
    const name = request.target?.split('.').at(-1) ?? '';
    const operation = operations.get(name);
    if (operation === undefined) throw new AwsError('UnknownOperationException', `${name} is not an operation here.`);
    return reply(200, operation(requestMembers(request.body)));
  } catch (error) {
    const refusal = toAwsError(error, 'InternalException', onUnexpected);
    return reply(refusal.status, { __type: refusal.code, message: refusal.message });
  }
}

function reply(status: number, members: object): AwsReply {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(members) };
}
