import { Menu, SegmentedControl } from '@mantine/core'
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs'
import IconLink from '@tabler/icons-react/dist/esm/icons/IconLink.mjs'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { announce } from '../announce.tsx'
import { WithheldMark } from '../marks.tsx'
import { EmptyState } from '../states.tsx'
import { useFormats, useText } from '../text.ts'
import { type Draw, useDrawing } from './drawing.ts'
import { type Figures, sayRow } from './figure.ts'
import { FigureTable } from './table.tsx'
import './figures.css'

export type ChartFrameProps = {
  /** What the picture shows, as a sentence: `More men were identified in 2024`. */
  finding: string
  /** What was measured, of whom, where, when. */
  measure: string
  source: { name: string; href?: string }
  /** Number of cases behind the picture. */
  count?: number
  /** Figures held back, and the threshold below which they are. */
  withheld?: { count: number; threshold: number }
  /** The figures behind the picture; withheld ones are null. */
  figures: Figures
  /** Draws the picture; `bars`, `lines` and `worldMap` make one, or any function of this shape. */
  draw: Draw
  /** Colours and what they stand for, when the picture does not say it by itself. */
  legend?: readonly { label: string; colour: string }[]
  /** Further notes under the picture, for instance that borders imply no endorsement. */
  note?: ReactNode
  /** Level of its heading: 2 on a page of its own, 3 within a section. */
  level?: 2 | 3
  /** What is counted, in whole sentences, and what the reader should know of it: for the one who asks, and for files. */
  definition?: string
  /** Whose setting decided what is withheld, e.g. that of readers inside the node. */
  disclosure?: string
  /** Moment of the figures, ISO 8601; now where they have none. */
  moment?: string
  /** Offers the address of the page, which shows the same question again. */
  offersLink?: boolean
  /** Name of the downloaded file, without its ending. */
  fileName: string
  /** Where the same figures can be drawn in several ways: the ways, and which one is `draw`. */
  ways?: {
    all: readonly { value: string; label: string }[]
    shown: string
    table: string
    onChange: (value: string) => void
  }
}

/** Every chart of the house: the finding, the measure, the picture or its table, where it comes from, the file. */
export function ChartFrame(props: ChartFrameProps) {
  const { finding, measure, source, count, withheld, figures, draw, legend, note, level = 2, ways } = props
  const t = useText()
  const id = useId()
  const [shown, setShown] = useState<'chart' | 'table'>('chart')
  const [failed, setFailed] = useState(false)
  const notes = useNotes(props)
  const Heading = level === 2 ? 'h2' : 'h3'
  if (figures.rows.length === 0) return <EmptyState title={t('shell.figure.empty')}>{measure}</EmptyState>
  return (
    <figure className="figure" aria-labelledby={`${id}-finding`} aria-describedby={`${id}-measure`}>
      <Heading id={`${id}-finding`}>{finding}</Heading>
      <p id={`${id}-measure`} className="figure-measure">
        {measure}
      </p>
      <div className="figure-tools no-print">
        <SegmentedControl
          size="xs"
          value={shown === 'chart' && ways ? ways.shown : shown}
          aria-label={finding}
          onChange={value => {
            setShown(value === 'table' ? 'table' : 'chart')
            if (value !== 'table') ways?.onChange(value)
          }}
          data={[
            ...(ways?.all ?? [{ value: 'chart', label: t('shell.figure.showChart') }]),
            { value: 'table', label: ways?.table ?? t('shell.figure.showTable') },
          ]}
        />
        <span className="figure-takes">
          {props.offersLink && <CopyLink />}
          <Downloads {...props} notes={notes} />
        </span>
      </div>
      {failed && (
        <p role="status" className="figure-measure">
          {t('shell.figure.trouble')}
        </p>
      )}
      {shown === 'table' ? (
        <FigureTable figures={figures} caption={`${finding}. ${measure}`} />
      ) : (
        <>
          {legend && (
            <ul className="figure-legend">
              {legend.map(({ label, colour }) => (
                <li key={label}>
                  <span style={{ background: colour }} aria-hidden />
                  {label}
                </li>
              ))}
            </ul>
          )}
          <Picture
            draw={draw}
            figures={figures}
            label={`${finding}. ${measure}`}
            onTrouble={() => {
              setFailed(true)
              setShown('table')
            }}
          />
        </>
      )}
      <figcaption>
        <span>
          {source.href ? (
            <a href={source.href}>{t('shell.figure.source', { name: source.name })}</a>
          ) : (
            t('shell.figure.source', { name: source.name })
          )}
        </span>
        {count !== undefined && <span>{t('shell.figure.count', { count })}</span>}
        {withheld !== undefined && withheld.count > 0 && <WithheldMark {...withheld} />}
        {note && <span>{note}</span>}
        {props.disclosure && <span>{props.disclosure}</span>}
        {props.definition && (
          <details className="figure-definition">
            <summary>{t('shell.figure.definition')}</summary>
            <p>{props.definition}</p>
          </details>
        )}
      </figcaption>
    </figure>
  )
}

function useNotes({ source, count, withheld, note }: ChartFrameProps): string[] {
  const t = useText()
  return [
    t('shell.figure.source', { name: source.name }),
    count === undefined ? '' : t('shell.figure.count', { count }),
    withheld === undefined || withheld.count === 0 ? '' : t('shell.withheld', withheld),
    typeof note === 'string' ? note : '',
  ].filter(Boolean)
}

type PictureProps = { draw: Draw; figures: Figures; label: string; onTrouble: () => void }

/** The drawing itself; arrow keys read its figures, row by row. */
function Picture({ draw, figures, label, onTrouble }: PictureProps) {
  const t = useText()
  const write = useFormats()
  const id = useId()
  const place = useRef<HTMLDivElement>(null)
  const failed = useDrawing(place, draw)
  const [row, setRow] = useState<number>()
  useEffect(() => {
    if (failed) onTrouble()
  }, [failed, onTrouble])
  const press = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const last = figures.rows.length - 1
    setRow(known => (known === undefined ? (step > 0 ? 0 : last) : Math.min(last, Math.max(0, known + step))))
  }
  const read = row === undefined ? undefined : figures.rows[row]
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing that answers to keys is no fieldset */}
      <div
        ref={place}
        role="group"
        aria-roledescription={t('shell.figure.chart')}
        aria-label={label}
        aria-describedby={`${id}-keys`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read the values here
        tabIndex={0}
        className="figure-picture"
        onKeyDown={press}
        onBlur={() => setRow(undefined)}
      />
      <span id={`${id}-keys`} className="only-heard">
        {t('shell.figure.keys')}
      </span>
      <p className="figure-read" role="status">
        {read && sayRow(read, figures, write, t('shell.figure.withheldCell'))}
      </p>
    </>
  )
}

function Downloads(props: ChartFrameProps & { notes: string[] }) {
  const t = useText()
  const write = useFormats()
  const { finding, measure, notes, figures, draw, legend, fileName } = props
  const save = async (kind: 'png' | 'svg' | 'csv' | 'xlsx') => {
    const { savePicture, saveText, saveWorkbook } = await import('./download.ts')
    if (kind === 'csv') {
      const { figuresAsCsv } = await import('./figure.ts')
      saveText(`${fileName}.csv`, 'text/csv', figuresAsCsv(figures))
    } else if (kind === 'xlsx') {
      const { figuresAsWorkbook } = await import('./workbook.ts')
      const names = { figures: t('shell.figure.sheet.figures'), about: t('shell.figure.sheet.about') }
      const withheld = t('shell.figure.withheldCell')
      saveWorkbook(
        `${fileName}.xlsx`,
        await figuresAsWorkbook(figures, aboutOf(props, t, write), names, withheld),
      )
    } else await savePicture({ kind, fileName, finding, measure, notes, legend, draw, write })
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className="figure-button">
          <IconDownload size={18} stroke={1.6} aria-hidden />
          {t('shell.figure.download')}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['png', 'svg', 'csv', 'xlsx'] as const).map(kind => (
          <Menu.Item key={kind} onClick={() => void save(kind)}>
            {kind.toUpperCase()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** What a workbook says beside its figures. */
function aboutOf(
  props: ChartFrameProps & { notes: string[] },
  t: ReturnType<typeof useText>,
  write: ReturnType<typeof useFormats>,
): [string, string][] {
  const { finding, measure, notes, definition = '', disclosure = '', moment, offersLink } = props
  const lines: [string, string][] = [
    [t('shell.figure.about.finding'), finding],
    [t('shell.figure.about.measure'), measure],
    [t('shell.figure.definition'), definition],
    [t('shell.figure.about.notes'), notes.join(' ')],
    [t('shell.figure.about.disclosure'), disclosure],
    [t('shell.figure.about.moment'), write.time(moment ?? new Date())],
    [t('shell.figure.about.link'), offersLink ? window.location.href : ''],
  ]
  return lines.filter(([, value]) => value !== '')
}

/** Copies the address of the page: the whole question is in it. */
function CopyLink() {
  const t = useText()
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href)
    announce(t('shell.figure.linkCopied'))
  }
  return (
    <button type="button" className="figure-button" onClick={() => void copy()}>
      <IconLink size={18} stroke={1.6} aria-hidden />
      {t('shell.figure.link')}
    </button>
  )
}
