import { amount, date, oneOf, text, texts } from './fields.ts';

/** What a customer was promised, as every later packet has it too: said once, it travels with them. */
export const outcomesPromised = texts('What the customer was told they would get');

export const successCriteria = {
  type: 'array',
  minItems: 1,
  maxItems: 20,
  description: 'How the customer will measure that they got it',
  items: {
    type: 'object',
    required: ['metric', 'target'],
    properties: {
      metric: text('What is measured', 200),
      baseline: text('Where it stands today', 200),
      target: text('Where it has to be', 200),
      by: date('Until when'),
    },
  },
};

export const risks = {
  type: 'array',
  maxItems: 30,
  description: 'What could go wrong; an empty list says that somebody has thought about it',
  items: {
    type: 'object',
    required: ['risk', 'severity'],
    properties: {
      risk: text('What could happen', 500),
      severity: oneOf('How bad it would be', ['low', 'medium', 'high']),
      mitigation: text('What is done against it', 500),
    },
  },
};

export const commercialTerms = {
  type: 'object',
  description: 'What was sold',
  required: ['arr', 'currency', 'startDate', 'termMonths'],
  properties: {
    arr: amount('Annual recurring revenue'),
    currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'ISO 4217 code' },
    startDate: date('First day of the term'),
    termMonths: { type: 'integer', minimum: 1, maximum: 120, description: 'Length of the term in months' },
    specialTerms: text('What is not in the standard agreement', 2000),
  },
};
