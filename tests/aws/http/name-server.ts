import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import ipaddr from 'ipaddr.js';

export type RecordType = 'A' | 'AAAA';

/** Addresses that a name has by way of other names: a chain of CNAMEs, the last of which has the addresses. */
export interface Aliased {
  readonly aliases: readonly string[];
  readonly addresses: readonly string[];
}

/** What answers a question; `silence` never answers, an empty list says that there is no address. */
export type Answers = (name: string, type: RecordType) => readonly string[] | Aliased | 'silence';

export interface NameServer extends AsyncDisposable {
  readonly address: string;
  readonly questions: () => readonly string[];
}

/** A DNS server on a free loopback port that answers A and AAAA (RFC 1035, RFC 3596). */
export async function serveNames(answers: Answers): Promise<NameServer> {
  const questions: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const { name, type, end } = readQuestion(query);
    questions.push(`${type} ${name}`);
    const answer = answers(name, type);
    if (answer === 'silence') return;
    const records = recordsOf(name, type, 'aliases' in answer ? answer : { aliases: [], addresses: answer });
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8180, 2);
    header.writeUInt16BE(records.length, 6);
    header.writeUInt32BE(0, 8);
    socket.send(Buffer.concat([header, query.subarray(12, end), ...records]), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions: () => questions,
    [Symbol.asyncDispose]: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}

function readQuestion(query: Buffer): { name: string; type: RecordType; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = query.readUInt16BE(at + 1) === TYPE.AAAA ? 'AAAA' : 'A';
  return { name: labels.join('.'), type, end: at + 5 };
}

const TYPE = { A: 1, CNAME: 5, AAAA: 28 } as const;

function recordsOf(name: string, type: RecordType, { aliases, addresses }: Aliased): Buffer[] {
  const chain = aliases.map((alias, index) => record(aliases[index - 1] ?? name, 'CNAME', nameBytes(alias)));
  const owner = aliases.at(-1) ?? name;
  return [
    ...chain,
    ...addresses.map((address) => record(owner, type, Buffer.from(ipaddr.parse(address).toByteArray()))),
  ];
}

function record(name: string, type: keyof typeof TYPE, data: Buffer): Buffer {
  const head = Buffer.alloc(10);
  head.writeUInt16BE(TYPE[type], 0);
  head.writeUInt16BE(1, 2);
  head.writeUInt16BE(data.length, 8);
  return Buffer.concat([nameBytes(name), head, data]);
}

function nameBytes(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, 'latin1'));
  return Buffer.concat([...labels, Buffer.alloc(1)]);
}
