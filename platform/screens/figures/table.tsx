import { Table } from '@mantine/core'
import { useFormats, useText } from '../text.ts'
import { type Figures, writeFigure } from './figure.ts'
import './figures.css'

/** Figures in a table; a withheld one says so. Wide tables scroll within themselves. */
export function FigureTable({ figures, caption }: { figures: Figures; caption: string }) {
  const t = useText()
  const write = useFormats()
  const { columns, rows } = figures
  const withheld = t('shell.figure.withheldCell')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="figure-table" tabIndex={0} aria-label={caption}>
      <Table>
        <caption className="only-heard">{caption}</caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column.key} scope="col" data-kind={column.kind}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a figure have no identity of their own
            <tr key={index}>
              {columns.map((column, place) => {
                const value = row[column.key]
                const text = writeFigure(value, column, write, withheld)
                if (place === 0)
                  return (
                    <th key={column.key} scope="row">
                      {text}
                    </th>
                  )
                const isWithheld = (value === null || value === undefined) && column.kind !== 'text'
                return (
                  <td key={column.key} data-kind={column.kind} data-withheld={isWithheld || undefined}>
                    {text}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}
