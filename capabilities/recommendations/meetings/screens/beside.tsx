import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { beginningOf } from '../../recommendations.rules.ts'
import type { Reason } from '../../relations/relations.entity.ts'
import { printedIn } from '../../screens/printed.tsx'
import { pathOf, useNames } from '../../screens/words.ts'
import type { SimilarAnswer } from './answers.ts'
import { readDraft } from './reads-as.ts'

/** What the registry would read in the draft as it stands. */
export function ReadsAs({ text }: { text: string }) {
  const t = useText()
  const names = useNames()
  const deferred = useDeferredValue(text)
  const { atoms, doubts } = useMemo(() => readDraft(deferred), [deferred])
  return (
    <section className="mt-beside">
      <h2>{t('meetings.readsAs')}</h2>
      {atoms.length === 0 ? (
        <p className="rec-small">{t('meetings.readsAs.nothing')}</p>
      ) : (
        <ul className="mt-asks">
          {atoms.map((atom, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: in the order of the text
            <li key={index}>
              {atom.sub && <bdi>({atom.sub}) </bdi>}
              <strong>{names.addressee(atom.addressee)}</strong> · {names.force(atom.deontic)}
            </li>
          ))}
        </ul>
      )}
      {doubts.map(doubt => (
        <p key={doubt} className="rec-notice rec-notice-due" {...printedIn('en')}>
          {doubt}
        </p>
      ))}
    </section>
  )
}

const askAfterMs = 1_200
const shown = 4
const excerptMax = 220

/** Earlier recommendations that are like the draft, each with why. */
export function SimilarOnes({
  meetingId,
  draftId,
  text,
}: {
  meetingId: string
  draftId: string
  text: string
}) {
  const t = useText()
  const settled = useSettled(text)
  const query = useQuery({
    queryKey: ['meetings', 'similar', draftId, settled],
    queryFn: ({ signal }) =>
      api.post<SimilarAnswer>(
        `/api/meetings/${meetingId}/drafts/${draftId}/similar`,
        { text: settled },
        { signal },
      ),
    placeholderData: before => before,
    enabled: settled !== '',
  })
  return (
    <section className="mt-beside">
      <h2>{t('meetings.similar')}</h2>
      {settled === '' ? (
        <p className="rec-small">{t('meetings.similar.none')}</p>
      ) : (
        <Loaded
          query={query}
          isEmpty={answer => answer.similar.length === 0}
          empty={<p className="rec-small">{t('meetings.similar.none')}</p>}
        >
          {({ similar }) => (
            <ul className="mt-plain">
              {similar.slice(0, shown).map(one => (
                <li key={`${one.report} ${one.address}`}>
                  <ScreenLink to={pathOf(one)}>
                    <bdi {...printedIn('en')}>{one.citation}</bdi>
                  </ScreenLink>
                  <p className="mt-excerpt" {...printedIn('en')}>
                    {beginningOf(one.text, excerptMax)}
                  </p>
                  <Why reasons={one.reasons} />
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      )}
    </section>
  )
}

function Why({ reasons }: { reasons: readonly Reason[] }) {
  const t = useText()
  const write = useFormats()
  const shared = new Set<string>()
  const said: string[] = []
  for (const reason of reasons) {
    if (reason.kind === 'same-words')
      said.push(t('meetings.why.sameWords', { share: write.share(reason.share) }))
    else if (reason.kind === 'words') for (const word of reason.words) shared.add(word)
    else if (reason.kind === 'instrument') for (const one of reason.instruments) shared.add(one)
    else if (reason.kind === 'concept') {
      // Singular and plural of one word are one word to a reader.
      const alike = reason.from.slice(0, 5) === reason.to.slice(0, 5)
      if (alike) shared.add(reason.from)
      else said.push(t('meetings.why.concept', { from: reason.from, to: reason.to }))
    }
  }
  if (shared.size > 0)
    said.push(t('meetings.why.words', { words: `\u2068${[...shared].slice(0, 4).join(', ')}\u2069` }))
  return said.length > 0 ? <p className="rec-small">{said.slice(0, 2).join(' · ')}</p> : null
}

/** A text once nobody has changed it for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text.trim())
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), askAfterMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
