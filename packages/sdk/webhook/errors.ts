/** Why a webhook was not accepted. Answer 400 to all of them but `secret_invalid`, which is the receiver's own mistake. */
export type WebhookErrorCode =
  | 'header_missing'
  | 'header_malformed'
  | 'timestamp_too_old'
  | 'timestamp_too_new'
  | 'signature_mismatch'
  | 'payload_malformed'
  | 'secret_invalid';

/** What `verifyWebhook` throws; one of its subclasses. */
export abstract class WebhookVerificationError extends Error {
  abstract readonly code: WebhookErrorCode;
  override get name(): string {
    return this.constructor.name;
  }
}

/** One of the three `webhook-` headers is missing, repeated or not of its form. */
export class WebhookHeaderError extends WebhookVerificationError {
  readonly code: 'header_missing' | 'header_malformed';
  readonly header: string;

  constructor(code: 'header_missing' | 'header_malformed', header: string) {
    super(`The header ${header} is ${code === 'header_missing' ? 'missing' : 'malformed'}.`);
    this.code = code;
    this.header = header;
  }
}

/** The message was signed too long ago, or in the future: a replay, or a clock that is wrong. */
export class WebhookTimestampError extends WebhookVerificationError {
  readonly code: 'timestamp_too_old' | 'timestamp_too_new';

  constructor(code: 'timestamp_too_old' | 'timestamp_too_new') {
    super(`The webhook's timestamp is too ${code === 'timestamp_too_old' ? 'old' : 'new'}.`);
    this.code = code;
  }
}

/** No signature was made with one of the secrets over this id, timestamp and body. */
export class WebhookSignatureError extends WebhookVerificationError {
  readonly code = 'signature_mismatch';

  constructor() {
    super('No signature matches. Is the body the raw one, byte for byte, and the secret that of this endpoint?');
  }
}

/** The body is not an event, though its signature is right; or it is neither text nor bytes. */
export class WebhookPayloadError extends WebhookVerificationError {
  readonly code = 'payload_malformed';

  constructor(message = 'The body is not a Baton event.') {
    super(message);
  }
}

/** The secret given to `verifyWebhook` is not `whsec_` and base64 of 24 to 64 bytes. */
export class WebhookSecretError extends WebhookVerificationError {
  readonly code = 'secret_invalid';

  constructor() {
    super('A webhook secret is whsec_ and the base64 of 24 to 64 bytes.');
  }
}
