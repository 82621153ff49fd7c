import type { Description } from '#kernel/entity/describe.ts'
import { formFields } from '#kernel/entity/readers.ts'
import type { FieldForForm, FieldOption } from '#kernel/form/field.ts'

/**
 * The questions of a form, from the description.
 * @param options what each list offers, by its id; labels in the reader's language
 * @param only names in their order; all of the description when left out
 * @param needed names that must be answered here, whatever the description leaves open
 */
export function fieldsOf(
  description: Description,
  options: Readonly<Record<string, FieldOption[]>>,
  only?: readonly string[],
  needed: readonly string[] = [],
): FieldForForm[] {
  const all = new Map(formFields(description).map(field => [field.name, field]))
  return (only ?? [...all.keys()]).map(name => {
    const { labelKey, kind, required, list } = all.get(name)!
    const { lengthMax, min, max } = description.fields[name]!
    return {
      name,
      labelKey,
      kind,
      // Begins with an answer, so nobody is asked to leave it out.
      required: required || kind === 'yesNo' || needed.includes(name),
      // Plans are made by people who know: unknown and refused are no answers here.
      absences: [],
      ...(list ? { options: options[list] ?? [] } : {}),
      ...(lengthMax === undefined ? {} : { lengthMax }),
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
    }
  })
}
