import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export interface Content {
  readonly type: string;
  readonly bytes: Buffer;
  /** Strong validator of the uncompressed bytes. */
  readonly hash: string;
  compressed(encoding: Encoding): Promise<Buffer>;
}

export type Encoding = 'br' | 'gzip';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** A representation that can be sent as it is or compressed; each compression is made once. */
export function contentOf(type: string, body: string | Buffer): Content {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const done = new Map<Encoding, Promise<Buffer>>();
  return {
    type,
    bytes,
    hash: createHash('sha256').update(bytes).digest('base64url').slice(0, 22),
    compressed: (encoding) => {
      const compressed = done.get(encoding) ?? compress(bytes, encoding);
      done.set(encoding, compressed);
      return compressed;
    },
  };
}

/** Brotli's best quality takes seconds for the reference script; 5 is as fast as gzip and a fifth smaller. */
function compress(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  return encoding === 'br'
    ? brotli(bytes, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      })
    : gzipped(bytes);
}

/** The best encoding that an Accept-Encoding header allows; undefined for none (RFC 9110, section 12.5.3). */
export function chooseEncoding(accepted: string | undefined): Encoding | undefined {
  const weights = new Map<string, number>();
  for (const part of (accepted ?? '').toLowerCase().split(',')) {
    const [coding, ...parameters] = part.split(';').map((piece) => piece.trim());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    if (coding !== undefined && coding !== '')
      weights.set(coding, quality === undefined ? 1 : Number(quality.slice(2)));
  }
  const weightOf = (encoding: Encoding) => weights.get(encoding) ?? weights.get('*') ?? 0;
  const [best] = (['br', 'gzip'] as const)
    .filter((each) => weightOf(each) > 0)
    .sort((a, b) => weightOf(b) - weightOf(a));
  return best;
}
