import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { shownName } from '../../releases/screens/answers.ts'
import type { UnodcCollection } from '../unodc-workbook.ts'
import { type Draft, type SubmissionBrief, type SubmittedAnswer, submissionFile } from './unodc-answers.ts'
import { Rows, Withheld } from './unodc-rows.tsx'
import { Submissions, SubmitForm } from './unodc-submissions.tsx'
import './unodc.css'

/** What goes to UNODC for a year: what was submitted, and the draft of what comes next. */
export default function Unodc() {
  const t = useText()
  const [search, change] = useSearch()
  useLive(['unodc'])
  const query = useQuery({
    queryKey: ['unodc', 'years'],
    queryFn: async ({ signal }) => ({
      ...(await api.get<{ years: number[] }>('/api/statistics/unodc', { signal })),
      ...(await api.get<{ submissions: SubmissionBrief[] }>('/api/statistics/unodc/submissions', { signal })),
    }),
  })
  return (
    <Loaded query={query}>
      {({ years, submissions }) => {
        const looked = submissions.find(one => one.id === search.submission)
        const year = looked?.year ?? (years.includes(Number(search.year)) ? Number(search.year) : years[0])
        const ofYear = submissions.filter(one => one.year === year)
        const labelOf = (of: number) => {
          const revision = submissions.find(one => one.year === of)?.revision
          return revision === undefined
            ? t('submissions.year.open', { year: String(of) })
            : t('submissions.year.sent', { year: String(of), revision })
        }
        return (
          <>
            <PageTitle lead={t('submissions.lead')}>{t('unodc.nav.list')}</PageTitle>
            {year === undefined ? (
              <Nothing />
            ) : (
              <>
                <NativeSelect
                  className="unodc-year no-print"
                  label={t('unodc.year')}
                  value={String(year)}
                  data={years.map(of => ({ value: String(of), label: labelOf(of) }))}
                  onChange={event => change({ year: event.currentTarget.value, submission: undefined })}
                />
                <Section title={t('submissions.list', { year: String(year) })}>
                  <Submissions year={year} submissions={ofYear} />
                </Section>
                {looked ? (
                  <OneSubmission key={looked.id} id={looked.id} />
                ) : (
                  <OneDraft key={year} year={year} newest={ofYear[0]} />
                )}
              </>
            )}
          </>
        )
      }}
    </Loaded>
  )
}

function Nothing() {
  const t = useText()
  const mayMake = useMay('release.freeze')
  return (
    <EmptyState title={t('unodc.empty')}>
      {mayMake && <ScreenLink to="/statistics/releases/make">{t('unodc.victims.make')}</ScreenLink>}
    </EmptyState>
  )
}

/** A submission as it was sent. */
function OneSubmission({ id }: { id: string }) {
  const t = useText()
  const write = useFormats()
  const query = useQuery({
    queryKey: ['unodc', 'submission', id],
    queryFn: ({ signal }) => api.get<SubmittedAnswer>(`/api/statistics/unodc/submissions/${id}`, { signal }),
  })
  return (
    <Loaded query={query} lines={10}>
      {submission => (
        <>
          <Section
            title={t('submissions.one', { year: String(submission.year), revision: submission.revision })}
          >
            <p className="unodc-text">
              {t('submissions.one.text', { time: write.time(submission.submittedAt) })}
            </p>
            <Withheld rows={[...submission.victims, ...submission.response]} />
            <p className="unodc-actions no-print">
              <Button component="a" href={submissionFile(id)} download>
                {t('submissions.download')}
              </Button>
              <ScreenLink to="/statistics/unodc" search={{ year: String(submission.year) }}>
                {t('submissions.back')}
              </ScreenLink>
            </p>
          </Section>
          <Tables collection={submission} />
        </>
      )}
    </Loaded>
  )
}

function OneDraft({ year, newest }: { year: number; newest: SubmissionBrief | undefined }) {
  const t = useText()
  const maySubmit = useMay('unodc-submission.submit')
  const query = useQuery({
    queryKey: ['unodc', year],
    queryFn: ({ signal }) => api.get<Draft>(`/api/statistics/unodc/${year}`, { signal }),
  })
  return (
    <Loaded query={query} lines={10}>
      {draft => (
        <>
          <Section title={t('submissions.draft', { year: String(year) })}>
            <p className="unodc-draft">
              {t('submissions.draft.text')}{' '}
              {t('submissions.draft.with', { count: draft.protectedWith.length })}
            </p>
            {draft.victims.length + draft.response.length > 0 && (
              <>
                <Withheld rows={[...draft.victims, ...draft.response]} />
                {maySubmit && <SubmitForm draft={draft} newest={newest} />}
                <p className="no-print">
                  <a href={`/api/statistics/unodc/${year}/draft.xlsx`} download>
                    {t('submissions.draft.download')}
                  </a>
                </p>
              </>
            )}
          </Section>
          <Tables collection={draft} />
        </>
      )}
    </Loaded>
  )
}

function Tables({ collection: { year, release, victims, response } }: { collection: UnodcCollection }) {
  const t = useText()
  const mayMake = useMay('release.freeze')
  return (
    <>
      <p className="unodc-text">
        {t('unodc.words')} {t('unodc.long.hint')}
      </p>
      <Section title={t('unodc.victims')}>
        {release === null ? (
          <p className="unodc-text">
            {t('unodc.victims.none', { year: String(year) })}{' '}
            {mayMake && <ScreenLink to="/statistics/releases/make">{t('unodc.victims.make')}</ScreenLink>}
          </p>
        ) : (
          <>
            <p className="unodc-text">{t('unodc.victims.source', { name: shownName(release) })}</p>
            <Rows rows={victims} label={t('unodc.victims')} />
          </>
        )}
      </Section>
      <Section title={t('unodc.response')}>
        {response.length === 0 ? (
          <p className="unodc-text">{t('unodc.response.none', { year: String(year) })}</p>
        ) : (
          <Rows rows={response} label={t('unodc.response')} beside />
        )}
      </Section>
    </>
  )
}
