/** The stack cannot start, for a reason that its user can mend. The message is all that is shown, without a stack. */
export class StartUpError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartUpError';
  }
}
