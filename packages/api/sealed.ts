import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
/** What was sealed stays readable as long as its format is known. */
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/**
 * `text` under AES-256-GCM (NIST SP 800-38D): a byte for the format, the nonce, the tag, the cipher text.
 * @param bound is not in it, but must be the same when it is opened
 */
export function sealed(text: Uint8Array, key: Uint8Array, bound: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(bound);
  const hidden = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([Uint8Array.of(FORMAT), nonce, cipher.getAuthTag(), hidden]);
}

/** What was sealed; undefined if it was not under this key and `bound`, or was altered since. */
export function opened(bytes: Uint8Array, key: Uint8Array, bound: Uint8Array): Buffer | undefined {
  if (bytes.length < HEAD_BYTES || bytes[0] !== FORMAT) return undefined;
  const options = { authTagLength: TAG_BYTES };
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(1, 1 + NONCE_BYTES), options)
    .setAAD(bound)
    .setAuthTag(bytes.subarray(1 + NONCE_BYTES, HEAD_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(HEAD_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}
