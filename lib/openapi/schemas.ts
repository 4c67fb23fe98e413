import { z } from 'zod'
import type { JsonObject, SchemaNames } from './endpoint'

/** What the pattern of zod adds to the format of JSON Schema is longer than it is useful. */
const FORMATS_WITHOUT_PATTERN = new Set(['uuid', 'date-time', 'date', 'email'])

interface Override {
  zodSchema: z.core.$ZodTypes
  jsonSchema: z.core.JSONSchema.BaseSchema
}

function tidy({ zodSchema, jsonSchema }: Override) {
  const description = z.globalRegistry.get(zodSchema)?.description
  if (description) jsonSchema.description = description
  if (FORMATS_WITHOUT_PATTERN.has(jsonSchema.format ?? '')) delete jsonSchema.pattern
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  const { def } = zodSchema._zod
  if (def.type === 'pipe' && def.out._zod.def.type === 'boolean') jsonSchema.type = 'boolean'
}

/** Turns zod schemas into JSON Schema, and gathers the named ones it meets as components. */
export class Schemas {
  readonly components: Record<string, JsonObject> = {}
  readonly #names = z.registry<{ id: string }>()

  constructor(names: SchemaNames) {
    for (const [schema, id] of names) this.#names.add(schema, { id })
  }

  /** A reference when the schema has a name, else the schema itself. */
  of(schema: z.ZodType): JsonObject {
    // Inside an object, because zod writes out the name of the outermost schema.
    const { properties, $defs } = z.toJSONSchema(z.object({ it: schema }), {
      target: 'draft-2020-12',
      io: 'input',
      metadata: this.#names,
      override: tidy,
    })
    for (const [name, definition] of Object.entries($defs ?? {})) {
      const { id: _, ...rest } = referring(definition as JsonObject)
      this.components[name] ??= rest
    }
    return referring(properties!.it as JsonObject)
  }

  /** An object schema without the fields that come from the path; undefined when nothing is left. */
  body(schema: z.ZodType, fromPath: readonly string[]): JsonObject | undefined {
    const name = this.#names.get(schema)?.id
    const whole = this.resolve(this.of(schema))
    const fields = Object.entries((whole.properties ?? {}) as JsonObject)
    const kept = fields.filter(([field]) => !fromPath.includes(field))
    if (name && kept.length < fields.length) delete this.components[name]
    if (kept.length === 0) return undefined
    const required = ((whole.required ?? []) as string[]).filter(
      (field) => !fromPath.includes(field),
    )
    const { required: _, ...rest } = whole
    const reduced = {
      ...rest,
      properties: Object.fromEntries(kept),
      ...(required.length > 0 && { required }),
    }
    if (!name) return reduced
    this.components[name] = reduced
    return { $ref: `#/components/schemas/${name}` }
  }

  resolve(schema: JsonObject): JsonObject {
    const name = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1)! : undefined
    return name ? this.components[name]! : schema
  }
}

/** Zod's references to its own definitions, as references to the components of the document. */
function referring(schema: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'))
}
