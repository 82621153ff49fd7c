import { Button } from '@mantine/core'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import { useState } from 'react'
import type { Plain } from '#kernel/entity/describe.ts'
import { useFormats, useText } from '#platform/screens/text.ts'
import { type PartName, type RepeatedPart, repeatedParts } from '../cases.rules.ts'
import type { CaseRow, OpenedIdentity, ShownCase, SinglePart } from './answers.ts'
import type { Codes } from './codes.ts'
import { EditPart } from './edit-part.tsx'
import { Values } from './values.tsx'

type SectionProps = {
  part: PartName
  shown: ShownCase
  codes: Codes
  opened: OpenedIdentity | undefined
  editing: boolean
  onEdit: (edit: boolean) => void
  onSaved: () => Promise<void>
}

/** One part of a case: what is known of it, and the way to change it. */
export function PartSection(props: SectionProps) {
  const t = useText()
  const { part } = props
  if (isEmpty(props.shown, part) && !props.editing) return null
  const title = t(`cases.part.${part}`)
  return (
    <section className="case-part" id={`part-${part}`} aria-label={title}>
      {(repeatedParts as readonly string[]).includes(part) ? (
        <Repeated {...props} part={part as RepeatedPart} title={title} />
      ) : (
        <Single {...props} part={part as SinglePart} title={title} />
      )}
    </section>
  )
}

/** Of which a case may have several and has none. Such parts stand together at the end. */
export const isEmpty = (shown: ShownCase, part: PartName): boolean =>
  (repeatedParts as readonly string[]).includes(part) && shown.rows[part as RepeatedPart].length === 0

function Single(props: SectionProps & { part: SinglePart; title: string }) {
  const t = useText()
  const { part, shown, codes, opened, editing, onEdit, onSaved, title } = props
  const value = shown.parts[part]
  const secrets = opened?.parts[part]
  return (
    <>
      <div className="case-part-head">
        <h2>{title}</h2>
        {shown.may.includes('case.amend') && !editing && (
          <Button
            variant="subtle"
            size="sm"
            leftSection={<IconPencil size={16} aria-hidden />}
            aria-label={t('cases.edit.what', { what: title })}
            onClick={() => onEdit(true)}
          >
            {t('cases.edit')}
          </Button>
        )}
      </div>
      {editing ? (
        <EditPart
          part={part}
          shown={shown}
          codes={codes}
          value={value}
          opened={opened ? (secrets ?? {}) : undefined}
          onSaved={onSaved}
          onCancel={() => onEdit(false)}
        />
      ) : (
        <Values part={part} value={value} codes={codes} {...(secrets && { opened: secrets })} />
      )}
    </>
  )
}

function Repeated(props: SectionProps & { part: RepeatedPart; title: string }) {
  const t = useText()
  const { part, shown, codes, opened, editing, onEdit, onSaved, title } = props
  const [row, setRow] = useState<string>()
  const [freshId, setFreshId] = useState(() => crypto.randomUUID())
  const rows = shown.rows[part]
  const secrets = opened?.parts[part] as Record<string, Record<string, unknown>> | undefined
  const mayAmend = shown.may.includes('case.amend')
  // Opened from above without saying which: the plan that is due, otherwise a new one.
  const target = editing ? (row ?? dueRow(rows) ?? freshId) : undefined
  const begin = (id: string) => {
    setRow(id)
    onEdit(true)
  }
  const end = () => {
    setRow(undefined)
    setFreshId(crypto.randomUUID())
  }
  const edit = (id: string, value: Plain, isNew: boolean) => (
    <EditPart
      key={id}
      part={part}
      shown={shown}
      codes={codes}
      rowId={id}
      value={value}
      opened={isNew ? {} : opened ? (secrets?.[id] ?? {}) : undefined}
      isNew={isNew}
      onSaved={async () => {
        end()
        await onSaved()
      }}
      onCancel={() => {
        end()
        onEdit(false)
      }}
    />
  )
  return (
    <>
      <div className="case-part-head">
        <h2>{title}</h2>
        {mayAmend && target !== freshId && (
          <Button
            variant="subtle"
            size="sm"
            leftSection={<IconPlus size={16} aria-hidden />}
            aria-label={t('cases.add.what', { what: title })}
            onClick={() => begin(freshId)}
          >
            {t('cases.add')}
          </Button>
        )}
      </div>
      {rows.length > 0 && (
        <ol className="case-rows">
          {rows.map((one, index) => (
            <li key={one.id}>
              {target === one.id ? (
                edit(one.id, one.value, false)
              ) : (
                <Row
                  {...props}
                  one={one}
                  secrets={secrets?.[one.id]}
                  onEdit={mayAmend ? () => begin(one.id) : undefined}
                  name={t('cases.edit.which', { what: title, number: index + 1 })}
                />
              )}
            </li>
          ))}
        </ol>
      )}
      {target === freshId && edit(freshId, {}, true)}
    </>
  )
}

function Row(props: {
  part: RepeatedPart
  one: CaseRow
  codes: Codes
  opened: OpenedIdentity | undefined
  secrets: Record<string, unknown> | undefined
  onEdit: (() => void) | undefined
  name: string
}) {
  const t = useText()
  const { part, one, codes, opened, secrets, onEdit, name } = props
  const hasOpen = Object.keys(one.value).length > 0 || secrets !== undefined
  return (
    <div className="case-row">
      <div>
        {part === 'service' || part === 'proceeding' ? (
          <InShort part={part} value={one.value} codes={codes} />
        ) : (
          hasOpen && (
            <Values part={part} value={one.value} codes={codes} {...(secrets && { opened: secrets })} />
          )
        )}
        {one.sealed && opened === undefined && <p className="case-none">{t('cases.rowSealed')}</p>}
      </div>
      {onEdit && (
        <Button variant="subtle" size="compact-sm" aria-label={name} onClick={onEdit}>
          {t('cases.edit')}
        </Button>
      )}
    </div>
  )
}

/** A service or a step of proceedings in one line. */
function InShort({ part, value, codes }: { part: 'service' | 'proceeding'; value: Plain; codes: Codes }) {
  const t = useText()
  const write = useFormats()
  const day = (name: string) => (typeof value[name] === 'string' ? write.partialDate(value[name]) : '')
  const list = part === 'service' ? 'palermo.service-type' : 'palermo.proceeding-stage'
  const when =
    part === 'service' ? t('cases.fromUntil', { from: day('from'), until: day('until') }) : day('date')
  return (
    <p className="case-short">
      <strong>{codes.label(list, String(value.type ?? value.stage ?? ''))}</strong> <span>{when}</span>
    </p>
  )
}

/** The plan whose end is due first. */
const dueRow = (rows: readonly CaseRow[]) =>
  rows
    .filter(r => r.value.actualEndDate === undefined && r.value.plannedEndDate !== undefined)
    .sort((a, b) => String(a.value.plannedEndDate).localeCompare(String(b.value.plannedEndDate)))[0]?.id
