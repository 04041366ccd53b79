import * as z from 'zod';
import type { Handoff } from '../handoff/state.ts';
import { once } from '../once.ts';

export const MAX_LINK_TEMPLATE_LENGTH = 1000;

/** Longer links are cut off or refused by chats: a notice goes without. */
export const MAX_LINK_LENGTH = 2000;

const PLACEHOLDERS = ['handoffId', 'subjectId', 'subjectType'] as const;
const PLACEHOLDER = /\{(\w+)\}/g;

/** What leads out of the folder that the template names, once a value has been put in. */
const DOT_SEGMENT = /[/\\](?:\.|%2e){1,2}(?:[/\\?#]|$)/i;

/** A link to wherever people work on a handoff, with the members of the handoff that differ left open. */
export const linkTemplateSchema = once(() =>
  z
    .string({ error: 'must be text' })
    .max(MAX_LINK_TEMPLATE_LENGTH, { error: `must be at most ${MAX_LINK_TEMPLATE_LENGTH} characters` })
    .superRefine((template, context) => {
      const fault = faultOf(template);
      if (fault !== undefined) context.addIssue({ code: 'custom', message: fault, params: { code: 'link_template' } });
    })
    .meta({
      description:
        'Where people open a handoff, for the rendered formats: https, with `{handoffId}`, `{subjectId}` and `{subjectType}` after the host. The values are URL-encoded.',
      examples: ['https://crm.example/handoffs/{handoffId}'],
    }),
);

function faultOf(template: string): string | undefined {
  if (/[^\x21-\x7e]|[\\<>"|`^]/.test(template)) return 'must be a URL of visible ASCII characters';
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name]) => name);
  const unknown = names.find((name) => !PLACEHOLDERS.some((each) => each === name));
  if (unknown !== undefined)
    return `must not have the placeholder {${unknown}}; there are {${PLACEHOLDERS.join('}, {')}}`;
  const sample = template.replaceAll(PLACEHOLDER, 'x');
  if (/[{}]/.test(sample)) return 'must have each brace as part of a placeholder, such as {handoffId}';
  if (!/^https:\/\//.test(template) || !URL.canParse(sample)) {
    return 'must be an absolute https URL, such as https://crm.example/handoffs/{handoffId}';
  }
  const { username, password } = new URL(sample);
  if (username !== '' || password !== '') return 'must not contain a user name or password';
  if (/^https:\/\/[^/?#]*\{/.test(template)) return 'must have its placeholders after the host';
  return DOT_SEGMENT.test(sample) ? 'must not contain . or .. as a part of its path' : undefined;
}

/**
 * The link to a handoff; undefined where a value is not known, or would make the link lead elsewhere or too long. What it
 * holds beside the template is percent-encoded.
 */
export function expandLink(
  template: string,
  handoffId: string | undefined,
  handoff: Pick<Handoff, 'subject'> | undefined,
): string | undefined {
  const values = new Map([
    ['handoffId', handoffId],
    ['subjectId', handoff?.subject.id],
    ['subjectType', handoff?.subject.type],
  ]);
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  if (handoffId === undefined || names.some((name) => values.get(name) === undefined)) return undefined;
  const link = template.replaceAll(PLACEHOLDER, (_, name: string) => percentEncoded(values.get(name) ?? ''));
  return link.length > MAX_LINK_LENGTH || DOT_SEGMENT.test(link) ? undefined : link;
}

/** All but letters, digits and `-_.~`: some chats end a link at a quote or a bracket. */
function percentEncoded(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
