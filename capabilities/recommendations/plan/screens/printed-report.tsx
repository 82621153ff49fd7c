import type { Block, PrintedReport } from '../yearly.document.ts'
import './printed.css'

const headings = { 1: 'h3', 2: 'h4', 3: 'h5' } as const

/** The report as a page: the same pieces as the Word document. */
export function Printed({ report }: { report: PrintedReport }) {
  return (
    <article className="plan-printed" aria-label={report.title}>
      <header>
        <h2>{report.title}</h2>
        <p className="plan-quiet">{report.stamp}</p>
      </header>
      {report.blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a document in its order
        <Piece key={index} block={block} />
      ))}
    </article>
  )
}

function Piece({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = headings[block.level]
      return <Heading>{block.text}</Heading>
    }
    case 'text':
      return (
        <p className={block.quiet ? 'plan-quiet' : undefined} dir="auto">
          {block.text}
        </p>
      )
    case 'list':
      return (
        <ul>
          {block.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a document in its order
            <li key={index}>
              <bdi>{item}</bdi>
            </li>
          ))}
        </ul>
      )
    case 'facts':
      return (
        <dl className="plan-facts">
          {block.rows.map(({ label, text, said }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a document in its order
            <div key={index}>
              <dt>{label}</dt>
              <dd>
                <bdi>{text}</bdi>
                {said && <p dir="auto">{said}</p>}
              </dd>
            </div>
          ))}
        </dl>
      )
    case 'table':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="plan-scroll" tabIndex={0} aria-label={block.head.join(', ')}>
          <table className="plan-table">
            <thead>
              <tr>
                {block.head.map((words, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                  <th key={column} scope="col" data-number={block.numbers[column] || undefined}>
                    {words}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a document in its order
                <tr key={index}>
                  {row.map((words, column) =>
                    column === 0 ? (
                      <th key={block.head[column]} scope="row">
                        {words}
                      </th>
                    ) : (
                      <td
                        // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                        key={column}
                        data-number={block.numbers[column] || undefined}
                      >
                        {words}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )
  }
}
