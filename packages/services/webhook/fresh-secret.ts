import { mintWebhookSecret } from '#domain/webhook/signature.ts';
import type { CallContext } from '../context.ts';

const SECRET_BYTES = 32;

/** A signing secret that nobody has had before. */
export function freshSecret({ randomBytes }: CallContext): string {
  return mintWebhookSecret(randomBytes(SECRET_BYTES));
}
