import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Description, Plain } from '#kernel/entity/describe.ts'
import { labelKey } from '#kernel/entity/readers.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { type PartName, partDescriptions } from '../cases.rules.ts'
import type { Codes } from './codes.ts'
import { useValueText } from './values.tsx'

type ConflictProps = {
  part: PartName
  codes: Codes
  before: Plain
  mine: Plain
  theirs: Plain
  onTakeTheirs: () => void
  onKeepMine: () => Promise<void>
}

/** A colleague changed the case meanwhile: what stood before, what stands now, what was typed. A person decides. */
export function Conflict(props: ConflictProps) {
  const { part, codes, before, mine, theirs, onTakeTheirs, onKeepMine } = props
  const t = useText()
  const text = useValueText(codes)
  const heading = useRef<HTMLHeadingElement>(null)
  const [trouble, setTrouble] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  useEffect(() => heading.current?.focus(), [])
  const description = partDescriptions[part] as Description
  const shown = (value: Plain, name: string) => {
    const known = value[name]
    if (known !== undefined) return text(description.fields[name]!, known)
    const why = value.missing?.[name]
    return t(`shell.form.absent.${why ?? 'notAsked'}`)
  }
  const differing = Object.entries(description.fields)
    // What is sealed of the colleague's version stays sealed.
    .filter(([, field]) => field.disclosure !== 'identifying')
    .map(([name]) => name)
    .filter(name => shown(mine, name) !== shown(theirs, name) || shown(before, name) !== shown(theirs, name))
  const keep = async () => {
    setBusy(true)
    await onKeepMine().catch(setTrouble)
    setBusy(false)
  }
  return (
    <section className="case-conflict" aria-label={t('cases.conflict')}>
      <h3 ref={heading} tabIndex={-1}>
        {t('cases.conflict')}
      </h3>
      <p>{t(differing.length > 0 ? 'cases.conflict.text' : 'cases.conflict.elsewhere')}</p>
      {differing.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('cases.conflict.field')}</th>
              <th scope="col">{t('cases.conflict.before')}</th>
              <th scope="col">{t('cases.conflict.theirs')}</th>
              <th scope="col">{t('cases.conflict.mine')}</th>
            </tr>
          </thead>
          <tbody>
            {differing.map(name => (
              <tr key={name}>
                <th scope="row">{t(labelKey(description, name))}</th>
                <td data-label={t('cases.conflict.before')}>{shown(before, name)}</td>
                <td data-label={t('cases.conflict.theirs')}>{shown(theirs, name)}</td>
                <td data-label={t('cases.conflict.mine')}>{shown(mine, name)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {trouble !== undefined && <ErrorState error={trouble} />}
      <div className="case-buttons">
        <Button variant="default" onClick={onTakeTheirs}>
          {t('cases.conflict.takeTheirs')}
        </Button>
        <Button variant="default" loading={busy} onClick={() => void keep()}>
          {t('cases.conflict.keepMine')}
        </Button>
      </div>
    </section>
  )
}
