import { CfnElement, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import * as z from 'zod';
import type { Synthesized } from './synthesize.ts';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.array(z.string()).default([]),
  DeletionPolicy: z.string().optional(),
});

/** A resource of the templates, with every reference to another resource replaced by the name of that resource. */
export interface Resource {
  /** Its path in the construct tree without the stack, as in `Relay/DeadLetters`. */
  readonly name: string;
  readonly type: string;
  readonly properties: Record<string, unknown>;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: string | undefined;
}

/** All resources of both stacks. */
export function resourcesOf(synthesized: Synthesized): Resource[] {
  const names = namesByLogicalId([synthesized.baton.data, synthesized.baton.service]);
  return [synthesized.data, synthesized.service].flatMap((template) => {
    const resources = z.record(z.string(), resourceSchema).parse(template.toJSON()['Resources']);
    return Object.entries(resources).map(([logicalId, resource]) => ({
      name: names.get(logicalId) ?? logicalId,
      type: resource.Type,
      properties: z.record(z.string(), z.unknown()).parse(named(resource.Properties, names)),
      dependsOn: resource.DependsOn.map((id) => names.get(id) ?? id),
      deletionPolicy: resource.DeletionPolicy,
    }));
  });
}

/** All resources of a type, at least one. */
export function ofType(resources: readonly Resource[], type: string): Resource[] {
  const found = resources.filter((resource) => resource.type === type);
  if (found.length === 0) throw new Error(`no resource of type ${type}`);
  return found;
}

/** The one resource of a name. */
export function called(resources: readonly Resource[], name: string): Resource {
  const [found] = resources.filter((resource) => resource.name === name);
  if (found === undefined) throw new Error(`no resource is called ${name}`);
  return found;
}

/** What a role allows, as `action on resource`, sorted. Throws on a statement that does anything but allow. */
export function allowedBy(role: Resource): string[] {
  const policies = z
    .array(z.object({ PolicyDocument: z.object({ Statement: z.array(statementSchema) }) }))
    .parse(role.properties['Policies']);
  const statements = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  return statements
    .flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((target) => `${action} on ${target.replace('.Arn', '')}`)),
    )
    .toSorted();
}

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const statementSchema = z.strictObject({
  Effect: z.literal('Allow'),
  Action: oneOrMore,
  Resource: oneOrMore,
  Condition: z.unknown().optional(),
});

function namesByLogicalId(stacks: readonly Stack[]): Map<string, string> {
  const elements = stacks.flatMap((stack) => stack.node.findAll().filter(isElement));
  return new Map(elements.map((element) => [Stack.of(element).resolve(element.logicalId) as string, nameOf(element)]));
}

function isElement(construct: IConstruct): construct is CfnElement {
  return CfnElement.isCfnElement(construct);
}

function nameOf(element: CfnElement): string {
  const path = element.node.path.split('/').slice(1);
  return (element.node.id === 'Resource' ? path.slice(0, -1) : path).join('/');
}

function named(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => named(one, names));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [intrinsic, argument] = entries.length === 1 ? (entries[0] ?? []) : [];
  switch (intrinsic) {
    case 'Ref':
      return names.get(String(argument)) ?? `<${String(argument)}>`;
    case 'Fn::GetAtt': {
      const [logicalId, attribute] = z.tuple([z.string(), z.string()]).parse(argument);
      const name = names.get(logicalId) ?? logicalId;
      return `${name}.${attribute}`;
    }
    case 'Fn::ImportValue':
      return imported(String(argument), names);
    case 'Fn::Join': {
      const [separator, parts] = z.tuple([z.string(), z.array(z.unknown())]).parse(argument);
      return parts.map((part) => String(named(part, names))).join(separator);
    }
    default:
      return Object.fromEntries(entries.map(([key, one]) => [key, named(one, names)]));
  }
}

/** `stack:ExportsOutputFnGetAtt<logical id><attribute><hash>` or `stack:ExportsOutputRef<logical id><hash>`. */
function imported(exportName: string, names: ReadonlyMap<string, string>): string {
  const exported = /:ExportsOutput(?:FnGetAtt|Ref)(.*)[0-9A-F]{8}$/.exec(exportName)?.[1] ?? exportName;
  for (const [logicalId, name] of names) {
    if (!exported.startsWith(logicalId)) continue;
    const attribute = exported.slice(logicalId.length);
    return attribute === '' ? name : `${name}.${attribute}`;
  }
  throw new Error(`nothing is exported as ${exportName}`);
}
