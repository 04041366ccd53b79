/** A refusal as an AWS service words it: the exception's name, its HTTP status and one sentence. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
  }
}

/** The caller sent a value that the service's model or rules forbid. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** The body is not what the protocol can read: broken JSON, or a member of another type than the model's. */
export function serializationError(message: string): AwsError {
  return new AwsError('SerializationException', message);
}
