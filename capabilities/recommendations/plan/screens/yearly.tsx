import { Checkbox, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useIntl } from 'react-intl'
import { formats } from '#kernel/language/format.ts'
import { api, withQuery } from '#platform/screens/api.ts'
import { useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { printYearly } from '../yearly.document.ts'
import type { YearlyReport } from '../yearly.rules.ts'
import { Printed } from './printed-report.tsx'
import { Views } from './views.tsx'

const yearsBack = 5

/** The rapporteur's report of a year, drafted from the plan: as a page, and as a Word document to go on with. */
export default function Yearly() {
  const t = useText()
  const { locale } = useIntl()
  const [search, change] = useSearch()
  const thisYear = new Date().getUTCFullYear()
  const year = Number(search.year) || thisYear
  const internal = search.internal === 'true'
  const asked = { year, ...(internal ? { internal: 'true' } : {}) }
  const query = useQuery({
    queryKey: ['plan', 'yearly', year, internal],
    queryFn: ({ signal }) => api.get<YearlyReport>('/api/plan/yearly', { query: asked, signal }),
  })
  // Days of the calendar are written as they are, whatever the reader's zone.
  const printed = useMemo(
    () => query.data && printYearly(query.data, t, formats(locale, 'UTC')),
    [query.data, t, locale],
  )
  return (
    <>
      <PageTitle
        lead={<p>{t('plan.yearlyLead')}</p>}
        actions={
          <a
            className="plan-button"
            href={withQuery('/api/plan/yearly/word', { ...asked, language: locale.slice(0, 2) })}
            download
          >
            {t('plan.word')}
          </a>
        }
      >
        {t('plan.nav.yearly')}
      </PageTitle>
      <Views now="yearly" />
      <div className="plan-filters no-print">
        <NativeSelect
          label={t('plan.document.year')}
          value={String(year)}
          data={Array.from({ length: yearsBack }, (_, i) => String(thisYear - i))}
          onChange={event => change({ year: event.currentTarget.value })}
        />
        <Checkbox
          label={t('plan.withInternal')}
          checked={internal}
          onChange={event => change({ internal: event.currentTarget.checked ? 'true' : undefined })}
        />
      </div>
      <Loaded query={query}>{() => printed && <Printed report={printed} />}</Loaded>
    </>
  )
}
