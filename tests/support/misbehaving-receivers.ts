import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface MisbehavingReceiver extends AsyncDisposable {
  readonly url: string;
  /** Requests ever begun. */
  readonly requests: () => number;
  /** Bytes that were handed to the network. */
  readonly bytesSent: () => number;
}

type Misbehaviour = (socket: Socket) => void;

const answer =
  (head: string, body: string | Buffer = ''): Misbehaviour =>
  (socket) => {
    socket.write(`HTTP/1.1 ${head}\r\nContent-Length: ${body.length}\r\n\r\n`);
    socket.end(body);
  };

const GIGABYTE = 1_000_000_000;
const bomb = gzipSync(Buffer.alloc(10_000_000));

/** What a receiver may do to whoever posts to it. */
export const MISBEHAVIOURS = {
  fails: answer('500 Oops', 'out of order'),
  hangs: () => {},
  resets: (socket) => void socket.resetAndDestroy(),
  'moved permanently': answer('301 Moved\r\nLocation: /hook'),
  redirects: answer('302 Found\r\nLocation: /hook'),
  gone: answer('410 Gone'),
  'is busy for 2 minutes': answer('429 Slow\r\nRetry-After: 120'),
  'is busy until a date': (socket) =>
    answer(`429 Slow\r\nRetry-After: ${new Date(Date.now() + 300_000).toUTCString()}`)(socket),
  'sends 1 GB': (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${GIGABYTE}\r\n\r\n`);
    flood(socket, 'x'.repeat(64_000), GIGABYTE);
  },
  'trickles a body': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n');
    trickle(socket, 'x');
  },
  'trickles headers': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    trickle(socket, 'A: b\r\n');
  },
  'sends huge headers': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nA: ');
    flood(socket, 'x'.repeat(64_000), GIGABYTE);
  },
  'sends a gzip bomb': answer('200 OK\r\nContent-Encoding: gzip', bomb),
  'speaks another protocol': (socket) => void socket.end('220 mail.example ESMTP\r\n'),
  'floods with 1xx': (socket) => flood(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000), GIGABYTE),
  'breaks off in its headers': (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Le'),
} as const satisfies Record<string, Misbehaviour>;

export type MisbehaviourName = keyof typeof MISBEHAVIOURS;

/** A receiver on a free port of 127.0.0.1 that does nothing but that. */
export async function startMisbehavingReceiver(name: MisbehaviourName): Promise<MisbehavingReceiver> {
  const sockets = new Set<Socket>();
  let requests = 0;
  let bytesOfClosed = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      sockets.delete(socket);
      bytesOfClosed += socket.bytesWritten;
    });
    socket.once('data', () => {
      requests += 1;
      socket.resume();
      MISBEHAVIOURS[name](socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server has no other kind of address
  return {
    url: `http://127.0.0.1:${port}/hook`,
    requests: () => requests,
    bytesSent: () => [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, bytesOfClosed),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Writes as fast as the other side reads, up to `limit` bytes. */
function flood(socket: Socket, chunk: string, limit: number): void {
  const fill = (): void => {
    let room = true;
    while (room && !socket.destroyed && socket.bytesWritten < limit) room = socket.write(chunk);
    if (socket.bytesWritten >= limit) socket.end();
  };
  socket.on('drain', fill);
  fill();
}

/** Writes once a second until the other side has had enough. */
function trickle(socket: Socket, chunk: string): void {
  const timer = setInterval(() => socket.write(chunk), 1000);
  socket.once('close', () => clearInterval(timer));
}
