import { Button } from '@mantine/core'
import IconFileUpload from '@tabler/icons-react/dist/esm/icons/IconFileUpload.mjs'
import { type DragEvent, useRef, useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { ProgressBar } from '#platform/screens/progress.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'

/** The place for the file: dropped or chosen, then on its way. */
export function ImportDrop({ onUploaded }: { onUploaded: (fileId: string) => void }) {
  const t = useText()
  const write = useFormats()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [sending, setSending] = useState<{ name: string; size: number; share: number }>()
  const [trouble, setTrouble] = useState<unknown>()
  const send = async (file: File | undefined) => {
    if (!file) return
    setTrouble(undefined)
    setSending({ name: file.name, size: file.size, share: 0 })
    try {
      const { fileId } = await api.upload<{ fileId: string }>('/api/imports/files', file, file.name, share =>
        setSending({ name: file.name, size: file.size, share }),
      )
      onUploaded(fileId)
    } catch (error) {
      setTrouble(error)
      setSending(undefined)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void send(event.dataTransfer.files[0])
  }
  if (sending)
    return (
      <ProgressBar
        label={t('cases.import.sending', { name: sending.name, size: write.bytes(sending.size) })}
        done={Math.round(sending.share * 100)}
        total={100}
      />
    )
  return (
    <>
      {trouble !== undefined && <ErrorState error={trouble} />}
      <section
        className="case-drop"
        aria-label={t('cases.import.drop')}
        data-over={over || undefined}
        onDragOver={event => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileUpload size={36} stroke={1.5} aria-hidden />
        <p className="case-drop-title">{t('cases.import.drop')}</p>
        <Button onClick={() => input.current?.click()}>{t('cases.import.choose')}</Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('cases.import.choose')}
          accept=".xlsx,.xlsm,.ods,.csv,.tsv,.txt"
          onChange={event => void send(event.currentTarget.files?.[0])}
        />
      </section>
      <div className="case-explain">
        <h2>{t('cases.import.takes')}</h2>
        <ul>
          <li>{t('cases.import.takes.htcds')}</li>
          <li>{t('cases.import.takes.ctdc')}</li>
          <li>{t('cases.import.takes.other')}</li>
        </ul>
        <p>{t('cases.import.safe')}</p>
      </div>
    </>
  )
}
