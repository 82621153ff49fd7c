import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import type { ProblemPart } from '#platform/screens/problem.ts'
import { ErrorState, ProblemList } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { ReturnContent } from '../return.entity.ts'

type Reading = { content: ReturnContent | null; problems: ProblemPart[] }

/** The other way to fill in: download the sheet, fill it in, bring it back. Nothing is sent by that. */
export function SheetExchange({ path, onRead }: { path: string; onRead: (content: ReturnContent) => void }) {
  const t = useText()
  const input = useRef<HTMLInputElement>(null)
  const read = useMutation({
    mutationFn: (file: File) => api.upload<Reading>(`${path}/sheet`, file, file.name),
    onSuccess: ({ content }) => {
      if (content) onRead(content)
      announce(t(content ? 'returns.sheet.taken' : 'returns.sheet.refused'))
    },
  })
  return (
    <details className="return-sheet">
      <summary>{t('returns.sheet')}</summary>
      <p>{t('returns.sheet.text')}</p>
      <p className="return-files">
        <a href={`${path}/sheet.xlsx`} download>
          {t('returns.sheet.xlsx')}
        </a>
        <a href={`${path}/sheet.csv`} download>
          {t('returns.sheet.csv')}
        </a>
      </p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx,.csv,.txt"
        aria-label={t('returns.sheet.choose')}
        onChange={event => {
          const file = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (file) read.mutate(file)
        }}
      />
      <Button variant="default" loading={read.isPending} onClick={() => input.current?.click()}>
        {t('returns.sheet.choose')}
      </Button>
      {read.isError && <ErrorState error={read.error} />}
      {read.data?.content && <p className="return-good">{t('returns.sheet.taken')}</p>}
      {read.data && read.data.problems.length > 0 && (
        <section className="return-checks" aria-label={t('returns.sheet.refused')}>
          <h3>{t('returns.sheet.refused')}</h3>
          <ProblemList problems={read.data.problems} />
        </section>
      )}
    </details>
  )
}
