import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { PROBLEMS } from '#api/problem.ts';
import { problemBody } from '#api/problem-response.ts';
import type { ProblemCode } from '#domain/problem.ts';
import type { HttpAnswer } from './http-answer.ts';

const PLAIN_HOST = /^[A-Za-z0-9.:[\]-]+$/;

/** A refusal by the gateway itself, in the form in which the API refuses. */
export function refusal(code: ProblemCode, detail: string, request: IncomingMessage, requestId: string): HttpAnswer {
  const { host } = request.headers;
  const origin = host !== undefined && PLAIN_HOST.test(host) ? `http://${host}` : 'http://localhost';
  return {
    status: PROBLEMS[code].status,
    headers: { 'content-type': 'application/problem+json', 'x-request-id': requestId },
    cookies: [],
    body: Buffer.from(JSON.stringify(problemBody({ code, detail }, { requestId, origin }))),
  };
}

/** Answers what was no HTTP request, on the bare connection, and closes that. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const requestId = randomUUID();
  const detail =
    error.code === 'HPE_HEADER_OVERFLOW' ? 'The headers are too large.' : 'This is not a request that HTTP knows.';
  const report = { code: 'malformed_request', detail } as const;
  const body = JSON.stringify(problemBody(report, { requestId, origin: 'http://localhost' }));
  socket.end(
    [
      'HTTP/1.1 400 Bad Request',
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${requestId}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
