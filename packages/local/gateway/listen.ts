import { createServer, type Server } from 'node:net';
import { describeError } from '../log.ts';
import { StartUpError } from '../start-up-error.ts';

/** Listens on `port` of 127.0.0.1, any free one for 0, and tells which. Throws StartUpError if the port is taken. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new StartUpError(cannotListen(port, error), { cause: error }));
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the gateway has no port'));
      else resolve(address.port);
    });
  });
}

/**
 * Tells of a port that is taken before anything is started for its sake. Somebody else may still take it meanwhile; then
 * `listen` tells.
 *
 * @throws StartUpError if the port is taken
 */
export async function requireFreePort(port: number): Promise<void> {
  const probe = createServer();
  await listen(probe, port);
  await new Promise<void>((resolve) => probe.close(() => resolve()));
}

function cannotListen(port: number, error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is taken. Stop what listens there, or choose another: PORT=${port + 1} npm start`;
  }
  return `Port ${port} cannot be listened on (${describeError(error)}). Choose another by PORT.`;
}
