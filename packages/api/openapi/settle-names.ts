interface WithSchemas {
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}

const SUFFIX = 'Output';

/**
 * A schema that is both sent and received is rendered twice, as `X` and `XOutput`, since only what is sent is held to it
 * strictly. Where nothing refers to `X`, what is received takes its name.
 */
export function settleNames<T extends WithSchemas>(document: T): T {
  const text = JSON.stringify(document);
  const isReferred = (name: string) => text.includes(`"#/components/schemas/${name}"`);
  const schemas = document.components?.schemas ?? {};
  const freed = Object.keys(schemas)
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.slice(0, -SUFFIX.length))
    .filter((name) => name in schemas && !isReferred(name));
  const kept = Object.entries(schemas)
    .filter(([name]) => !freed.includes(name))
    .map(([name, schema]) => [settled(name, freed), schema]);
  const renamed = { ...document, components: { ...document.components, schemas: Object.fromEntries(kept) } };
  return JSON.parse(JSON.stringify(renamed), (key, value: unknown) =>
    key === '$ref' ? settledRef(value, freed) : value,
  );
}

function settled(name: string, freed: readonly string[]): string {
  return freed.find((each) => name === `${each}${SUFFIX}`) ?? name;
}

function settledRef(value: unknown, freed: readonly string[]): unknown {
  const [, name] = (typeof value === 'string' && /^#\/components\/schemas\/(\w+)$/.exec(value)) || [];
  return name === undefined ? value : `#/components/schemas/${settled(name, freed)}`;
}
