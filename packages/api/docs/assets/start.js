// Signs up from the page, and runs the requests of a first handoff where they stand. Keys are kept by the page alone:
// they are gone when it is left.
import { copyButton } from './page.js';

const form = document.querySelector('#sign-up form');
const keys = document.getElementById('keys');
const steps = [...document.querySelectorAll('.steps > li')];
const known = new Map();

const element = (name, attributes = {}, ...children) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
};

/** A POST is done once, also if the browser sends it again by itself. */
function idempotencyKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function send(method, path, body) {
  const key = known.get('KEY');
  const response = await fetch(path, {
    method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': idempotencyKey() } : {}),
    },
    body,
  });
  return { ok: response.ok, status: response.status, json: await response.json() };
}

/** What a refusal says, with the page that says what to do. A single cause is often the detail itself: it is said once. */
function refusalOf({ json }) {
  const causes = (json.errors ?? [])
    .filter(({ message }) => message !== json.detail)
    .map(({ pointer, message }) => element('li', {}, `${pointer} ${message}`));
  const link = element('a', { href: new URL(json.type).pathname }, json.code);
  return element('div', { className: 'refusal' }, `${json.title}. ${json.detail} `, link, element('ul', {}, ...causes));
}

const unreachable = () => element('div', { className: 'refusal' }, 'No answer came. Is the server running? Try again.');

/** Waits for `work` with the button switched off; what went wrong on the way is shown in `place`. */
async function busy(button, place, work) {
  button.disabled = true;
  try {
    await work();
  } catch {
    place.replaceChildren(unreachable());
  }
  button.disabled = false;
}

function keyRow(mode, secret) {
  const label = element('strong', {}, `${mode} key`);
  return element(
    'p',
    { className: 'key' },
    label,
    ' ',
    element('code', {}, secret),
    copyButton(() => secret),
  );
}

/** Says at each field what is wrong with it; false if something is wrong that no field of the form holds. */
function toldAtFields({ json }) {
  const causes = (json.errors ?? []).map(({ pointer, message }) => ({
    field: form.elements.namedItem(pointer.slice(1)),
    message,
  }));
  if (causes.length === 0 || causes.some(({ field }) => field === null)) return false;
  for (const { field, message } of causes) {
    const told = element('span', { className: 'refusal', id: `${field.name}-refused` }, sentenceOf(message));
    field.after(told);
    field.ariaInvalid = 'true';
    field.setAttribute('aria-describedby', told.id);
  }
  causes[0].field.focus();
  return true;
}

/** Causes go on from the name of what is at fault; beside the field that is `This`. */
function sentenceOf(message) {
  return /^[a-z]/.test(message) ? `This ${message}.` : message;
}

function forgetRefusals() {
  for (const told of form.querySelectorAll('.refusal')) told.remove();
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.ariaInvalid = null;
    field.removeAttribute('aria-describedby');
  }
}

async function signUp() {
  forgetRefusals();
  keys.replaceChildren();
  const { name, email } = Object.fromEntries(new FormData(form));
  const answer = await send('POST', '/v1/tenants', JSON.stringify(email === '' ? { name } : { name, email }));
  if (!answer.ok) return toldAtFields(answer) || keys.replaceChildren(refusalOf(answer));
  const { live, test } = answer.json.apiKeys;
  form.hidden = true;
  keys.replaceChildren(
    element('p', {}, 'Keep both now: they are shown this once, and Baton has only their hashes.'),
    keyRow('Test', test.secret),
    keyRow('Live', live.secret),
    element('p', { className: 'quiet' }, 'The test key is filled in below, and in the reference.'),
  );
  learn('KEY', test.secret);
  document.dispatchEvent(new CustomEvent('baton:key', { detail: test.secret }));
}

/** What the placeholders of a text stand for, as far as it is known. */
function filled(text) {
  return text.replaceAll(/'?\$([A-Z]+)'?/g, (whole, name) => known.get(name) ?? whole);
}

function learn(name, value) {
  known.set(name, value);
  for (const step of steps) {
    const code = step.querySelector('code');
    code.textContent = filled(code.textContent);
    const { method, path, body } = step.dataset;
    step.querySelector('.run').disabled = !known.has('KEY') || /\$[A-Z]+/.test(filled(`${method} ${path} ${body}`));
  }
}

async function run(step, answerPlace) {
  const { method, path, body, keeps } = step.dataset;
  const answer = await send(method, filled(path), body === '' ? undefined : filled(body));
  if (!answer.ok) return answerPlace.replaceChildren(refusalOf(answer));
  const text = JSON.stringify(answer.json, null, 2);
  answerPlace.replaceChildren(
    element('p', { className: 'answered' }, `${answer.status} `, element('span', {}, summaryOf(answer.json))),
    element('details', {}, element('summary', {}, 'The whole answer'), element('pre', { tabIndex: 0 }, text)),
  );
  step.classList.add('done');
  if (keeps !== '') learn(keeps, answer.json.id);
}

function summaryOf({ id, state, status, holder }) {
  return [id, state ?? status, holder?.ownerId && `with ${holder.ownerId}`].filter(Boolean).join(' · ');
}

for (const step of steps) {
  const place = element('div', { className: 'answer', role: 'status' });
  const button = element('button', { type: 'button', className: 'run', disabled: true }, 'Run');
  button.setAttribute('aria-label', `Run: ${step.querySelector('h3').textContent}`);
  button.addEventListener('click', () => busy(button, place, () => run(step, place)));
  step.append(button, place);
}
learn('BATON', location.origin);

// The start and the reference share a page: the top bar marks the one that is looked at.
const ways = document.querySelectorAll('.ways a:not(.brand):is([href="/docs"], [href="/docs#reference"])');
const marking = new IntersectionObserver(
  ([{ isIntersecting }]) => {
    for (const way of ways) way.ariaCurrent = (way.hash === '') === isIntersecting ? 'page' : null;
  },
  { rootMargin: '-96px 0px 0px 0px' },
);
marking.observe(document.querySelector('.start'));

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void busy(form.querySelector('button'), keys, signUp);
});
form.hidden = false;
document.querySelector('#sign-up .shell').hidden = true;
