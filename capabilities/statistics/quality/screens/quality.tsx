import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { useSession } from '#platform/screens/session.ts'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { contradictionKinds, type RoundedShare } from '../quality.entity.ts'
import type { QualityAnswer } from './answers.ts'
import './quality.css'

/** How good the records are: complete, free of contradiction, in time. Unknown is never zero. */
export default function Quality() {
  const t = useText()
  const { locale } = useIntl()
  useLive(['returns', 'facts'], [['quality']], 5_000)
  const query = useQuery({
    queryKey: ['quality', locale],
    queryFn: ({ signal }) => api.get<QualityAnswer>('/api/statistics/quality', { signal }),
  })
  return (
    <>
      <PageTitle lead={t('quality.lead')}>{t('quality.nav.page')}</PageTitle>
      <Loaded query={query}>
        {answer => (
          <>
            <Completeness answer={answer} />
            <Contradictions answer={answer} />
            <Lateness answer={answer} />
          </>
        )}
      </Loaded>
    </>
  )
}

function Definition({ children }: { children: ReactNode }) {
  const t = useText()
  return (
    <details className="quality-definition">
      <summary>{t('quality.definition')}</summary>
      <p>{children}</p>
    </details>
  )
}

function Completeness({ answer: { completeness, agencyKinds } }: { answer: QualityAnswer }) {
  const t = useText()
  const write = useFormats()
  const [search, change] = useSearch()
  const shown = completeness.filter(c => c.answers !== null)
  const withheld = completeness.filter(c => c.answers === null)
  const chosen = shown.find(c => (c.agencyKind ?? 'all') === search.agency) ?? shown[0]
  const nameOf = (kind: string | null) =>
    kind === null ? t('quality.allAgencies') : (agencyKinds[kind] ?? kind)
  /** A share as one of those of its field; the sign stands before the number in Arabic, too. */
  const shareText = (share: RoundedShare, of: readonly RoundedShare[]) => {
    const step = chosen?.step ?? 0
    if (share === null) return `\u2066<\u00a0${write.share(step / 100)}\u2069`
    if (share === 100 && of.includes(null)) return `\u2066>\u00a0${write.share((100 - step) / 100)}\u2069`
    return write.share(share / 100)
  }
  const withheldText = withheld.length > 0 && (
    <p className="quality-quiet">
      {t('quality.withheld', {
        kinds: write.list(withheld.map(c => nameOf(c.agencyKind))),
      })}
    </p>
  )
  return (
    <Section title={t('quality.completeness')}>
      {!chosen?.answers ? (
        <>
          <EmptyState title={t('quality.noCases')}>{t('quality.noCasesText')}</EmptyState>
          {withheldText}
        </>
      ) : (
        <>
          <Select
            className="quality-choice"
            label={t('quality.agency')}
            value={chosen.agencyKind ?? 'all'}
            allowDeselect={false}
            data={shown.map(c => ({ value: c.agencyKind ?? 'all', label: nameOf(c.agencyKind) }))}
            onChange={value => change({ agency: value === 'all' ? undefined : (value ?? undefined) })}
          />
          <div className="quality-scroll">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
            <section tabIndex={0} aria-label={t('quality.completeness')}>
              <table className="quality-table">
                <thead>
                  <tr>
                    <th scope="col">{t('quality.field')}</th>
                    <td />
                    {(['filled', 'unknown', 'empty'] as const).map(part => (
                      <th key={part} scope="col" data-part={part}>
                        <span className="quality-key" data-part={part} aria-hidden="true" />
                        {t(`quality.${part}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {chosen.answers.map(({ field, filled, unknown, empty }) => (
                    <tr key={field}>
                      <th scope="row">{t(`statistics.dimension.${field}`)}</th>
                      <td className="quality-bar-cell">
                        <span className="quality-bar" aria-hidden="true">
                          <span data-part="filled" style={{ inlineSize: `${filled ?? 0}%` }} />
                          <span data-part="unknown" style={{ inlineSize: `${unknown ?? 0}%` }} />
                          <span data-part="empty" style={{ inlineSize: `${empty ?? 0}%` }} />
                        </span>
                      </td>
                      {[filled, unknown, empty].map((share, i, all) => (
                        <td key={['filled', 'unknown', 'empty'][i]}>{shareText(share, all)}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          </div>
          {withheldText}
        </>
      )}
      <Definition>{t('quality.completenessIs')}</Definition>
    </Section>
  )
}

function Contradictions({ answer }: { answer: QualityAnswer }) {
  const { contradictions, cases, casesMax, steps, agencyKinds, countMin } = answer
  const t = useText()
  const write = useFormats()
  const kinds = contradictionKinds.filter(kind => contradictions.some(c => c.kind === kind))
  return (
    <Section title={t('quality.contradictions')}>
      {kinds.length === 0 && steps.length === 0 && (
        <p className="quality-good">{t('quality.noContradictions')}</p>
      )}
      <ul className="quality-list">
        {kinds.map(kind => {
          const own = cases.filter(c => c.kind === kind)
          return (
            <li key={kind}>
              <h3>{t(`quality.kind.${kind}`)}</h3>
              <p>
                {write.list(
                  contradictions
                    .filter(c => c.kind === kind)
                    .map(c =>
                      c.cases === 'few'
                        ? t('quality.few', {
                            agency: agencyKinds[c.agencyKind] ?? c.agencyKind,
                            threshold: countMin,
                          })
                        : t('quality.cases', {
                            agency: agencyKinds[c.agencyKind] ?? c.agencyKind,
                            count: c.cases,
                          }),
                    ),
                )}
              </p>
              {own.length > 0 && (
                <details>
                  <summary>{t('quality.yours', { count: own.length })}</summary>
                  <p className="quality-cases">
                    {own.map(c => (
                      <ScreenLink key={c.caseId} to={`/cases/${c.caseId}`}>
                        {c.reference}
                      </ScreenLink>
                    ))}
                  </p>
                </details>
              )}
            </li>
          )
        })}
        {steps.map(({ year, step, count, before, limit }) => (
          <li key={`${year} ${step}`}>
            <h3>{t('quality.betweenReturns')}</h3>
            <p>
              {t('quality.steps', {
                year: String(year),
                step: t(`quality.step.${step}`),
                count,
                before: t(`quality.step.${before}`),
                limit,
              })}
            </p>
          </li>
        ))}
      </ul>
      {cases.length >= casesMax && (
        <p className="quality-quiet">{t('quality.firstCases', { count: casesMax })}</p>
      )}
      <Definition>{t('quality.contradictionIs', { threshold: countMin })}</Definition>
    </Section>
  )
}

function Lateness({ answer: { recording, late, agencyKinds } }: { answer: QualityAnswer }) {
  const t = useText()
  const write = useFormats()
  const session = useSession()
  return (
    <Section title={t('quality.lateness')}>
      <h3>{t('quality.recording')}</h3>
      {recording.length === 0 ? (
        <p className="quality-quiet">{t('quality.nothingRecorded')}</p>
      ) : (
        <div className="quality-scroll">
          <table className="quality-table">
            <thead>
              <tr>
                <th scope="col">{t('statistics.dimension.agencyKind')}</th>
                <th scope="col">{t('quality.median')}</th>
                <th scope="col">{t('quality.most')}</th>
              </tr>
            </thead>
            <tbody>
              {recording.map(({ agencyKind, medianDays, mostDays }) => (
                <tr key={agencyKind}>
                  <th scope="row">{agencyKinds[agencyKind] ?? agencyKind}</th>
                  {[medianDays, mostDays].map((days, i) => (
                    <td key={i === 0 ? 'median' : 'most'}>
                      {days === null ? t('quality.tooFew') : write.number(days)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {session?.node.demonstration && <p className="quality-note">{t('quality.demonstration')}</p>}
      <Definition>{t('quality.recordingIs')}</Definition>
      {late && (
        <>
          <h3>{t('quality.returns')}</h3>
          {late.length === 0 ? (
            <p className="quality-quiet">{t('quality.nothingOwed')}</p>
          ) : (
            <ul className="quality-list">
              {late.map(({ agency, late: count, owed, longestDays }) => (
                <li key={agency}>
                  <strong>{agency}</strong>:{' '}
                  {t('quality.returnsLate', { late: count, owed, days: longestDays })}
                </li>
              ))}
            </ul>
          )}
          <p>
            <ScreenLink to="/statistics/returns/overview">{t('returns.nav.overview')}</ScreenLink>
          </p>
          <Definition>{t('quality.returnsAre')}</Definition>
        </>
      )}
    </Section>
  )
}
