import { Button } from '@mantine/core'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { Section } from '#platform/screens/page.tsx'
import { useText } from '#platform/screens/text.ts'
import { type CitationForms, citationForms } from '../finding/citations.rules.ts'
import type { RecommendationAnswer } from './answers.ts'
import { printedIn } from './printed.tsx'
import { pathOf } from './words.ts'

const forms = ['full', 'footnote', 'titled'] as const

/** How the United Nations cites it, in the forms that are needed, for each sub-item; and its lasting address. */
export function Cite({ one, sub }: { one: RecommendationAnswer; sub: string | undefined }) {
  const t = useText()
  const { document, kind, number, topics } = one
  const cited = citationForms({ document, kind, number, sub: sub ?? null, topics })
  const address = `${location.origin}${pathOf(one, sub)}`
  return (
    <Section title={t('recommendations.cite')}>
      <Form cited={cited.short} one={one} />
      {one.document.symbol === null && <p className="rec-small">{t('recommendations.noSymbol')}</p>}
      <div className="rec-copies no-print">
        <Copy what={cited.short} label={t('recommendations.copyCitation')} />
        <Copy what={address} label={t('recommendations.copyAddress')} />
      </div>
      <details className="rec-asked no-print">
        <summary>{t('finding.cite.forms')}</summary>
        {forms
          .filter(form => isOther(cited, form))
          .map(form => (
            <div key={form}>
              <p className="rec-small">{t(`finding.cite.${form}`)}</p>
              <Form cited={cited[form]} one={one} />
              <Copy what={cited[form]} label={t('finding.cite.copy')} about={t(`finding.cite.${form}`)} />
            </div>
          ))}
      </details>
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

/** A form that says no more than another one is not offered again. */
const isOther = (cited: CitationForms, form: (typeof forms)[number]) =>
  form === 'footnote' || (cited[form] !== cited.short && (form === 'full' || cited[form] !== cited.full))

const Form = ({ cited, one }: { cited: string; one: RecommendationAnswer }) => (
  <p className="rec-cite" {...printedIn(one.language)}>
    {cited}
  </p>
)

const saidForMs = 2_000

function Copy({ what, label, about }: { what: string; label: string; about?: string }) {
  const t = useText()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(what)
    setCopied(true)
    announce(t('recommendations.copied'))
    setTimeout(() => setCopied(false), saidForMs)
  }
  return (
    <Button
      variant="default"
      size="xs"
      onClick={() => void copy()}
      {...(about ? { 'aria-label': `${label}: ${about}` } : {})}
    >
      {copied ? t('recommendations.copied') : label}
    </Button>
  )
}
