import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandLink, linkTemplateSchema } from '#domain/notification/link-template.ts';
import { holds } from '../../support/property.ts';

const HANDOFF_ID = 'hnd_00000000000000000000000001';
const TEMPLATE = 'https://crm.example/{subjectType}/{subjectId}?handoff={handoffId}';
const subject = (type: string, id: string) => ({ subject: { type, id } });

describe('a link template', () => {
  it.each([
    TEMPLATE,
    'https://crm.example',
    'https://crm.example:8443/#/handoffs/{handoffId}',
    'https://10.0.0.1/{handoffId}',
  ])('may be %s', (template) => expect(linkTemplateSchema().safeParse(template).success).toBe(true));

  it.each([
    ['not https', 'http://crm.example/{handoffId}'],
    ['a script', 'javascript:alert(1)//{handoffId}'],
    ['relative', '/handoffs/{handoffId}'],
    ['an unknown placeholder', 'https://crm.example/{tenantId}'],
    ['an open brace', 'https://crm.example/{handoffId'],
    ['nested braces', 'https://crm.example/{{handoffId}}'],
    ['a placeholder in the host', 'https://{subjectId}.example/'],
    ['a placeholder as the end of the host', 'https://crm.example{subjectId}/'],
    ['a placeholder as the port', 'https://crm.example:{subjectId}/'],
    ['a user name', 'https://ana@crm.example/{handoffId}'],
    ['a space', 'https://crm.example/a b'],
    ['a line break', 'https://crm.example/\n{handoffId}'],
    ['a closing bracket of Slack', 'https://crm.example/>'],
    ['the bar of Slack', 'https://crm.example/|here'],
    ['a backslash', 'https:\\\\crm.example'],
    ['a step out of its folder', 'https://crm.example/a/../{handoffId}'],
    ['an encoded step out of its folder', 'https://crm.example/a/%2E%2e/{handoffId}'],
    ['too long', `https://crm.example/${'a'.repeat(1000)}`],
    ['not text', 7],
  ])('is refused if it is %s: %j', (_fault, template) =>
    expect(linkTemplateSchema().safeParse(template).success).toBe(false),
  );
});

describe('the link', () => {
  it('has the values in place, URL-encoded', () => {
    expect(expandLink(TEMPLATE, HANDOFF_ID, subject('account', 'a/b?c=d&e#f|<g>'))).toBe(
      `https://crm.example/account/a%2Fb%3Fc%3Dd%26e%23f%7C%3Cg%3E?handoff=${HANDOFF_ID}`,
    );
  });

  it('is left out where a value that it needs is not known, and not where it does not need it', () => {
    expect(expandLink(TEMPLATE, HANDOFF_ID, undefined)).toBeUndefined();
    expect(expandLink('https://crm.example/{handoffId}', undefined, undefined)).toBeUndefined();
    expect(expandLink('https://crm.example/{handoffId}', HANDOFF_ID, undefined)).toBe(
      `https://crm.example/${HANDOFF_ID}`,
    );
  });

  it.each(['..', '.'])('is left out where the subject %j would lead out of its folder', (id) => {
    expect(expandLink('https://crm.example/a/{subjectId}/delete', HANDOFF_ID, subject('account', id))).toBeUndefined();
    expect(expandLink('https://crm.example/a/{subjectId}', HANDOFF_ID, subject('account', id))).toBeUndefined();
  });

  it('is left out where it would be too long for a chat', () => {
    const template = 'https://crm.example/{subjectId}/{subjectId}/{subjectId}';
    expect(expandLink(template, HANDOFF_ID, subject('account', '日'.repeat(128)))).toBeUndefined();
  });

  it('leads to the host and path of the template, whatever the subject is', () => {
    holds(fc.tuple(fc.string({ unit: 'binary', maxLength: 64 }), fc.string({ maxLength: 128 })), 2000, ([type, id]) => {
      const link = expandLink(
        'https://crm.example/h/{subjectType}/{subjectId}?a={subjectId}',
        HANDOFF_ID,
        subject(type, id),
      );
      if (link === undefined) return;
      expect(link).toMatch(/^[\x21-\x7e]+$/);
      expect(link).not.toMatch(/[<>|"'()*\\]/);
      const url = new URL(link);
      expect([url.origin, url.pathname.split('/').length, url.hash]).toEqual(['https://crm.example', 4, '']);
      expect(url.searchParams.get('a')).toBe(id.toWellFormed());
    });
  });
});
