import { Button } from '@mantine/core'
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconFileUpload.mjs'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type DragEvent, useId, useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { useGo } from '#platform/screens/navigate.tsx'
import { asProblem } from '#platform/screens/problem.ts'
import { ErrorState, LoadingState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { FILE_BYTES_MAX } from '../reading/problems.ts'
import type { PreviewAnswer } from './answers.ts'
import { Preview } from './preview.tsx'

/** Drop a file, see what is in it and what is doubtful, enter it. */
export function AddReport() {
  const t = useText()
  const go = useGo()
  const client = useQueryClient()
  const id = useId()
  const [file, setFile] = useState<File>()
  const [over, setOver] = useState(false)
  const preview = useMutation({
    mutationFn: (chosen: File) =>
      api.upload<PreviewAnswer>('/api/recommendations/reports/preview', chosen, chosen.name),
    onSuccess: () => announce(t('recommendations.add.read')),
  })
  const enter = useMutation({
    mutationFn: (chosen: File) =>
      api.upload<{ slug: string; entered: boolean }>('/api/recommendations/reports', chosen, chosen.name),
    onSuccess: async ({ slug }) => {
      announce(t('recommendations.add.entered'))
      await client.invalidateQueries({ queryKey: ['recommendations'] })
      await go(`/meeting-reports/${slug}`)
    },
  })
  const choose = (chosen: File | undefined) => {
    if (!chosen) return
    setFile(chosen)
    enter.reset()
    preview.reset()
    // A file that is larger than any report is not sent at all.
    if (chosen.size <= FILE_BYTES_MAX) preview.mutate(chosen)
  }
  const forget = () => {
    setFile(undefined)
    preview.reset()
    enter.reset()
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    choose(event.dataTransfer.files[0])
  }
  return (
    <section aria-labelledby={`${id}-title`} className="rec-add no-print">
      <h2 id={`${id}-title`}>{t('recommendations.add.title')}</h2>
      {!preview.data && (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping is offered beside the button, not instead of it
        <div
          className="rec-drop"
          data-over={over || undefined}
          onDragOver={event => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <IconUpload size={28} stroke={1.4} aria-hidden />
          <p>{t('recommendations.add.drop')}</p>
          <input
            id={`${id}-file`}
            type="file"
            accept=".pdf,.docx,.txt,.md,text/plain,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            className="only-heard"
            onChange={event => {
              choose(event.currentTarget.files?.[0])
              event.currentTarget.value = ''
            }}
          />
          <label htmlFor={`${id}-file`} className="rec-choose">
            {t('recommendations.add.choose')}
          </label>
          <p className="rec-small">{t('recommendations.add.files')}</p>
        </div>
      )}
      {preview.isPending && <LoadingState lines={3} />}
      {file && file.size > FILE_BYTES_MAX && <Refusal code="too-big" name={file.name} />}
      {preview.isError && (
        <Unread error={preview.error} name={file?.name ?? ''} onRetry={() => choose(file)} />
      )}
      {preview.data && file && (
        <>
          <Preview answer={preview.data} fileName={file.name} />
          {enter.isError && <ErrorState error={enter.error} />}
          <div className="rec-copies">
            {preview.data.known ? (
              <Button onClick={() => void go(`/meeting-reports/${preview.data.known}`)}>
                {t('recommendations.add.open')}
              </Button>
            ) : (
              <Button loading={enter.isPending} onClick={() => enter.mutate(file)}>
                {t('recommendations.add.enter')}
              </Button>
            )}
            <Button variant="default" onClick={forget}>
              {t('recommendations.add.other')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

/** A file that is no such report: the reader's sentence in this language, or whatever else went wrong. */
function Unread({ error, name, onRetry }: { error: unknown; name: string; onRetry: () => void }) {
  const problem = asProblem(error).details.problems?.find(one => one.code.startsWith('report.'))
  if (!problem) return <ErrorState error={error} onRetry={onRetry} />
  return <Refusal code={problem.code.slice('report.'.length)} name={name} />
}

/** Why a file holds no report that can be read, and what to do: one sentence each. */
function Refusal({ code, name }: { code: string; name: string }) {
  const t = useText()
  return (
    <section className="state state-problem" role="alert">
      <p className="state-title">{t('recommendations.add.unread', { name })}</p>
      <p className="state-text">
        {t(`recommendations.refused.${code}`, { megabytes: Math.floor(FILE_BYTES_MAX / 1e6) })}
      </p>
    </section>
  )
}
