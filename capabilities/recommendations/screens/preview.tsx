import { ScreenLink } from '#platform/screens/navigate.tsx'
import { useText } from '#platform/screens/text.ts'
import { beginningOf } from '../recommendations.rules.ts'
import type { Counts, PreviewAnswer } from './answers.ts'
import { DoubtLine } from './doubt-line.tsx'
import { printedIn } from './printed.tsx'
import { useNames } from './words.ts'

const doubtsShown = 12

/** What a file holds, before it is entered. */
export function Preview({ answer, fileName }: { answer: PreviewAnswer; fileName: string }) {
  const t = useText()
  const names = useNames()
  const { document, doubts } = answer
  return (
    <div className="rec-preview">
      <p className="rec-small">
        {fileName} · {t(`recommendations.fileKind.${answer.fileKind}`, { pages: answer.pages ?? 0 })}
      </p>
      <p className="rec-preview-title" {...printedIn('en')}>
        {document.title ?? t('recommendations.untitled')}
      </p>
      <p>{[document.symbol, names.document(document)].filter(Boolean).join(' · ')}</p>
      {answer.known && <p className="rec-notice">{t('recommendations.add.known')}</p>}
      {answer.sameMeeting.map(({ slug, title, symbol }) => (
        <p key={slug} className="rec-notice rec-notice-due">
          {t('recommendations.add.sameMeeting')}{' '}
          <ScreenLink to={`/meeting-reports/${slug}`}>
            <bdi {...printedIn('en')}>{symbol ?? title ?? slug}</bdi>
          </ScreenLink>
        </p>
      ))}
      <CountList counts={answer} />
      {answer.addressees.length > 0 && (
        <p>
          {t('recommendations.add.addressees')}{' '}
          {answer.addressees.map(({ value, count }) => `${names.addressee(value)} ${count}`).join(' · ')}
        </p>
      )}
      {answer.first.map(({ number, kind, text }) => (
        <p key={`${kind} ${number}`} className="rec-first">
          <strong>{names.number(kind, number)}</strong>{' '}
          <bdi {...printedIn('en')}>{beginningOf(text, 160)}</bdi>
        </p>
      ))}
      {doubts.length === 0 ? (
        <p>{t('recommendations.add.noDoubts')}</p>
      ) : (
        <>
          <h3>{t('recommendations.add.doubts', { count: doubts.length })}</h3>
          <p className="rec-small">{t('recommendations.add.doubtsText')}</p>
          <ul className="rec-plain">
            {doubts.slice(0, doubtsShown).map((doubt, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: in the order of the file
              <li key={index}>
                <DoubtLine doubt={doubt} />
              </li>
            ))}
          </ul>
          {doubts.length > doubtsShown && (
            <p className="rec-small">
              {t('recommendations.add.more', { count: doubts.length - doubtsShown })}
            </p>
          )}
        </>
      )}
    </div>
  )
}

/** The numbers of a report, each with what it counts. */
export function CountList({ counts }: { counts: Counts }) {
  const t = useText()
  const shown = (
    [
      ['recommendations', counts.recommendations],
      ['asks', counts.atoms],
      ['subItems', counts.subItems],
      ['references', counts.crossReferences],
      ['derived', counts.derivedReferences],
      ['suggestions', counts.suggestions],
      ['doubts', counts.flags],
    ] as const
  ).filter(([name, count]) => count > 0 || name === 'recommendations' || name === 'doubts')
  return (
    <dl className="rec-counts">
      {shown.map(([name, count]) => (
        <div key={name}>
          <dt>{t(`recommendations.count.${name}`)}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  )
}
