import { Button } from '@mantine/core'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { Section } from '#platform/screens/page.tsx'
import { useText } from '#platform/screens/text.ts'
import type { RecommendationAnswer } from './answers.ts'
import { printedIn } from './printed.tsx'
import { pathOf } from './words.ts'

/** How to cite it, as the report prints itself, and its lasting address. */
export function Cite({ one, sub }: { one: RecommendationAnswer; sub: string | undefined }) {
  const t = useText()
  const citation = one.items.find(item => item.letter === sub)?.citation ?? one.citation
  const address = `${location.origin}${pathOf(one, sub)}`
  return (
    <Section title={t('recommendations.cite')}>
      <p className="rec-cite" {...printedIn(one.language)}>
        {citation}
      </p>
      {one.document.symbol === null && <p className="rec-small">{t('recommendations.noSymbol')}</p>}
      <div className="rec-copies no-print">
        <Copy what={citation} label={t('recommendations.copyCitation')} />
        <Copy what={address} label={t('recommendations.copyAddress')} />
      </div>
      {one.items.length > 0 && (
        <p className="rec-letters no-print">
          <span className="rec-small">{t('recommendations.citeSub')}</span>{' '}
          {one.items.map(({ letter }) => (
            <ScreenLink
              key={letter}
              to={pathOf(one, letter)}
              aria-label={t('recommendations.subItem', { letter })}
            >
              ({letter})
            </ScreenLink>
          ))}
        </p>
      )}
    </Section>
  )
}

const saidForMs = 2_000

function Copy({ what, label }: { what: string; label: string }) {
  const t = useText()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(what)
    setCopied(true)
    announce(t('recommendations.copied'))
    setTimeout(() => setCopied(false), saidForMs)
  }
  return (
    <Button variant="default" size="xs" onClick={() => void copy()}>
      {copied ? t('recommendations.copied') : label}
    </Button>
  )
}
