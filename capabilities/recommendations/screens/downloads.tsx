import { Button } from '@mantine/core'
import { type MouseEvent, useState } from 'react'
import { withQuery } from '#platform/screens/api.ts'
import { useText } from '#platform/screens/text.ts'
import './documents.css'

type Query = Parameters<typeof withQuery>[1]
type Format = 'word' | 'pdf' | 'akn'

/** Saves a document as a file. While it is made the button says so; when it cannot be made, why. */
export function Downloads({
  path,
  formats,
  query,
  quiet,
}: {
  path: string
  formats: readonly Format[]
  query?: Query
  /** Where saving is not what the page is for. */
  quiet?: boolean
}) {
  const t = useText()
  const [making, setMaking] = useState<Format | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const save = async (event: MouseEvent, format: Format, address: string) => {
    event.preventDefault()
    if (making) return
    setMaking(format)
    setProblem(null)
    try {
      await saveFile(address)
    } catch (error) {
      setProblem(
        error instanceof Error && error.message ? error.message : t('recommendations.documents.failed'),
      )
    } finally {
      setMaking(null)
    }
  }
  return (
    <div className="rec-downloads">
      {formats.map((format, index) => {
        const address = withQuery(`${path}/${format}`, query)
        return (
          <Button
            key={format}
            component="a"
            variant={index === 0 && !quiet ? 'filled' : 'default'}
            size="sm"
            href={address}
            download
            loading={making === format}
            onClick={(event: MouseEvent) => void save(event, format, address)}
          >
            {t(`recommendations.documents.save.${format}`)}
          </Button>
        )
      })}
      <p role="status" className="rec-small">
        {making && t('recommendations.documents.making')}
        {problem && <span className="rec-problem">{problem}</span>}
      </p>
    </div>
  )
}

/** @throws Error with the server's sentence */
async function saveFile(address: string): Promise<void> {
  const answer = await fetch(address, { credentials: 'same-origin' })
  if (!answer.ok) {
    const given: unknown = await answer.json().catch(() => null)
    const { detail, title } = (given ?? {}) as { detail?: string; title?: string }
    throw new Error(detail ?? title ?? '')
  }
  const name = /filename="?([^";]+)"?/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
  const url = URL.createObjectURL(await answer.blob())
  const link = window.document.createElement('a')
  link.href = url
  link.download = name ?? ''
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
