import type { Description, Plain } from '#kernel/entity/describe.ts'
import type { Field } from '#kernel/entity/field.ts'
import { labelKey } from '#kernel/entity/readers.ts'
import { useFormats, useText } from '#platform/screens/text.ts'
import { type PartName, partDescriptions } from '../cases.rules.ts'
import type { Codes } from './codes.ts'

/** A value as people read it. */
export function useValueText(codes: Codes): (field: Field, value: unknown) => string {
  const t = useText()
  const write = useFormats()
  return (field, value) => {
    if (typeof value === 'boolean') return t(value ? 'shell.form.yes' : 'shell.form.no')
    if (typeof value === 'number') return write.number(value)
    if (Array.isArray(value))
      return write.list(value.map(code => codes.label(field.list ?? '', String(code))))
    if (field.kind === 'date') return write.partialDate(String(value))
    return field.list ? codes.label(field.list, String(value)) : String(value)
  }
}

type ValuesProps = {
  part: PartName
  value: Plain
  codes: Codes
  /** What was opened of this part; shown beside the rest and marked. */
  opened?: Record<string, unknown>
}

/** What is known of a part: its answers, and those that were asked without one. What nobody asked is only counted. */
export function Values({ part, value, codes, opened }: ValuesProps) {
  const t = useText()
  const text = useValueText(codes)
  const description = partDescriptions[part] as Description
  const lines = Object.entries(description.fields).flatMap(([name, field]) => {
    const secret = field.disclosure === 'identifying'
    const known = secret ? opened?.[name] : value[name]
    const missing = value.missing?.[name]
    if (known !== undefined) return [{ name, text: text(field, known), secret, absent: false }]
    return missing ? [{ name, text: t(`shell.form.absent.${missing}`), secret: false, absent: true }] : []
  })
  if (lines.length === 0) return <p className="case-none">{t('cases.nothingRecorded')}</p>
  return (
    <dl className="case-values">
      {lines.map(line => (
        <div key={line.name} data-secret={line.secret || undefined} data-absent={line.absent || undefined}>
          <dt>{t(labelKey(description, line.name))}</dt>
          <dd>
            <bdi>{line.text}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}
