import { DraftTranslationMark } from '#platform/screens/marks.tsx'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import type { NodeOfSession } from '#platform/screens/session.ts'
import { useText } from '#platform/screens/text.ts'
import { changeLanguage, isDraft } from '../language/texts.ts'

/** Whose installation this is, and the pages that are about the application itself. */
export function Footer({ node }: { node: NodeOfSession | undefined }) {
  const t = useText()
  return (
    <footer className="footer no-print">
      {isDraft() && (
        <p>
          <DraftTranslationMark />{' '}
          <button type="button" className="as-link" lang="en" onClick={() => void changeLanguage('en')}>
            Show in English
          </button>
        </p>
      )}
      <p>
        {node && <span>{t('shell.nodeOf', { name: node.name, kind: node.kind })}</span>}
        <ScreenLink to="/accessibility">{t('shell.nav.accessibility')}</ScreenLink>
        <a href="/api/docs">{t('shell.interface')}</a>
      </p>
    </footer>
  )
}
