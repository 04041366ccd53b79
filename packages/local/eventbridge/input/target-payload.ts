import { type JsonValue, parseJson } from '../../aws-protocol/json-value.ts';
import { wholeSecondText } from '../identity.ts';
import type { RuleTarget } from '../requests.ts';
import { parseJsonPath, valueAt } from './json-path.ts';

export interface MatchedEvent {
  /** The event as JSON text, the way it is sent to targets. */
  readonly text: string;
  readonly value: JsonValue;
}

export interface MatchedRule {
  readonly name: string;
  readonly arn: string;
  /** Epoch milliseconds at which the bus took the event. */
  readonly ingestedAt: number;
}

/** What a rule sends to a target: the event, a part of it, constant JSON, or a template filled from it. */
export function targetPayload(target: RuleTarget, event: MatchedEvent, rule: MatchedRule): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(select(event.value, target.InputPath) ?? {});
  if (target.InputTransformer !== undefined) return fillTemplate(target.InputTransformer, event, rule);
  return event.text;
}

function select(event: JsonValue, path: string): JsonValue | undefined {
  const steps = parseJsonPath(path);
  return steps && valueAt(event, steps);
}

/**
 * Replaces each `<name>`: within quotes by the value's text, elsewhere by its JSON. A name without a value becomes
 * nothing within quotes and an empty string elsewhere. Source: EventBridge user guide, input transformation.
 */
function fillTemplate(
  { InputPathsMap, InputTemplate }: NonNullable<RuleTarget['InputTransformer']>,
  event: MatchedEvent,
  rule: MatchedRule,
): string {
  const values = new Map<string, JsonValue | undefined>([
    ['aws.events.rule-arn', rule.arn],
    ['aws.events.rule-name', rule.name],
    ['aws.events.event.ingestion-time', wholeSecondText(rule.ingestedAt)],
    ['aws.events.event', withoutDetail(event.value)],
    ['aws.events.event.json', event.value],
    ...Object.entries(InputPathsMap).map(([name, path]) => [name, select(event.value, path)] as const),
  ]);
  // A template is walked string by string, so that a placeholder knows whether it stands within quotes.
  const filled = InputTemplate.replace(/"(?:[^"\\]|\\.)*"|<([A-Za-z0-9_.-]+)>/gs, (part, name: string | undefined) => {
    if (name !== undefined) return values.has(name) ? JSON.stringify(values.get(name) ?? '') : part;
    return part.replace(/<([A-Za-z0-9_.-]+)>/g, (placeholder, inner: string) =>
      values.has(inner) ? quotedText(values.get(inner)) : placeholder,
    );
  });
  const json = parseJson(filled);
  return json === undefined ? filled : JSON.stringify(json);
}

function withoutDetail(event: JsonValue): JsonValue {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return event;
  return Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'detail'));
}

function quotedText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}
