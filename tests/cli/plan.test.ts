import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeTerminal } from './fake-terminal.ts';

const id = (prefix: string, last: string) => `${prefix}_01JDA5K7ZWQ0R8T2V4X6Y8B0C${last}`;
const stored = { version: 1, createdAt: '2026-11-22T00:00:00.000Z', updatedAt: '2026-11-22T00:00:00.000Z' };
const owner = (last: string, name: string) => ({
  ...stored,
  id: id('own', last),
  name,
  active: true,
  outOfOffice: [],
  openHandoffs: 0,
});

/** A server that has these owners, and nothing else. */
function having(owners: readonly object[]): typeof globalThis.fetch {
  return async (input) => {
    const { pathname } = new URL(String(input));
    return Response.json({ data: pathname === '/v1/owners' ? owners : [], nextCursor: null });
  };
}

async function plan(text: string, owners: readonly object[] = []) {
  const cli = fakeTerminal({ BATON_URL: 'http://a', BATON_API_KEY: 'k' });
  writeFileSync(join(cli.folder, 'f.yaml'), text);
  return await cli.run(['contracts', 'plan', 'f.yaml'], { fetch: having(owners) });
}

const LINE = 'kind: Queue\nname: Line\nmembers: [{ owner: Ana }]\n';
const anas = [owner('1', 'Ana'), owner('2', 'Ana')];

describe('a name', () => {
  it('that two have whom the files tell apart by id is a mistake where it is referred to, which lists both', async () => {
    const both = anas.map((ana) => `kind: Owner\nid: ${ana.id}\nname: Ana\n---\n`).join('');
    const { code, err } = await plan(both + LINE, anas);
    expect(code).toBe(1);
    expect(err).toContain(`f.yaml:11:20: 2 of kind Owner are called Ana`);
    for (const ana of anas) expect(err).toContain(ana.id);
    expect(await plan(both, anas)).toMatchObject({ code: 0, err: '' });
  });

  it.each([
    ['by its id and by its name', `id: ${id('own', '1')}\nname: Ana`, 'name: Ana'],
    ['by its id and by the name that it had', `id: ${id('own', '1')}\nname: Anna`, 'name: Ana'],
    ['by the name that it had and by its id', 'name: Ana', `id: ${id('own', '1')}\nname: Anna`],
    ['as somebody new whom another is renamed to', `id: ${id('own', '1')}\nname: Anna`, 'name: Anna'],
    ['twice as somebody new', 'name: Ben', 'name: Ben'],
  ])('of what is declared %s is a mistake', async (_, first, second) => {
    const { code, err } = await plan(`kind: Owner\n${first}\n---\nkind: Owner\n${second}\n`, [owner('1', 'Ana')]);
    expect(code).toBe(1);
    expect(err).toContain('was declared already, at f.yaml:1');
  });

  it('that somebody is given is referred to at once', async () => {
    const text = `kind: Owner\nid: ${id('own', '1')}\nname: Ana\n---\n${LINE}`;
    expect(await plan(text, [owner('1', 'Anna')])).toMatchObject({ code: 0, err: '' });
  });
});

describe('what the server would refuse of an owner or a queue is a mistake of the plan', () => {
  it.each([
    [
      'a text for a truth',
      'kind: Owner\nname: Ana\nactive: yes',
      'f.yaml:3:9: Owner Ana: /active must be true or false',
    ],
    ['no address', 'kind: Owner\nname: Ana\nemail: ana', '/email must be an e-mail address'],
    ['half a person', 'kind: Owner\nname: Ana\ncapacity: 1.5', '/capacity must be a whole number'],
    ['a name of 201 letters', `kind: Owner\nname: ${'a'.repeat(201)}`, '/name must be at most 200 characters'],
    ['themselves as a manager', 'kind: Owner\nname: Ana\nmanager: Ana', 'f.yaml:3:10: Owner Ana: /managerId'],
    [
      'a time away that ends before it begins',
      'kind: Owner\nname: Ana\noutOfOffice: [{ from: 2027-01-04T00:00:00Z, to: 2027-01-03T00:00:00Z }]',
      '/outOfOffice/0/to must be after from',
    ],
    ['a member that is not known', 'kind: Owner\nname: Ana\nshoe: 43', 'there is no member shoe'],
    ['an id of nobody', `kind: Owner\nname: Ana\nmanagerId: ${id('own', '9')}`, 'There is no owner'],
    [
      'another strategy',
      'kind: Queue\nname: Line\nstrategy: luck',
      'f.yaml:3:11: Queue Line: /strategy must be one of',
    ],
    [
      'no weight',
      'kind: Queue\nname: Line\nmembers: [{ owner: Ben, weight: 0 }]',
      '/members/0/weight must be 1 or more',
    ],
    ['a member twice', 'kind: Queue\nname: Line\nmembers: [{ owner: Ben }, { owner: Ben }]', 'f.yaml:3:36: Queue Line'],
    ['itself as a fallback', 'kind: Queue\nname: Line\nfallback: { queue: Line }', 'cannot be its own fallback'],
  ])('%s', async (_, text, mistake) => {
    const { code, out, err } = await plan(`${text}\n`, [owner('1', 'Ben')]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(mistake);
    expect(err.match(/f\.yaml:/g)).toHaveLength(1);
  });

  it('fallbacks in a circle, by their names', async () => {
    const text = 'kind: Queue\nname: A\nfallback: { queue: B }\n---\nkind: Queue\nname: B\nfallback: { queue: A }\n';
    const { code, err } = await plan(text);
    expect(code).toBe(1);
    expect(err).toContain('The fallbacks lead back: A → B → A');
  });
});

it('a pull that cannot write a file leaves no other behind', async () => {
  const cli = fakeTerminal({ BATON_URL: 'http://a', BATON_API_KEY: 'k' });
  mkdirSync(join(cli.folder, 'baton/owners.yaml'), { recursive: true });
  const pulled = await cli.run(['contracts', 'pull'], { fetch: having(anas) });
  expect(pulled).toMatchObject({ code: 1, err: expect.stringContaining('baton/owners.yaml') });
  expect(readdirSync(join(cli.folder, 'baton'))).toEqual(['owners.yaml']);
});

it.each([['contracts', 'plan'], ['submit']])('a file that is not UTF-8 is not read: %s', async (...words) => {
  const cli = fakeTerminal({ BATON_URL: 'http://a', BATON_API_KEY: 'k' });
  writeFileSync(join(cli.folder, 'f.yaml'), Buffer.from('kind: Owner\nname: Zo\xeb\n', 'latin1'));
  const read = await cli.run([...words, 'f.yaml'], { fetch: having([]) });
  expect(read).toMatchObject({ code: 1, out: '', err: 'error: f.yaml is not UTF-8.\n' });
});
