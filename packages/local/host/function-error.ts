/** An invocation that did not succeed, as its caller sees it. */
export class FunctionError extends Error {
  readonly functionName: string;
  /** `thrown`: the handler rejected. `timeout`: it took too long. `payload`: event or answer is no JSON or too large. */
  readonly kind: 'thrown' | 'timeout' | 'payload';

  constructor(functionName: string, kind: FunctionError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FunctionError';
    this.functionName = functionName;
    this.kind = kind;
  }
}
