import { Table } from '@mantine/core'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { UnodcRow } from '../unodc.rules.ts'
import '#platform/screens/figures/figures.css'
import './unodc.css'

const shownMax = 400

/** How many numbers are withheld, and why. */
export function Withheld({ rows }: { rows: readonly UnodcRow[] }) {
  const t = useText()
  const reasons = [
    ['small', rows.filter(row => row.text.startsWith('<')).length],
    ['earlier', rows.filter(row => row.text === '' && row.earlier !== null).length],
    ['others', rows.filter(row => row.text === '' && row.earlier === null).length],
  ] as const
  if (reasons.every(([, count]) => count === 0))
    return <p className="unodc-text">{t('submissions.withheld.none')}</p>
  return (
    <ul className="unodc-text">
      {reasons
        .filter(([, count]) => count > 0)
        .map(([why, count]) => (
          <li key={why}>{t(`submissions.withheld.${why}`, { count })}</li>
        ))}
    </ul>
  )
}

/** The rows as they go out, in the words of the table; `beside` shows article, source and note of each indicator first. */
export function Rows({
  rows,
  label,
  beside = false,
}: {
  rows: readonly UnodcRow[]
  label: string
  beside?: boolean
}) {
  const t = useText()
  const groups = [...Map.groupBy(rows, row => row.indicator)]
  return groups.map(([indicator, group]) => (
    <div key={indicator} className="unodc-group">
      <h3 dir="ltr">{indicator}</h3>
      {beside && <Beside rows={group} />}
      {/* biome-ignore lint/a11y/useSemanticElements: the section around it is the landmark, this only scrolls */}
      <div
        className="figure-table"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={`${label}: ${indicator}`}
        dir="ltr"
      >
        <Table className="unodc-table">
          <caption className="only-heard">{indicator}</caption>
          <thead>
            <tr>
              {(['dimension', 'category', 'sex', 'age'] as const).map(name => (
                <th key={name} scope="col">
                  {t(`unodc.${name}`)}
                </th>
              ))}
              <th scope="col" data-kind="number">
                {t('unodc.value')}
              </th>
            </tr>
          </thead>
          <tbody>
            {group.slice(0, shownMax).map(row => (
              <tr key={[row.dimension, row.category, row.sex, row.age, row.unit].join()}>
                <td>{row.dimension}</td>
                <td>{row.category}</td>
                <td>{row.sex}</td>
                <td>{row.age}</td>
                <td data-kind="number">
                  <Value row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </div>
  ))
}

function Value({ row }: { row: UnodcRow }) {
  const t = useText()
  const write = useFormats()
  if (row.text === '')
    return (
      <span className="unodc-withheld">
        {t('shell.figure.withheldCell')}
        {row.earlier && (
          <>
            <br />
            <small>{t('submissions.earlier', { ...row.earlier })}</small>
          </>
        )}
      </span>
    )
  if (!/^\d+$/.test(row.text)) return row.text
  const money = row.unit !== 'Counts' ? ` ${row.unit}` : ''
  return `${write.number(Number(row.text))}${money}`
}

function Beside({ rows }: { rows: readonly UnodcRow[] }) {
  const t = useText()
  return (
    <dl className="unodc-beside">
      {(['article', 'source', 'note'] as const).map(name => {
        // The shortest says what is true of all: others add why their own number is withheld.
        const texts = [...new Set(rows.map(row => row[name]))]
          .filter(Boolean)
          .sort((a, b) => a.length - b.length)
        if (texts.length === 0) return null
        return (
          <div key={name}>
            <dt>{t(`unodc.${name}`)}</dt>
            <dd dir="auto">{texts[0]}</dd>
          </div>
        )
      })}
    </dl>
  )
}
