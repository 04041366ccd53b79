import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { build } from './synthesize.ts';

const SETTINGS = {
  alarmEmail: 'alarms@example.com',
  domainName: 'api.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012',
};

interface Finding {
  readonly rule: string;
  readonly path: string;
}

function findings(scope: IConstruct): Finding[] {
  const { violations } = new AwsSolutionsChecks().validateScope(scope);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath = '' }) => ({ rule: ruleName, path: constructPath })),
  );
}

/** Every suppression in the tree, as the rule and the construct that it was written on. */
function suppressions(scope: IConstruct): (Finding & { readonly reason: string })[] {
  return scope.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([rule, reason]) => ({ rule: rule.replace(/^annotation::/i, ''), path: construct.node.path, reason })),
  );
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(['dev', 'staging', 'prod'])('cdk-nag’s AwsSolutions in %s', (stage) => {
  const settings = { ...SETTINGS, stage };

  it('finds nothing that is not suppressed', () => {
    expect(findings(build(settings).app)).toEqual([]);
  });

  it('has every suppression with its reason, and none that suppresses nothing', () => {
    const suppressed = suppressions(build(settings).app);
    vi.spyOn(Validations.prototype, 'acknowledge').mockImplementation(() => undefined);
    const found = findings(build(settings).app);

    expect(suppressed.length).toBeGreaterThan(0);
    for (const { rule, path, reason } of suppressed) {
      expect(found.some((one) => one.rule === rule && `${one.path}/`.startsWith(`${path}/`))).toBe(true);
      expect(reason).toMatch(/\w+ \w+ \w+/);
    }
  });
});

describe('a finding', () => {
  it('fails every synthesis', () => {
    vi.spyOn(Validations.prototype, 'acknowledge').mockImplementation(() => undefined);
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { app } = build(SETTINGS);
    expect(() => app.synth()).toThrow(/validation/i);
  });
});
