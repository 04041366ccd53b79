import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';

/** What somebody asked STS for. */
export interface Assumed {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly durationSeconds: number;
  /** The access key that signed. */
  readonly by: string;
}

export interface StsStub {
  readonly url: string;
  readonly asked: readonly Assumed[];
  /** What becomes of the next requests: credentials that last so many seconds, or this status. */
  answer: { readonly seconds: number } | { readonly status: number };
  close(): Promise<void>;
}

/**
 * AssumeRole of STS on loopback, in the query protocol that the real one speaks: forms in, XML out, and a refusal for
 * whoever has not signed with `secret` (AWS Signature Version 4).
 */
export async function startStsStub(secret: string): Promise<StsStub> {
  const asked: Assumed[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const { status, text } = reply(request, body);
      response.writeHead(status, { 'content-type': 'text/xml' }).end(text);
    });
  });
  const reply = (request: IncomingMessage, body: string) => {
    const form = new URLSearchParams(body);
    if (!isSigned(request, body, secret)) return { status: 403, text: failure('SignatureDoesNotMatch') };
    if (form.get('Action') !== 'AssumeRole' || form.get('Version') !== '2011-06-15') {
      return { status: 400, text: failure('InvalidAction') };
    }
    asked.push(readForm(form, request));
    if ('status' in stub.answer) return { status: stub.answer.status, text: failure('ServiceUnavailable') };
    return { status: 200, text: credentials(form, asked.length, stub.answer.seconds) };
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stub has no port');
  const stub: StsStub = {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    answer: { seconds: 3_600 },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stub;
}

function readForm(form: URLSearchParams, { headers }: IncomingMessage): Assumed {
  const tags: Record<string, string> = {};
  for (let index = 1; form.has(`Tags.member.${index}.Key`); index++) {
    tags[form.get(`Tags.member.${index}.Key`) ?? ''] = form.get(`Tags.member.${index}.Value`) ?? '';
  }
  return {
    roleArn: form.get('RoleArn') ?? '',
    sessionName: form.get('RoleSessionName') ?? '',
    tags,
    durationSeconds: Number(form.get('DurationSeconds')),
    by: /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '',
  };
}

function credentials(form: URLSearchParams, count: number, seconds: number): string {
  const tenant = form.get('RoleSessionName') ?? '';
  const expiration = new Date(Date.now() + seconds * 1_000).toISOString();
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
<AssumedRoleUser><AssumedRoleId>AROA:${tenant}</AssumedRoleId><Arn>${form.get('RoleArn')}/${tenant}</Arn></AssumedRoleUser>
<Credentials><AccessKeyId>ASIA${count}.${tenant}</AccessKeyId><SecretAccessKey>secret-of-${tenant}</SecretAccessKey>
<SessionToken>token-of-${tenant}</SessionToken><Expiration>${expiration}</Expiration></Credentials>
</AssumeRoleResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleResponse>`;
}

function failure(code: string): string {
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Receiver</Type><Code>${code}</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
}

const SCHEME =
  /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\d{8}\/[^/]+\/sts\/aws4_request), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

/** AWS General Reference, "Create a signed AWS API request". */
function isSigned({ method, url, headers }: IncomingMessage, body: string, secret: string): boolean {
  const [, scope = '', names = '', signature] = SCHEME.exec(headers.authorization ?? '') ?? [];
  const signed = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const request = [method, url, '', signed.join(''), names, sha256(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(request)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((previous, part) => hmac(previous, part), `AWS4${secret}`);
  return hmac(key, text).toString('hex') === signature;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
