import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpAnswer } from './http-answer.ts';

/** Sends the answer, unless the client has gone or has one already. */
export function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: HttpAnswer): void {
  if (response.headersSent || response.destroyed) return;
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  if (answer.cookies.length > 0) response.setHeader('set-cookie', [...answer.cookies]);
  const body = answer.status === 204 || answer.status === 304 ? undefined : answer.body;
  if (body !== undefined) response.setHeader('content-length', body.length);
  if (request.complete) {
    response.end(body);
    return;
  }
  response.setHeader('connection', 'close');
  response.flushHeaders();
  if (body !== undefined && body.length > 0) response.write(body);
  drain(request, () => response.end());
}

const DRAIN_LIMIT_MS = 5_000;
const DRAIN_LIMIT_BYTES = 64 * 1024 * 1024;

// A client in the middle of sending a body that was refused may read the answer only afterwards; ending now would close
// the connection under it. What still comes is thrown away for a while.
function drain(request: IncomingMessage, end: () => void): void {
  let drained = 0;
  const over = (): void => {
    clearTimeout(limit);
    request.off('data', onData);
    end();
  };
  const onData = (chunk: Buffer): void => {
    drained += chunk.length;
    if (drained > DRAIN_LIMIT_BYTES) over();
  };
  const limit = setTimeout(over, DRAIN_LIMIT_MS);
  request.on('data', onData);
  request.once('end', over);
  request.once('close', over);
  request.resume();
}
