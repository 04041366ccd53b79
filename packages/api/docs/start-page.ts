import { escapeMarkup } from '#domain/escape-markup.ts';
import { documentOf } from './html.ts';
import { START_STEPS, type StartStep } from './start-steps.ts';

const SIGN_UP = `BATON=http://127.0.0.1:8787
curl -sS "$BATON/v1/tenants" -H 'Content-Type: application/json' -d '{"name": "Acme RevOps"}'`;

/**
 * `/docs`: sign-up and a first handoff, then the reference, which a script fills from `/openapi.json`. Without scripts
 * the same requests are there for a shell; with them a form signs up, and each request can be run where it stands.
 */
export const START_PAGE = documentOf({
  title: 'Baton API',
  kind: 'reference',
  path: '/docs',
  scripts: ['start.js', 'reference.js', 'reference-start.js'],
  body: `<section class="start" id="content" tabindex="-1" aria-labelledby="start-title">
<h1 id="start-title">Handoffs that nobody drops</h1>
<p class="lead">A customer moves from one team to the next. Baton makes each such handoff a contract: what must travel, who receives it, how fast, and what happens when it is late.</p>
<div id="sign-up" class="sign-up">
<h2>Sign up, and make a first handoff</h2>
<form hidden>
<label>Name of your organisation <input name="name" required maxlength="200" autocomplete="organization" placeholder="Acme RevOps"></label>
<label>E-mail <span class="quiet">(if you like)</span> <input name="email" type="email" maxlength="254" autocomplete="email"></label>
<button type="submit">Get API keys</button>
</form>
<div class="shell"><pre><code>${escapeMarkup(SIGN_UP)}</code></pre><p class="quiet">The answer has both keys, this once. Put the test key into <code>KEY</code>.</p></div>
<div id="keys" role="status"></div>
</div>
<ol class="steps">
${START_STEPS.map(stepOf).join('\n')}
</ol>
<p class="on">Where to go on: <a href="/docs/guides/getting-started">Getting started</a>, <a href="/docs/guides/concepts">Concepts</a>, <a href="/docs/guides">all guides</a>, or every operation below, each of which can be tried.</p>
</section>
<div id="reference"></div>
<noscript><p class="start">The reference needs JavaScript. The document itself is <a href="/openapi.yaml">/openapi.yaml</a>.</p></noscript>`,
});

function stepOf({ title, about, method, path, body, keeps }: StartStep): string {
  const data = [
    ['method', method],
    ['path', path],
    ['body', body === undefined ? '' : JSON.stringify(body)],
    ['keeps', keeps ?? ''],
  ].map(([name, value = '']) => `data-${name}="${escapeMarkup(value)}"`);
  return `<li ${data.join(' ')}>
<h3>${escapeMarkup(title)}</h3>
<p>${escapeMarkup(about)}</p>
<pre><code>${escapeMarkup(curlOf({ method, path, body }))}</code></pre>
</li>`;
}

/** The request as a shell makes it: variables inside of single quotes are stepped out for. */
function curlOf({ method, path, body }: Pick<StartStep, 'method' | 'path' | 'body'>): string {
  const lines = [`curl -sS "$BATON${path}"`, `-H "Authorization: Bearer $KEY"`];
  if (body !== undefined) {
    lines.push(`-H 'Content-Type: application/json'`);
    lines.push(`-d '${jsonOf(body).replaceAll(/\$[A-Z]+/g, "'$&'")}'`);
  } else if (method === 'POST') {
    lines.push('-X POST');
  }
  return lines.join(' \\\n  ');
}

/** On one line as long as that can be read. */
function jsonOf(body: unknown): string {
  const line = JSON.stringify(body);
  return line.length <= 60 ? line : JSON.stringify(body, null, 2);
}
