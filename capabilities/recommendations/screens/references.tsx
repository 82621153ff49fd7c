import { ScreenLink } from '#platform/screens/navigate.tsx'
import { Section } from '#platform/screens/page.tsx'
import { useText } from '#platform/screens/text.ts'
import type { RecommendationAnswer, Reference } from './answers.ts'
import { printedIn } from './printed.tsx'
import { pathOf, useNames } from './words.ts'

/** Cross-references in both directions, as printed; the ways back that nobody printed are marked. */
export function CrossReferences({ one }: { one: RecommendationAnswer }) {
  const t = useText()
  if (one.references.length + one.referredBy.length === 0) return null
  return (
    <Section title={t('recommendations.references')}>
      {one.references.length > 0 && (
        <ReferenceList
          title={t('recommendations.leadsTo')}
          references={one.references}
          language={one.language}
          leads
        />
      )}
      {one.referredBy.length > 0 && (
        <ReferenceList
          title={t('recommendations.leadsHere')}
          references={one.referredBy}
          language={one.language}
        />
      )}
    </Section>
  )
}

type ListProps = { title: string; references: readonly Reference[]; language: string; leads?: boolean }

function ReferenceList({ title, references, language, leads }: ListProps) {
  return (
    <>
      <h3 className="rec-refs-title">{title}</h3>
      <ul className="rec-refs">
        {references.map((reference, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: in the order of print
          <li key={index}>
            <Row reference={reference} language={language} leads={leads ?? false} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Row({ reference, language, leads }: { reference: Reference; language: string; leads: boolean }) {
  const t = useText()
  const names = useNames()
  const { other, origin, direction, fromSub, toSub, literal, printedIn: printer } = reference
  const [ownSub, otherSub] = leads ? [fromSub, toSub] : [toSub, fromSub]
  return (
    <>
      <div className="rec-ref-head">
        {other ? (
          <ScreenLink to={pathOf(other, otherSub)}>
            {names.number(other.kind, other.number, otherSub)}
          </ScreenLink>
        ) : (
          <span>{t('recommendations.notThere', { number: reference.otherNumber })}</span>
        )}
        {ownSub && (
          <span className="rec-small">
            {t(leads ? 'recommendations.fromOwnSub' : 'recommendations.toOwnSub', { letter: ownSub })}
          </span>
        )}
        {origin === 'derived' ? (
          <span className="rec-tag rec-tag-derived" title={t('recommendations.derivedHelp')}>
            {t('recommendations.derived')}
          </span>
        ) : (
          direction && <span className="rec-tag">{t(`recommendations.direction.${direction}`)}</span>
        )}
        {reference.scopeInDoubt && leads && (
          <span className="rec-small">{t('recommendations.scopeInDoubt')}</span>
        )}
      </div>
      {other && (
        <p className="rec-ref-text" {...printedIn(language)}>
          {beginning(other.text)}
        </p>
      )}
      <p className="rec-small">
        {other && <bdi {...printedIn(language)}>{other.citation}</bdi>}
        {(literal || printer) && (
          <>
            {other && ' · '}
            {printer ? t('recommendations.printedBy') : t('recommendations.printedHere')}{' '}
            {printer && (
              <ScreenLink to={pathOf(printer)}>
                <bdi {...printedIn(language)}>{printer.citation}</bdi>
              </ScreenLink>
            )}{' '}
            {literal && <q {...printedIn(language)}>{literal}</q>}
          </>
        )}
      </p>
    </>
  )
}

const lettersMax = 150
const beginning = (text: string) =>
  text.length <= lettersMax ? text : `${text.slice(0, text.lastIndexOf(' ', lettersMax))} …`

/** Treaty articles, decisions and earlier recommendations that the words name, and what names this one. */
export function Citations({ one }: { one: RecommendationAnswer }) {
  const t = useText()
  const names = useNames()
  if (one.citations.length + one.citedBy.length === 0) return null
  return (
    <Section title={t('recommendations.citations')}>
      <ul className="rec-plain">
        {one.citations.map(({ kind, relation, literal, sub, leadsTo }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: in the order of print
          <li key={index}>
            <span className="rec-tag">{t(`recommendations.citationKind.${kind.replaceAll(' ', '-')}`)}</span>{' '}
            {relation !== 'cites' && <>{t(`recommendations.relation.${relation.replaceAll(' ', '-')}`)} </>}
            <bdi {...printedIn(one.language)}>{literal.replace(/[.)]+$/, '')}</bdi>
            {sub && <> ({sub})</>}
            {leadsTo && (
              <>
                {' → '}
                <ScreenLink to={pathOf(leadsTo)}>{names.number(leadsTo.kind, leadsTo.number)}</ScreenLink>{' '}
                <span className="rec-small">{t('recommendations.resolved')}</span>
              </>
            )}
          </li>
        ))}
        {one.citedBy.map(other => (
          <li key={`${other.report}/${other.address}`}>
            <span className="rec-tag">{t('recommendations.namedBy')}</span>{' '}
            <ScreenLink to={pathOf(other)}>{names.number(other.kind, other.number)}</ScreenLink>{' '}
            <bdi className="rec-small" {...printedIn(one.language)}>
              {other.citation}
            </bdi>
          </li>
        ))}
      </ul>
    </Section>
  )
}
