import { Button } from '@mantine/core'
import { type KeyboardEvent, useRef } from 'react'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { Check } from '../checks.rules.ts'
import { type Block, type CellValue, cellKey, type ReturnContent, total } from '../return.entity.ts'
import { type Grid, gridOf, partsOf } from '../table.rules.ts'
import { inLanguage } from './answers.ts'
import { readCell, writeCell } from './cell-text.ts'
import { RowAdder } from './row-adder.tsx'

export interface GridProps {
  block: Block
  content: ReturnContent
  labels: Record<string, Record<string, string>>
  /** What is typed and cannot be read, by cell. */
  wrong?: Readonly<Record<string, string>>
  checks: readonly Check[]
  language: string
  /** Shows the form itself, with cells that hold nothing yet. */
  isForm?: boolean
  /** Absent where the block is only shown. */
  onCell?: (key: string, typed: string) => void
  onContent?: (change: (content: ReturnContent) => ReturnContent) => void
}

/** One block of a return as the table it is: inputs where it may be filled in, numbers where it is read. */
export function BlockGrid(props: GridProps) {
  const { block, content, labels, checks, language, isForm, onCell, onContent, wrong = {} } = props
  const t = useText()
  const table = useRef<HTMLTableElement>(null)
  const grid = gridOf(block, content)
  const title = inLanguage(block.title, language)
  const name = (dimension: string | undefined, code: string) =>
    code === total ? t('returns.total') : (labels[dimension ?? '']?.[code] ?? code)
  const added = new Set(content.rows[block.id] ?? [])
  return (
    <div className="return-block">
      <h3>{title}</h3>
      {block.apart && <p className="return-quiet">{t('returns.apart')}</p>}
      <div className="return-grid-frame">
        <section tabIndex={onCell ? undefined : 0} aria-label={title}>
          <table className="return-grid" ref={table} onKeyDown={event => move(event, table.current)}>
            <thead>
              <tr>
                <td />
                {[...grid.columns, total].map(column => (
                  <th
                    key={column}
                    scope="col"
                    data-total={(column === total && block.columns !== undefined) || undefined}
                  >
                    {block.columns ? name(block.columns.dimension, column) : t('returns.number')}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[...grid.rows, total].map(row => (
                <tr key={row} data-total={row === total || undefined}>
                  <th scope="row">
                    {name(block.rows.dimension, row)}
                    {added.has(row) && onContent && (
                      <button
                        type="button"
                        className="return-remove"
                        aria-label={t('returns.removeRow', { name: name(block.rows.dimension, row) })}
                        onClick={() => onContent(c => withoutRow(c, block, row))}
                      >
                        ×
                      </button>
                    )}
                  </th>
                  {[...grid.columns, total].map(column => (
                    <Cell
                      key={column}
                      grid={grid}
                      row={row}
                      column={column}
                      label={[
                        name(block.rows.dimension, row),
                        ...(block.columns ? [name(block.columns.dimension, column)] : []),
                      ].join(', ')}
                      problems={checks.filter(c => c.cells.includes(cellKey(block.id, row, column)))}
                      wrong={wrong[cellKey(block.id, row, column)]}
                      isForm={isForm}
                      onCell={onCell}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
      {onContent && (
        <div className="return-tools">
          {block.rows.open && (
            <RowAdder
              block={block}
              taken={grid.rows}
              onAdd={code => onContent(c => withRow(c, block, code))}
            />
          )}
          <FillRest grid={grid} title={title} onContent={onContent} />
        </div>
      )}
    </div>
  )
}

interface CellProps {
  grid: Grid
  row: string
  column: string
  label: string
  problems: readonly Check[]
  wrong: string | undefined
  isForm: boolean | undefined
  onCell: GridProps['onCell']
}

function Cell({ grid, row, column, label, problems, wrong, isForm, onCell }: CellProps) {
  const t = useText()
  const write = useFormats()
  const words = { unknown: t('returns.unknown'), notCollected: t('returns.not-collected') }
  const typed = grid.typed(row, column)
  const value = grid.value(row, column)
  const said = (v: CellValue | undefined) =>
    typeof v === 'number' ? write.number(v) : v === undefined ? '' : t(`returns.${v}`)
  // An empty cell is no mistake while somebody is still filling in.
  const worst = wrong !== undefined ? 'error' : problems.find(c => c.code !== 'empty')?.severity
  const isTotal = row === total || (column === total && grid.columns.length > 0)
  if (!onCell)
    return (
      <td
        data-problem={worst}
        data-total={isTotal || undefined}
        data-word={typeof value === 'string' || undefined}
      >
        {value === undefined && !isForm ? (
          <span className="return-quiet">{t('returns.nothingSaid')}</span>
        ) : (
          said(value)
        )}
      </td>
    )
  const sum = isTotal ? grid.sumOf(row, column) : undefined
  return (
    <td data-problem={worst} data-total={isTotal || undefined}>
      <input
        className="return-cell"
        aria-label={label}
        aria-invalid={worst === 'error' || undefined}
        inputMode="text"
        autoComplete="off"
        size={6}
        maxLength={30}
        value={wrong ?? writeCell(typed, words)}
        placeholder={sum === undefined ? '' : write.number(sum)}
        data-cell={cellKey(grid.block.id, row, column)}
        onChange={event => onCell(cellKey(grid.block.id, row, column), event.currentTarget.value)}
        onFocus={event => event.currentTarget.select()}
      />
      {isTotal && sum !== undefined && typed !== undefined && typed !== sum && (
        <span className="return-sum">{t('returns.sumIs', { sum: write.number(sum) })}</span>
      )}
    </td>
  )
}

/** Gives every cell that was left empty the same answer. */
function FillRest({
  grid,
  title,
  onContent,
}: {
  grid: Grid
  title: string
  onContent: NonNullable<GridProps['onContent']>
}) {
  const t = useText()
  const open = partsOf(grid).filter(([row, column]) => grid.typed(row, column) === undefined)
  if (open.length === 0) return null
  const fill = (value: CellValue) =>
    onContent(content => ({
      ...content,
      cells: {
        ...content.cells,
        ...Object.fromEntries(open.map(([row, column]) => [cellKey(grid.block.id, row, column), value])),
      },
    }))
  return (
    <fieldset className="return-fill">
      <legend>{t('returns.fillRest', { count: open.length })}</legend>
      {([0, 'unknown', 'not-collected'] as const).map(value => (
        <Button
          key={value}
          variant="default"
          size="compact-sm"
          aria-label={t('returns.fillRestOf', {
            block: title,
            value: value === 0 ? '0' : t(`returns.${value}`),
          })}
          onClick={() => fill(value)}
        >
          {value === 0 ? '0' : t(`returns.${value}`)}
        </Button>
      ))}
    </fieldset>
  )
}

/** Arrows and Enter move between cells: sideways only from the edge of what is typed. */
function move(event: KeyboardEvent, table: HTMLTableElement | null) {
  const input = event.target
  if (!(input instanceof HTMLInputElement) || !table || event.ctrlKey || event.metaKey || event.altKey) return
  const rows = [...table.rows].map(row => [...row.querySelectorAll<HTMLInputElement>('input.return-cell')])
  const r = rows.findIndex(row => row.includes(input))
  const c = rows[r]?.indexOf(input) ?? -1
  const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length
  const rightToLeft = getComputedStyle(table).direction === 'rtl'
  const atStart = whole || input.selectionEnd === 0
  const atEnd = whole || input.selectionStart === input.value.length
  const [before, after] = rightToLeft ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight']
  const target =
    event.key === 'ArrowUp' || (event.key === 'Enter' && event.shiftKey)
      ? rows[r - 1]?.[c]
      : event.key === 'ArrowDown' || event.key === 'Enter'
        ? rows[r + 1]?.[c]
        : event.key === before && atStart
          ? rows[r]?.[c - 1]
          : event.key === after && atEnd
            ? rows[r]?.[c + 1]
            : undefined
  if (event.key === 'Enter') event.preventDefault()
  if (!target) return
  event.preventDefault()
  target.focus()
}

/** What was typed into a cell, as the content keeps it. */
export function typedInto(
  content: ReturnContent,
  key: string,
  text: string,
  words: { unknown: string; notCollected: string },
): { content: ReturnContent; wrong: string | undefined } {
  const read = readCell(text, words)
  const { [key]: _, ...others } = content.cells
  if ('wrong' in read) return { content: { ...content, cells: others }, wrong: text }
  return {
    content: {
      ...content,
      cells: read.value === undefined ? others : { ...others, [key]: read.value },
    },
    wrong: undefined,
  }
}

const withRow = (content: ReturnContent, block: Block, code: string): ReturnContent => ({
  ...content,
  rows: { ...content.rows, [block.id]: [...(content.rows[block.id] ?? []), code] },
})

function withoutRow(content: ReturnContent, block: Block, code: string): ReturnContent {
  const prefix = `${block.id}|${code}|`
  return {
    ...content,
    rows: { ...content.rows, [block.id]: (content.rows[block.id] ?? []).filter(row => row !== code) },
    cells: Object.fromEntries(Object.entries(content.cells).filter(([key]) => !key.startsWith(prefix))),
  }
}
