// What every page can do beyond being read: copy its samples, and search the documentation.

/** A button that copies what `text` answers at that moment, and says so to everybody. */
export function copyButton(text, label = 'Copy') {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = label;
  button.addEventListener('click', async () => {
    button.textContent = (await copied(text())) ? 'Copied' : 'Select and copy by hand';
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  });
  return button;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // the clipboard is refused, or the page is served without TLS
  }
}

for (const pre of document.querySelectorAll('pre')) {
  const frame = document.createElement('div');
  frame.className = 'sample';
  pre.replaceWith(frame);
  pre.tabIndex = 0;
  frame.append(
    pre,
    copyButton(() => pre.textContent.trim()),
  );
}

// The list of guides is open beside the text, and closed above it.
const guides = document.querySelector('.side details');
const wide = matchMedia('(min-width: 60rem)');
const arrange = () => {
  guides.open = wide.matches;
};
if (guides !== null) {
  arrange();
  wide.addEventListener('change', arrange);
}

const field = document.getElementById('search');
const found = document.getElementById('found');
let index;

async function entries() {
  index ??= fetch('/docs/assets/search.json').then((response) => response.json());
  return index;
}

/** Those in which every word is found, titles that begin with the words first. */
function matching(all, words) {
  const score = ({ title, on }) => {
    const head = title.toLowerCase();
    const text = `${head} ${on.toLowerCase()}`;
    if (!words.every((word) => text.includes(word))) return 0;
    if (head.startsWith(words.join(' '))) return 3;
    return words.every((word) => head.includes(word)) ? 2 : 1;
  };
  return all
    .map((entry) => ({ entry, rank: score(entry) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, 10)
    .map(({ entry }) => entry);
}

function show(list) {
  found.replaceChildren(
    ...list.map(({ title, on, href }, at) => {
      const item = document.createElement('li');
      item.id = `found-${at}`;
      item.role = 'option';
      item.ariaSelected = 'false';
      const link = document.createElement('a');
      link.href = href;
      link.tabIndex = -1;
      const small = document.createElement('small');
      small.textContent = on;
      link.append(title, small);
      item.append(link);
      return item;
    }),
  );
  found.hidden = list.length === 0;
  field.ariaExpanded = String(list.length > 0);
  field.removeAttribute('aria-activedescendant');
}

function choose(step) {
  const items = [...found.children];
  if (items.length === 0) return;
  const at = items.findIndex((item) => item.ariaSelected === 'true');
  const next = items[(at + step + items.length + (at === -1 && step < 0 ? 1 : 0)) % items.length];
  for (const item of items) item.ariaSelected = String(item === next);
  field.setAttribute('aria-activedescendant', next.id);
}

function go() {
  const item = found.querySelector('[aria-selected="true"]') ?? found.firstElementChild;
  item?.querySelector('a').click();
}

const KEYS = { ArrowDown: () => choose(1), ArrowUp: () => choose(-1), Enter: go, Escape: () => show([]) };

field.addEventListener('input', async () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const list = words.length === 0 ? [] : matching(await entries(), words);
  if (field.value.toLowerCase().split(/\s+/).filter(Boolean).join() === words.join()) show(list);
});
field.addEventListener('keydown', (event) => {
  const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
  if (act === undefined) return;
  event.preventDefault();
  act();
});
document.addEventListener('click', (event) => {
  if (!field.parentElement.contains(event.target)) show([]);
});
field.parentElement.hidden = false;
