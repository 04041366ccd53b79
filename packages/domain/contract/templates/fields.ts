/** Pieces of JSON Schema that the templates share, so that a field means the same all along the journey. */

export function text(description: string, maxLength = 2000) {
  return { type: 'string', minLength: 1, maxLength, description };
}

export function oneOf(description: string, values: readonly string[]) {
  return { type: 'string', enum: values, description };
}

export function texts(description: string, minItems = 1) {
  return {
    type: 'array',
    minItems,
    maxItems: 50,
    items: { type: 'string', minLength: 1, maxLength: 500 },
    description,
  };
}

export function score(description: string) {
  return { type: 'number', minimum: 0, maximum: 100, description };
}

export function date(description: string) {
  return { type: 'string', format: 'date', description };
}

export function instant(description: string) {
  return { type: 'string', format: 'date-time', description };
}

export function amount(description: string) {
  return { type: 'number', minimum: 0, description };
}

/** People at the customer, with what each decides or needs. */
export function people(description: string, minItems = 1) {
  return {
    type: 'array',
    minItems,
    maxItems: 50,
    description,
    items: {
      type: 'object',
      required: ['name', 'role'],
      properties: {
        name: text('Full name', 200),
        role: text('What they decide, use or pay for', 200),
        email: { type: 'string', format: 'email', description: 'Where to reach them' },
      },
    },
  };
}

/** A packet with these fields, of which `required` must be there. More may travel along. */
export function packetOf(required: readonly string[], properties: Readonly<Record<string, object>>) {
  return { schema: { type: 'object', required, properties } };
}

/** Fields that an earlier packet of the customer had, carried over where the sender does not say otherwise. */
export function carriedOver(...fields: readonly string[]) {
  return { inherit: fields.map((field) => ({ field: `/${field}` })) };
}
