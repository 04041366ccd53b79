import { describe, expect, it } from 'vitest';
import { chooseForm } from '#api/negotiate.ts';
import { refusalOf } from '#tests/support/refusal.ts';

const OFFERED = ['application/json', 'image/svg+xml', 'text/vnd.mermaid'];

describe('of several forms', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['image/svg+xml', 'image/svg+xml'],
    ['IMAGE/SVG+XML', 'image/svg+xml'],
    ['image/svg+xml; charset=utf-8', 'image/svg+xml'],
    ['image/*', 'image/svg+xml'],
    ['text/html, image/avif, image/*;q=0.8, */*;q=0.5', 'image/svg+xml'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/json'],
    ['application/json;q=0.5, text/vnd.mermaid;q=0.6', 'text/vnd.mermaid'],
    ['application/json;q=0, */*', 'image/svg+xml'],
    ['image/*;q=1, image/svg+xml;q=0.1, text/*;q=0.2', 'text/vnd.mermaid'],
    ['nonsense, text/vnd.mermaid', 'text/vnd.mermaid'],
    ['image/svg+xml;q=2, text/vnd.mermaid;q=0.001', 'text/vnd.mermaid'],
  ])('the one is chosen that is liked best: %s', (accept, form) => {
    expect(chooseForm(accept, OFFERED)).toBe(form);
  });

  it.each([
    'text/html',
    'application/json;q=0',
    '*/json',
    'nonsense',
    'image/png, text/plain',
    ';;,,',
    'a'.repeat(9_000),
  ])('none is pressed on who takes none of them: %s', (accept) => {
    const refusal = refusalOf(() => chooseForm(accept, OFFERED));
    expect(refusal).toMatchObject({ code: 'not_acceptable', extensions: { offered: OFFERED } });
  });
});
