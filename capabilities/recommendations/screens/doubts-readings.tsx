import { Autocomplete } from '@mantine/core'
import { useText } from '#platform/screens/text.ts'
import { addresseeKeys } from '../name-keys.ts'
import { beginningOf } from '../recommendations.rules.ts'
import type { CorrectableAtom, CorrectedField } from './doubts-answers.ts'
import { printedIn } from './printed.tsx'
import { forceOrder } from './words.ts'

/** What is said of each atom, by its position, and what stood there before; what is not said stays as read. */
export type SaidReadings = Record<number, Partial<Record<CorrectedField, { seen: string; said: string }>>>

/** The values that differ from what was read, as the server takes them. */
export const correctionsOf = (
  atoms: readonly CorrectableAtom[],
  said: SaidReadings,
): { place: number; field: CorrectedField; seen: string; said: string }[] =>
  atoms.flatMap(atom =>
    (['addressee', 'deontic'] as const).flatMap(field => {
      const { seen = '', said: typed = '' } = said[atom.place]?.[field] ?? {}
      const value = typed.trim()
      return value === '' || value === seen ? [] : [{ place: atom.place, field, seen, said: value }]
    }),
  )

/** Each request as the machine read it, to be read otherwise: whom, and how strongly. Words as the report prints them. */
export function Readings({
  atoms,
  said,
  onSaid,
  error,
}: {
  atoms: readonly CorrectableAtom[]
  said: SaidReadings
  onSaid: (said: SaidReadings) => void
  error: string | undefined
}) {
  const t = useText()
  return (
    <fieldset className="rec-readings">
      <legend>{t('recommendations.readings.title')}</legend>
      <p className="rec-small">{t('recommendations.readings.help')}</p>
      {error && (
        <p className="rec-error" role="alert">
          {error}
        </p>
      )}
      {atoms.map(atom => (
        <div key={atom.place} className="rec-reading">
          <p {...printedIn('en')} className="rec-small">
            {atom.sub && <>({atom.sub}) </>}
            {beginningOf(atom.text, 180)}
          </p>
          <div className="rec-reading-fields">
            {(['addressee', 'deontic'] as const).map(field => (
              <Autocomplete
                key={field}
                size="sm"
                label={t(`recommendations.readings.${field}`)}
                data={field === 'addressee' ? Object.keys(addresseeKeys) : forceOrder}
                value={said[atom.place]?.[field]?.said ?? atom[field]}
                maxLength={200}
                lang="en"
                dir="ltr"
                onChange={value => {
                  const seen = said[atom.place]?.[field]?.seen ?? atom[field]
                  onSaid({ ...said, [atom.place]: { ...said[atom.place], [field]: { seen, said: value } } })
                }}
              />
            ))}
          </div>
        </div>
      ))}
    </fieldset>
  )
}
