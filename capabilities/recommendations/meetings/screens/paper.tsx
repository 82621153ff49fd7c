import { useText } from '#platform/screens/text.ts'
import type { Piece, PrintedBlock } from '../../documents/report-document.ts'
import { printedIn } from '../../screens/printed.tsx'
import type { ReportAnswer } from './answers.ts'
import './paper.css'

/** The report as it will be printed, on its sheet. */
export function PaperView({ report }: { report: ReportAnswer }) {
  const t = useText()
  return (
    <section className="mt-sheet" aria-label={t('meetings.report.preview')} {...printedIn('en')}>
      <header className="mt-front">
        {report.front.map(({ role, pieces }) => (
          <p key={role} data-role={role}>
            <Words pieces={pieces} />
          </p>
        ))}
      </header>
      {report.blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: in the order of print
        <Block key={index} block={block} />
      ))}
      {report.notes.length > 0 && (
        <footer className="mt-notes">
          {report.notes.map(({ label, text }) => (
            <p key={label}>
              <sup>{label}</sup> {text}
            </p>
          ))}
        </footer>
      )}
    </section>
  )
}

function Block({ block }: { block: PrintedBlock }) {
  if (block.is === 'text')
    return (
      <p>
        <Words pieces={block.pieces} />
      </p>
    )
  if (block.is === 'heading') {
    const Heading = block.level === 'chapter' ? 'h2' : 'h3'
    return (
      <Heading>
        {block.numeral && `${block.numeral}. `}
        <Words pieces={block.pieces} />
      </Heading>
    )
  }
  const isRecommendation = block.kind === 'Recommendation'
  return (
    <>
      {isRecommendation && <h4>Recommendation {block.number}</h4>}
      <p>
        {!isRecommendation && `${block.number}. `}
        <Words pieces={block.lead} />
      </p>
      {block.items.map(({ label, pieces, mark }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: in the order of print
        <p key={index} className="mt-sub" data-mark={mark}>
          {label} <Words pieces={pieces} />
        </p>
      ))}
    </>
  )
}

function Words({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: in the order of print
    typeof piece === 'string' ? <span key={index}>{piece}</span> : <sup key={index}>{piece.label}</sup>,
  )
}
