type Fields = Readonly<Record<string, unknown>>;

/** Structured logs: one JSON object a line, as CloudWatch reads them. */
export const log = {
  info: (message: string, fields: Fields = {}) => write('info', message, fields),
  error: (message: string, fields: Fields = {}) => write('error', message, fields),
};

function write(level: 'info' | 'error', message: string, fields: Fields): void {
  const { error, ...rest } = fields;
  const failure = error === undefined ? {} : { error: describe(error) };
  process.stdout.write(`${JSON.stringify({ level, message, ...rest, ...failure })}\n`);
}

function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? {} : { cause: describe(error.cause) };
  return { name: error.name, message: error.message, stack: error.stack, ...cause };
}
