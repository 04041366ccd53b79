import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';

export interface Receiver extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Connections ever accepted. */
  readonly connections: () => number;
  /** Resolves once every connection accepted so far is closed. */
  readonly allClosed: () => Promise<void>;
}

/** A well-behaved HTTP server on a free loopback port. */
export function receiveHttp(listener: RequestListener): Promise<Receiver> {
  return listen(createHttpServer(listener));
}

/** A server that speaks whatever `onRequest` writes once the first bytes of a request have come. */
export function receiveRaw(onRequest: (socket: Socket) => void): Promise<Receiver> {
  return listen(
    createTcpServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => onRequest(socket));
    }),
  );
}

/** Writes `chunk` as fast as, or every few milliseconds if `slowly`, until the other side has had enough. */
export function writeForEver(socket: Socket, chunk: string, pace: 'fast' | 'slowly'): void {
  if (pace === 'slowly') {
    const timer = setInterval(() => socket.write(chunk), 5);
    socket.once('close', () => clearInterval(timer));
    return;
  }
  const fill = () => {
    let room = true;
    while (room && !socket.destroyed) room = socket.write(chunk);
  };
  socket.on('drain', fill);
  fill();
}

async function listen(server: Server): Promise<Receiver> {
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => sockets.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server has no other kind of address
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    connections: () => sockets.length,
    allClosed: async () => void (await Promise.all(sockets.map(closed))),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Unlike `once`, indifferent to how: a reset is a close as well. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
}
