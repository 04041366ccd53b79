/** Where the API reports what a caller must not be told. */
export interface Log {
  error(message: string, fields: Readonly<Record<string, unknown>>): void;
}
