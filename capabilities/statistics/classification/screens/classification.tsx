import { Button, FileInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useIntl } from 'react-intl'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { blocks } from '../classification.entity.ts'
import type { ClassificationAnswer } from './answers.ts'
import { ListOfCodes } from './list-of-codes.tsx'
import './classification.css'

/** What every code of the figures is in the international classification. Those who may enter codes; others read. */
export default function Classification() {
  const t = useText()
  const mayMap = useMay('classification.map')
  const { locale } = useIntl()
  useLive(['classification'])
  const query = useQuery({
    queryKey: ['classification'],
    queryFn: ({ signal }) => api.get<ClassificationAnswer>('/api/statistics/classification', { signal }),
  })
  return (
    <>
      <PageTitle
        lead={t('classification.lead')}
        actions={
          <Button
            component="a"
            variant="default"
            href={`/api/statistics/classification.csv?language=${locale.slice(0, 2)}`}
            download
          >
            {t('classification.export')}
          </Button>
        }
      >
        {t('classification.nav.page')}
      </PageTitle>
      <Loaded query={query}>
        {answer => (
          <>
            <p className="classification-standing" role="status">
              <strong>
                {t('classification.mapped', { mapped: answer.codesMapped, total: answer.codesTotal })}
              </strong>{' '}
              {t('classification.released')}
            </p>
            {blocks.map(block => (
              <Section key={block} title={t(`classification.block.${block}`)}>
                {answer.lists
                  .filter(one => one.block === block)
                  .map(one => (
                    <ListOfCodes key={one.list} list={one} version={answer.version} mayMap={mayMap} />
                  ))}
              </Section>
            ))}
            {mayMap && (
              <Section title={t('classification.import')}>
                <ImportCodes />
              </Section>
            )}
          </>
        )}
      </Loaded>
    </>
  )
}

function ImportCodes() {
  const t = useText()
  const known = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [reason, setReason] = useState('')
  const load = useMutation({
    mutationFn: (chosen: File) =>
      api.upload<{ rows: number; changed: number }>(
        `/api/statistics/classification/import?${new URLSearchParams({ reason })}`,
        chosen,
        chosen.name,
      ),
    onSuccess: async ({ changed }) => {
      announce(t('classification.saved', { changed }))
      setFile(null)
      setReason('')
      await known.invalidateQueries({ queryKey: ['classification'] })
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (file) load.mutate(file)
  }
  return (
    <form className="classification-form" onSubmit={send}>
      <p className="classification-lead">{t('classification.import.lead')}</p>
      <FileInput
        label={t('classification.file')}
        accept=".csv,.tsv,.txt"
        value={file}
        required
        onChange={chosen => {
          load.reset()
          setFile(chosen)
        }}
      />
      <TextInput
        label={t('classification.reason')}
        description={t('classification.reason.hint')}
        value={reason}
        minLength={3}
        maxLength={1000}
        required
        onChange={event => setReason(event.currentTarget.value)}
      />
      {load.isError && <ErrorState error={load.error} />}
      {load.isSuccess && (
        <p role="status">
          {t('classification.rows', { rows: load.data.rows })}{' '}
          {t('classification.saved', { changed: load.data.changed })}
        </p>
      )}
      <div>
        <Button type="submit" loading={load.isPending}>
          {t('classification.import')}
        </Button>
      </div>
    </form>
  )
}
