// The search in the top bar: a combobox over everything that the documentation says.
import { matching, snippetOf, wordsOf } from './ranking.js';

const field = document.getElementById('search');
const found = document.getElementById('found');
const none = document.getElementById('found-none');
let index;

async function entries() {
  index ??= fetch('/docs/assets/search.json').then((response) => {
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response.json();
  });
  try {
    return await index;
  } catch (error) {
    index = undefined; // the next letter tries again
    throw error;
  }
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

function optionOf(entry, at, words) {
  const { before, hit, after } = snippetOf(entry, words);
  const link = element('a', '', entry.title, element('small', 'on', entry.on));
  if (entry.text !== '') link.append(element('small', '', before, element('mark', '', hit), after));
  link.href = entry.href;
  link.tabIndex = -1;
  link.id = `found-${at}`;
  link.role = 'option';
  link.ariaSelected = 'false';
  return link;
}

function show(list, words = [], said = '') {
  found.replaceChildren(...list.map((entry, at) => optionOf(entry, at, words)));
  found.scrollTop = 0;
  found.hidden = list.length === 0;
  none.textContent = said;
  field.ariaExpanded = String(list.length > 0);
  field.removeAttribute('aria-activedescendant');
}

function choose(step) {
  const items = [...found.children];
  if (items.length === 0) return;
  const at = items.findIndex((item) => item.ariaSelected === 'true');
  const next = items[(at + step + items.length + (at === -1 && step < 0 ? 1 : 0)) % items.length];
  for (const item of items) item.ariaSelected = String(item === next);
  next.scrollIntoView({ block: 'nearest' });
  field.setAttribute('aria-activedescendant', next.id);
}

function go() {
  const item = found.querySelector('[aria-selected="true"]') ?? found.firstElementChild;
  item?.click();
}

async function look() {
  const asked = field.value;
  const words = wordsOf(asked);
  if (words.length === 0) return show([]);
  try {
    const list = matching(await entries(), words);
    if (field.value === asked) show(list, words, list.length === 0 ? `Nothing found for “${asked.trim()}”.` : '');
  } catch {
    if (field.value === asked) show([], words, 'The search cannot be reached. Try again.');
  }
}

const KEYS = { ArrowDown: () => choose(1), ArrowUp: () => choose(-1), Enter: go, Escape: () => show([]) };

field.addEventListener('input', () => void look());
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
