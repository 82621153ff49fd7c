import { ScreenLink } from '#platform/screens/navigate.tsx'
import { Section } from '#platform/screens/page.tsx'
import { useText } from '#platform/screens/text.ts'
import { type CitationLink, citationLink } from '../reading/citation-links.rules.ts'
import { beginningOf } from '../recommendations.rules.ts'
import { Relations } from '../relations/screens/relations-section.tsx'
import type { RecommendationAnswer, Reference } from './answers.ts'
import { printedIn, Quoted } from './printed.tsx'
import { pathOf, useNames } from './words.ts'

type Sided = Reference & { leads: 'there' | 'here' }
type Neighbour = { key: string; other: Reference['other']; otherNumber: number; ways: Sided[] }

/** Cross-references as printed, then the relations that people vouch for or the machine proposes. */
export function CrossReferences({ one }: { one: RecommendationAnswer }) {
  return (
    <>
      <PrintedReferences one={one} />
      <Relations one={one} />
    </>
  )
}

/** In both directions, by the recommendation at the other end; ways back that nobody printed are marked. */
function PrintedReferences({ one }: { one: RecommendationAnswer }) {
  const t = useText()
  const names = useNames()
  const all: Sided[] = [
    ...one.references.map(reference => ({ ...reference, leads: 'there' as const })),
    ...one.referredBy.map(reference => ({ ...reference, leads: 'here' as const })),
  ]
  if (all.length === 0) return null
  const printer = onlyPrinter(all)
  return (
    <Section title={t('recommendations.references')}>
      {printer && (
        <p className="rec-small">
          {t('recommendations.printedBy')}{' '}
          <ScreenLink to={pathOf(printer)}>{names.place(printer)}</ScreenLink>
          {t('recommendations.printedByNumbers')}
        </p>
      )}
      <ul className="rec-refs">
        {neighboursOf(all).map(neighbour => (
          <li key={neighbour.key}>
            <div className="rec-ref-head">
              {neighbour.other ? (
                <ScreenLink to={pathOf(neighbour.other)}>{names.place(neighbour.other)}</ScreenLink>
              ) : (
                t('recommendations.notThere', { number: neighbour.otherNumber })
              )}
            </div>
            {neighbour.other && (
              <p className="rec-ref-text" {...printedIn(one.language)}>
                {beginningOf(neighbour.other.text, lettersMax)}
              </p>
            )}
            <ul className="rec-ways">
              {neighbour.ways.map((way, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: in the order of print
                <li key={index}>
                  <Way way={way} language={one.language} namesPrinter={printer === undefined} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Way({ way, language, namesPrinter }: { way: Sided; language: string; namesPrinter: boolean }) {
  const t = useText()
  const names = useNames()
  const { leads, fromSub, toSub, origin, direction, literal, printedIn: printer } = way
  return (
    <>
      {t(`recommendations.leads.${leads}`, {
        from: fromSub ? `(${fromSub})` : 'none',
        to: toSub ? `(${toSub})` : 'none',
        hasFrom: fromSub ? 'yes' : 'no',
        hasTo: toSub ? 'yes' : 'no',
      })}{' '}
      {literal && <Quoted language={language}>{literal.replace(/^\(|\)$/g, '')}</Quoted>}{' '}
      {origin === 'derived' && (
        <span className="rec-tag rec-tag-derived" title={t('recommendations.derivedHelp')}>
          {t('recommendations.derived')}
        </span>
      )}
      {origin === 'printed' && direction && (
        <span className="rec-tag">{t(`recommendations.direction.${direction}`)}</span>
      )}
      {way.scopeInDoubt && <> {t('recommendations.scopeInDoubt')}</>}
      {namesPrinter && printer && (
        <>
          {' '}
          {t('recommendations.printedBy')}{' '}
          <ScreenLink to={pathOf(printer)}>{names.place(printer)}</ScreenLink>
        </>
      )}
    </>
  )
}

/** The one other document that prints all of them, or undefined. */
function onlyPrinter(all: readonly Sided[]): Reference['printedIn'] | undefined {
  const first = all[0]?.printedIn
  if (!first) return undefined
  return all.every(({ printedIn: printer }) => printer && pathOf(printer) === pathOf(first))
    ? first
    : undefined
}

function neighboursOf(all: readonly Sided[]): Neighbour[] {
  const neighbours = new Map<string, Neighbour>()
  for (const way of all) {
    const key = way.other ? pathOf(way.other) : `number ${way.otherNumber}`
    const known = neighbours.get(key)
    if (known) known.ways.push(way)
    else neighbours.set(key, { key, other: way.other, otherNumber: way.otherNumber, ways: [way] })
  }
  return [...neighbours.values()]
}

const lettersMax = 150

/** Treaty articles, decisions and earlier recommendations that the words name, and what names this one. */
export function Citations({ one }: { one: RecommendationAnswer }) {
  const t = useText()
  const names = useNames()
  if (one.citations.length + one.citedBy.length === 0) return null
  return (
    <Section title={t('recommendations.citations')}>
      <ul className="rec-plain">
        {one.citations.map(({ kind, relation, target, of, literal, sub, leadsTo }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: in the order of print
          <li key={index}>
            <span className="rec-tag">{t(`recommendations.citationKind.${kind.replaceAll(' ', '-')}`)}</span>{' '}
            {relation !== 'cites' && <>{t(`recommendations.relation.${relation.replaceAll(' ', '-')}`)} </>}
            <Cited
              literal={withoutEnd(literal)}
              language={one.language}
              link={citationLink({ kind, target, of })}
            />
            {sub && <> ({sub})</>}
            {leadsTo && (
              <div>
                <ScreenLink to={pathOf(leadsTo)}>{names.place(leadsTo)}</ScreenLink>{' '}
                <span className="rec-small">{t('recommendations.resolved')}</span>
              </div>
            )}
          </li>
        ))}
        {one.citedBy.map(other => (
          <li key={`${other.report}/${other.address}`}>
            <span className="rec-tag">{t('recommendations.namedBy')}</span>{' '}
            <ScreenLink to={pathOf(other)}>{names.place(other)}</ScreenLink>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What is cited, as printed, and where it stands with the United Nations; it opens there, outside this node. */
function Cited({
  literal,
  language,
  link,
}: {
  literal: string
  language: string
  link: CitationLink | null
}) {
  const t = useText()
  const words = <bdi {...printedIn(language)}>{literal}</bdi>
  if (!link) return words
  const way = (
    <a href={link.href} rel="external noreferrer" title={t('recommendations.citation.opens')}>
      <bdi dir="ltr">{link.symbol}</bdi>
    </a>
  )
  if (literal === link.symbol) return way
  return (
    <>
      {words} · {way}
    </>
  )
}

/** Without a full stop or a bracket that the sentence, not the citation, has opened. */
const withoutEnd = (literal: string) =>
  literal.includes('(') ? literal.replace(/\.$/, '') : literal.replace(/[.)]+$/, '')
