import { dereference, type Schema, validate } from '@cfworker/json-schema';
import type { OpenApi, Operation } from './document.ts';

/** An answer with what was asked. The path is as it was sent, without the query. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What HTTP and the gateway say themselves, or what belongs to no operation in particular. */
const GENERAL_HEADERS = new Set([
  'cache-control',
  'connection',
  'content-length',
  'content-security-policy',
  'content-type',
  'cross-origin-resource-policy',
  'date',
  'keep-alive',
  'referrer-policy',
  'strict-transport-security',
  'transfer-encoding',
  'vary',
  'x-content-type-options',
]);

/** Paths beside the document: the site that shows it. */
const SITE = /^\/(?:docs(?:\/.*)?|openapi\.(?:json|yaml))$/;

/** What may be answered where there is no operation: no such path, no such method, an address that is none. */
const UNROUTED = new Set([400, 401, 404, 405, 413, 429]);

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** Answers what is wrong with an exchange by the document, one sentence each; nothing if it is as promised. */
export function answerChecker(document: OpenApi): (exchange: Exchange) => string[] {
  const routes = Object.entries(document.paths).map(([path, item]) => ({ pattern: patternOf(path), item }));
  const conforms = schemaChecker(document);
  return (exchange) => {
    if (SITE.test(exchange.path)) return [];
    const faults = faultsOf(exchange, operationOf(routes, exchange), document, conforms);
    return faults.map((fault) => `${exchange.method} ${exchange.path} → ${exchange.status}: ${fault}`);
  };
}

type Routes = readonly { readonly pattern: RegExp; readonly item: Readonly<Record<string, Operation>> }[];
type Conforms = (schema: Readonly<Record<string, unknown>>, value: unknown) => string[];

/** A path without parameters is meant before one that has them: `/v1/handoffs/batch` is no handoff. */
function operationOf(routes: Routes, { method, path }: Exchange): Operation | undefined {
  const found = routes
    .filter(({ pattern }) => pattern.test(path))
    .sort((a, b) => a.pattern.source.split('[^/]+').length - b.pattern.source.split('[^/]+').length)[0];
  return found?.item[method === 'HEAD' ? 'get' : method.toLowerCase()];
}

function patternOf(path: string): RegExp {
  const literal = path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

function faultsOf(
  exchange: Exchange,
  operation: Operation | undefined,
  document: OpenApi,
  conforms: Conforms,
): string[] {
  const { status, headers, method, text } = exchange;
  if (operation === undefined) return unroutedFaults(exchange, conforms);
  const promised = operation.responses[String(status)];
  if (promised === undefined) return [`${operation.operationId} does not declare this status: ${text.slice(0, 300)}`];
  return [
    ...headerFaults(headers, promised.headers, document, conforms),
    ...(method === 'HEAD' ? [] : bodyFaults(exchange, promised.content, conforms)),
  ];
}

/** Beside the operations there are refusals, all of one form; and what a path can do, for who asks by OPTIONS. */
function unroutedFaults(exchange: Exchange, conforms: Conforms): string[] {
  if (exchange.method === 'OPTIONS' && exchange.status === 204) return [];
  if (!UNROUTED.has(exchange.status)) return ['there is no such operation in the document'];
  if (exchange.method === 'HEAD') return [];
  return bodyFaults(exchange, PROBLEM, conforms);
}

function headerFaults(
  headers: Headers,
  promised: Operation['responses'][string]['headers'],
  document: OpenApi,
  conforms: Conforms,
): string[] {
  const declared = new Map(Object.entries(promised).map(([name, spec]) => [name.toLowerCase(), spec]));
  const faults = headers.has('x-request-id') ? [] : ['no X-Request-Id'];
  for (const [name, value] of headers) {
    const spec = declared.get(name);
    if (spec === undefined) {
      if (!GENERAL_HEADERS.has(name)) faults.push(`the header ${name} is not declared`);
      continue;
    }
    const { schema } = '$ref' in spec ? headerAt(document, spec.$ref) : spec;
    faults.push(...conforms(schema, value).map((fault) => `the header ${name}: ${fault}`));
  }
  return faults;
}

function headerAt(document: OpenApi, ref: string) {
  const header = document.components.headers[ref.replace('#/components/headers/', '')];
  if (header === undefined) throw new Error(`${ref} leads nowhere`);
  return header;
}

function bodyFaults(
  { headers, text }: Exchange,
  content: Operation['responses'][string]['content'],
  conforms: Conforms,
): string[] {
  const types = Object.keys(content);
  if (types.length === 0) return text === '' ? [] : ['a body where none is declared'];
  const type = headers.get('content-type') ?? '';
  const promised = content[type.replace(/;.*/, '')];
  if (promised === undefined) return [`content type "${type}"; declared is ${types.join(', ')}`];
  if (/ndjson$/.test(type)) return linesOf(text).flatMap((line) => jsonFaults(line, promised.schema, conforms));
  return /json$/.test(type.replace(/;.*/, '')) ? jsonFaults(text, promised.schema, conforms) : [];
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function jsonFaults(text: string, schema: Readonly<Record<string, unknown>>, conforms: Conforms): string[] {
  try {
    return conforms(schema, JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return [`no JSON: ${error.message}`];
    throw error;
  }
}

/** The schemas of the document are made ready once, and each that stands in an answer itself when it is first met. */
function schemaChecker(document: OpenApi): Conforms {
  const lookup = dereference({ components: { schemas: document.components.schemas } });
  const ready = new Set<Schema>();
  return (schema, value) => {
    if (!ready.has(schema)) {
      dereference(schema, lookup, undefined, `/answers/${ready.size}`);
      ready.add(schema);
    }
    const { errors } = validate(value, schema, '2020-12', lookup, false);
    return errors.slice(-3).map(({ instanceLocation, error }) => `${instanceLocation} ${error}`);
  };
}
