import { useQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { LedgerAnswer, ReleaseAnswer } from './answers.ts'
import { OrderForm } from './order-form.tsx'
import './synthetic.css'

const askedAgainMs = 2_000

/** The privacy ledger: what may still be told, a new release, and those that were made. */
export default function Synthetic() {
  const t = useText()
  const mayOrder = useMay('synthetic-release.order')
  useLive(['synthetic'])
  const ledger = useQuery({
    queryKey: ['synthetic'],
    queryFn: ({ signal }) => api.get<LedgerAnswer>('/api/statistics/synthetic', { signal }),
    refetchInterval: query =>
      query.state.data?.releases.some(r => r.state === 'ordered') ? askedAgainMs : false,
  })
  return (
    <>
      <PageTitle lead={<p>{t('synthetic.lead')}</p>}>{t('synthetic.nav.list')}</PageTitle>
      <Loaded query={ledger}>
        {answer => (
          <>
            <Account ledger={answer} />
            {mayOrder && <OrderForm ledger={answer} />}
            <Section title={t('synthetic.releases')}>
              {answer.releases.length === 0 ? (
                <EmptyState title={t('synthetic.releases.none')} />
              ) : (
                <Releases releases={answer.releases} />
              )}
            </Section>
            <Section title={t('synthetic.explain.title')}>
              <div className="synthetic-text">
                <p>{t('synthetic.explain.how')}</p>
                <p>{t('synthetic.explain.epsilon')}</p>
                <p>{t('synthetic.explain.person')}</p>
              </div>
            </Section>
          </>
        )}
      </Loaded>
    </>
  )
}

function Account({ ledger }: { ledger: LedgerAnswer }) {
  const t = useText()
  const { epsilon, delta, epsilonLeft, rho, rhoSpent } = ledger
  const left = Math.floor(epsilonLeft * 100) / 100
  return (
    <div className="synthetic-account">
      <p>
        <strong>{left > 0 ? t('synthetic.account.left', { left }) : t('synthetic.account.none')}</strong>{' '}
        {t('synthetic.account.total', { epsilon, delta: String(delta) })}
      </p>
      <progress aria-label={t('synthetic.account.spent')} max={rho} value={rhoSpent} />
    </div>
  )
}

function Releases({ releases }: { releases: readonly ReleaseAnswer[] }) {
  const t = useText()
  const write = useFormats()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="synthetic-table" tabIndex={0} aria-label={t('synthetic.releases')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('synthetic.release')}</th>
            <th scope="col">{t('synthetic.release.epsilon')}</th>
            <th scope="col">{t('synthetic.release.rows')}</th>
            <th scope="col">{t('synthetic.release.state')}</th>
          </tr>
        </thead>
        <tbody>
          {releases.map(release => (
            <tr key={release.id}>
              <td className="synthetic-words">
                <ScreenLink to={`/synthetic/${release.id}`}>{write.time(release.orderedAt)}</ScreenLink>
                <br />
                {write.list(release.columns.map(id => t(`statistics.dimension.${id}`)))}
              </td>
              <td>{write.number(release.epsilon)}</td>
              <td>{release.records === null ? '' : write.number(release.records)}</td>
              <td>{t(`synthetic.state.${release.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
