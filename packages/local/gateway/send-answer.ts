import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpAnswer } from './http-answer.ts';

/** Sends the answer, unless the client has gone or has one already. */
export function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: HttpAnswer): void {
  if (response.headersSent || response.destroyed) return;
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  if (answer.cookies.length > 0) response.setHeader('set-cookie', [...answer.cookies]);
  const bodyless = answer.status === 204 || answer.status === 304;
  if (!bodyless) response.setHeader('content-length', answer.body.length);
  if (!request.complete) drain(request, response);
  response.end(bodyless ? undefined : answer.body);
}

const DRAIN_LIMIT_MS = 5_000;

// A client in the middle of sending a body that was refused reads the answer only afterwards; closing at once would
// reset the connection under it. What still comes is thrown away for a while.
function drain(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('connection', 'close');
  request.resume();
  const limit = setTimeout(() => request.socket.destroy(), DRAIN_LIMIT_MS);
  limit.unref();
  request.once('close', () => clearTimeout(limit));
}
