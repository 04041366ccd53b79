import { describe, expect, it } from 'vitest';
import { readDocuments } from '#cli/contracts/document.ts';
import { pathInFile, withIds, withNames } from '#cli/contracts/references.ts';

const places = (text: string) =>
  readDocuments('a.yaml', text).mistakes.map(({ line, column, message }) => [line, column, message]);

describe('a file', () => {
  it('has documents, each found again by its path', () => {
    const { declared, mistakes } = readDocuments(
      'a.yaml',
      'kind: Owner\nname: " Ana "\n---\n# second\nkind: Queue\nname: EMEA\nmembers:\n  - owner: Ana\n',
    );
    expect(mistakes).toEqual([]);
    expect(declared.map(({ kind, name, publish }) => [kind, name, publish])).toEqual([
      ['Owner', 'Ana', true],
      ['Queue', 'EMEA', true],
    ]);
    expect(declared[1]?.at(['members', 0, 'owner'])).toEqual({ file: 'a.yaml', line: 8, column: 12 });
    expect(declared[1]?.at(['members', 0, 'weight'])).toMatchObject({ line: 8 });
    expect(declared[1]?.at(['nowhere'])).toMatchObject({ line: 5 });
  });

  it.each([
    ['name: Ana\n', [1, 1, 'kind is one of Calendar, Owner, Queue, Contract']],
    ['kind: Person\nname: Ana\n', [1, 7, 'kind is one of Calendar, Owner, Queue, Contract']],
    ['kind: Owner\n', [1, 1, 'name is text']],
    ['kind: Owner\nname: 7\n', [2, 7, 'name is text']],
    ['kind: Contract\nname: A\npublish: maybe\n', [3, 10, 'publish is true or false']],
    ['kind: Owner\nname: A\npublish: false\n', [3, 10, 'only contracts are published']],
    ['- kind: Owner\n', [1, 1, 'a document is a mapping with a kind and a name']],
    ['kind: Owner\nname: A\nname: B\n', [3, 1, 'Map keys must be unique']],
  ])('%j is mistaken at its place', (text, place) => {
    expect(places(text)).toEqual([place]);
  });

  it('that is broken is told with the line, and one that explodes is refused', () => {
    expect(places('kind: Owner\nname: [Ana\n')[0]?.[0]).toBeGreaterThanOrEqual(2);
    const bomb = [
      'a: &a [x]',
      ...'bcdefghij'.split('').map((k, i) => `${k}: &${k} [${`*${'abcdefghi'[i]},`.repeat(9)}]`),
    ];
    expect(places(`kind: Owner\nname: A\n${bomb.join('\n')}\n`)).toEqual([
      [1, 1, 'it repeats parts of itself too often'],
    ]);
  });

  it('without a document declares nothing', () => {
    expect(readDocuments('a.yaml', '# nothing\n')).toEqual({ declared: [], mistakes: [] });
    expect(readDocuments('a.yaml', '')).toEqual({ declared: [], mistakes: [] });
  });
});

describe('references', () => {
  const members = {
    fallback: { owner: 'Ana' },
    clocks: [{ name: 'accept', calendar: 'Office' }],
    steps: [{ notify: ['owner', { owner: 'Ana' }], reassign: { to: { queueId: 'que_1' } } }],
    packet: { schema: { default: { owner: 'Ana' } } },
  };
  const ids = { Ana: 'own_1', Office: 'cal_1' } as Readonly<Record<string, string>>;

  it('become ids and names again; the packet is left as it is', () => {
    const resolved = withIds(members, (_, name) => ids[name] ?? '');
    expect(resolved).toEqual({
      fallback: { ownerId: 'own_1' },
      clocks: [{ name: 'accept', calendarId: 'cal_1' }],
      steps: [{ notify: ['owner', { ownerId: 'own_1' }], reassign: { to: { queueId: 'que_1' } } }],
      packet: members.packet,
    });
    const names = Object.fromEntries(Object.entries(ids).map(([name, id]) => [id, name]));
    expect(withNames(resolved, (_, id) => names[id])).toEqual(members);
  });

  it('are found in the file where the API names them by id', () => {
    expect(pathInFile('/routing/rules/0/assign/ownerId')).toEqual(['routing', 'rules', 0, 'assign', 'owner']);
    expect(pathInFile('/packet/schema/properties/a~1b~0c')).toEqual(['packet', 'schema', 'properties', 'a/b~c']);
    expect(pathInFile('')).toEqual([]);
  });
});
