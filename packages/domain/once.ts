/**
 * `build`, run at most once and not before it is needed. Schemas of requests and responses are built this way: making
 * them all would be a part of every cold start, while one request needs one or two of them.
 */
export function once<T>(build: () => T): () => T {
  let built: { readonly value: T } | undefined;
  return () => {
    built ??= { value: build() };
    return built.value;
  };
}
