import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, buildSync, type Metafile } from 'esbuild';

/**
 * Joins `index.mjs` in `folder` with all parts that it loads at its start: each file more costs a cold start a read and a
 * module of its own, and code splitting makes one for every set of things that are loaded together. What is loaded on
 * demand stays as it is, and finds what it shares with the start where it was: there, each part hands on what the joined
 * file exports. `outputs` is what esbuild told of the files of `folder`.
 */
export function joinEager(folder: string, outputs: Metafile['outputs'], options: BuildOptions): void {
  const parts = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]));
  const eager = eagerOf('index.mjs', parts);
  const onDemand = [...parts.keys()].filter((file) => !eager.has(file));
  const names = [...eager].flatMap((file, index) =>
    (parts.get(file)?.exports ?? []).map((name) => ({
      file,
      name,
      joined: file === 'index.mjs' ? name : `p${index}_${name}`,
    })),
  );
  const exportsOf = (file: string) => names.filter((each) => each.file === file);
  const contents = [...eager].map((file) => {
    const list = exportsOf(file).map(({ name, joined }) => `${name} as ${joined}`);
    return list.length === 0 ? `import "./${file}";` : `export { ${list.join(', ')} } from "./${file}";`;
  });
  const { outputFiles } = buildSync({
    ...options,
    stdin: { contents: contents.join('\n'), resolveDir: folder, sourcefile: 'joined.mjs' },
    external: onDemand.map((file) => `./${file}`),
    write: false,
  });
  for (const file of eager) {
    const list = exportsOf(file).map(({ name, joined }) => `${joined} as ${name}`);
    writeFileSync(join(folder, file), `export{${list.join(',')}}from"./index.mjs";\n`);
  }
  writeFileSync(join(folder, 'index.mjs'), outputFiles?.[0]?.contents ?? '');
}

type Parts = ReadonlyMap<string, Metafile['outputs'][string]>;

/** A file and all that it imports statically, in the order in which they are met. */
function eagerOf(file: string, parts: Parts, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const { path, kind } of parts.get(file)?.imports ?? []) {
    const imported = basename(path);
    if (kind === 'import-statement' && parts.has(imported)) eagerOf(imported, parts, found);
  }
  return found;
}
