import { createServer } from 'node:net';

/**
 * A TCP port of 127.0.0.1 that nobody listens on now. For servers that cannot be asked for "any port"; another process
 * may take it first, so whoever uses it must notice when its server does not come up.
 */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port was assigned'));
        else resolve(address.port);
      });
    });
  });
}
