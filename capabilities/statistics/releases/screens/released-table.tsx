import { Table } from '@mantine/core'
import '#platform/screens/figures/figures.css'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { ReleasedTable } from '../release.entity.ts'
import { type Labels, useCodeNames } from './answers.ts'

/** A table of a release as it is read: the last dimension across, all others down. A withheld count says so. */
export function ReleasedTableView(props: { table: ReleasedTable; labels: Labels; threshold: number }) {
  const { table, labels, threshold } = props
  const t = useText()
  const write = useFormats()
  const name = useCodeNames(labels)
  const { dimensions, cells } = table
  const across = dimensions.length > 1 ? dimensions.at(-1)! : undefined
  const down = across ? dimensions.slice(0, -1) : dimensions
  const width = across?.codes.length ?? 1
  const lines = Array.from({ length: cells.length / width }, (_, i) =>
    cells.slice(i * width, (i + 1) * width),
  )
  const isNested = (dimension: (typeof dimensions)[number], code: string) => code in (dimension.parents ?? {})
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: the section around it is the landmark, this only scrolls
    <div className="figure-table" role="group" tabIndex={0} aria-label={table.title}>
      <Table className="release-table">
        <caption className="only-heard">{table.title}</caption>
        <thead>
          <tr>
            {down.map(({ id }) => (
              <th key={id} scope="col">
                {name.dimension(id)}
              </th>
            ))}
            {across ? (
              across.codes.map(code => (
                <th
                  key={code}
                  scope="col"
                  data-kind="number"
                  data-nested={isNested(across, code) || undefined}
                >
                  {name.code(across.id, code)}
                </th>
              ))
            ) : (
              <th scope="col" data-kind="number">
                {t('releases.count')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map(line => (
            <tr
              key={line[0]!.key.join()}
              data-total={line[0]!.key.slice(0, down.length).every(c => c === '_T') || undefined}
            >
              {down.map((dimension, i) => {
                const code = line[0]!.key[i]!
                return (
                  <th key={dimension.id} scope="row" data-nested={isNested(dimension, code) || undefined}>
                    {name.code(dimension.id, code)}
                  </th>
                )
              })}
              {line.map(({ key, count, mark }) => (
                <td
                  key={key.join()}
                  data-kind="number"
                  data-cell={key.join('|')}
                  data-withheld={count === undefined || undefined}
                >
                  {count !== undefined ? (
                    write.number(count)
                  ) : mark === 'small' ? (
                    <span dir="ltr">{`<${write.number(threshold)}`}</span>
                  ) : (
                    t('releases.withheld')
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}
