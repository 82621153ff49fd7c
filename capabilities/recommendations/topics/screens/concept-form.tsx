import { Button, Modal, MultiSelect, Stack, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useIntl } from 'react-intl'
import { type Language, languages } from '#kernel/entity/codelist.ts'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { useGo } from '#platform/screens/navigate.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { tidied } from '../concept.rules.ts'
import type { ConceptContent } from '../topics.entity.ts'
import type { ConceptAnswer } from './answers.ts'
import { nameOfLanguage } from './concept-page.tsx'
import { namedGoals } from './goals.tsx'
import { labelOf, useThesaurus } from './thesaurus.ts'

type Props = { opened: boolean; onClose: () => void; concept?: ConceptAnswer }

/** Proposing a concept, or amending one: labels first, the rest behind. */
export function ConceptDialog({ opened, onClose, concept }: Props) {
  const t = useText()
  const { locale } = useIntl()
  const title = concept ? t('topics.amendTitle', { name: labelOf(concept, locale) }) : t('topics.propose')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={title}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {opened && <ConceptForm onClose={onClose} {...(concept ? { concept } : {})} />}
    </Modal>
  )
}

const empty: ConceptContent = {
  labels: { en: '' },
  drafts: [],
  otherLabels: {},
  scopeNotes: {},
  broader: [],
  related: [],
  words: [],
  goals: [],
  articles: [],
}
const contentOf = ({
  labels,
  drafts,
  otherLabels,
  scopeNotes,
  broader,
  related,
  words,
  goals,
  articles,
}: ConceptContent) => ({
  labels,
  drafts,
  otherLabels,
  scopeNotes,
  broader,
  related,
  words,
  goals,
  articles,
})

function ConceptForm({ onClose, concept }: { onClose: () => void; concept?: ConceptAnswer }) {
  const t = useText()
  const { locale } = useIntl()
  const go = useGo()
  const client = useQueryClient()
  const concepts = useThesaurus().data?.concepts ?? []
  const [content, setContent] = useState<ConceptContent>(concept ? contentOf(concept) : empty)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const change = (part: Partial<ConceptContent>) => setContent(known => ({ ...known, ...part }))
  const options = concepts
    .filter(one => one.status !== 'retired' && one.key !== concept?.key)
    .map(one => ({ value: one.key, label: labelOf(one, locale) }))
  const setLabel = (language: Language, label: string) =>
    change({
      labels: { ...content.labels, [language]: label },
      // What is typed anew has not been reviewed, except in English, the language of the reports.
      drafts: language === 'en' ? content.drafts : [...new Set([...content.drafts, language])],
    })
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const isComplete = content.labels.en.trim() !== '' && reason.trim() !== ''
    setMissing(!isComplete)
    if (!isComplete) return
    const written = tidied(content)
    const body = {
      ...written,
      drafts: written.drafts.filter(language => written.labels[language] !== undefined),
      reason: reason.trim(),
    }
    try {
      if (concept)
        await api.put(`/api/recommendations/topics/${concept.key}`, body, {
          expectedVersion: concept.version,
        })
      else {
        const { key } = await api.post<{ key: string }>('/api/recommendations/topics', body)
        await go(`/recommendations/topics/${key}`)
      }
      await client.invalidateQueries({ queryKey: ['thesaurus'] })
      announce(t('topics.done'))
      onClose()
    } catch (error) {
      setTrouble(error)
    }
  }
  const required = t('shell.form.problem.required')
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        {!concept && <p>{t('topics.proposeText')}</p>}
        <TextInput
          label={t('topics.labelEnglish')}
          value={content.labels.en}
          maxLength={200}
          lang="en"
          dir="ltr"
          error={missing && content.labels.en.trim() === '' && required}
          onChange={event => setLabel('en', event.currentTarget.value)}
        />
        <MultiSelect
          label={t('topics.broader')}
          description={t('topics.broaderHelp')}
          data={options}
          value={content.broader}
          maxValues={3}
          searchable
          onChange={broader => change({ broader })}
        />
        <TagsInput
          label={t('topics.words')}
          description={t('topics.wordsHelp')}
          value={content.words}
          maxTags={60}
          onChange={words => change({ words })}
        />
        <details className="topics-more">
          <summary>{t('topics.moreFields')}</summary>
          <Stack>
            {languages
              .filter(language => language !== 'en')
              .map(language => (
                <TextInput
                  key={language}
                  label={t('topics.labelIn', { language: nameOfLanguage(language, locale) })}
                  description={content.drafts.includes(language) ? t('topics.draft') : undefined}
                  value={content.labels[language] ?? ''}
                  maxLength={200}
                  lang={language}
                  dir={language === 'ar' ? 'rtl' : 'ltr'}
                  onChange={event => setLabel(language, event.currentTarget.value)}
                />
              ))}
            <TagsInput
              label={t('topics.otherLabels')}
              value={content.otherLabels.en ?? []}
              maxTags={20}
              onChange={en => change({ otherLabels: { ...content.otherLabels, en } })}
            />
            <Textarea
              label={t('topics.scopeNote')}
              value={content.scopeNotes.en ?? ''}
              maxLength={1_000}
              autosize
              minRows={2}
              onChange={event =>
                change({ scopeNotes: { ...content.scopeNotes, en: event.currentTarget.value } })
              }
            />
            <MultiSelect
              label={t('topics.related')}
              data={options}
              value={content.related}
              searchable
              onChange={related => change({ related })}
            />
            <MultiSelect
              label={t('topics.goals')}
              data={[...new Set([...namedGoals, ...content.goals])]}
              value={content.goals}
              searchable
              onChange={goals => change({ goals })}
            />
            <MultiSelect
              label={t('topics.protocol')}
              data={Array.from({ length: 20 }, (_, n) => String(n + 1))}
              value={content.articles}
              searchable
              onChange={articles => change({ articles })}
            />
          </Stack>
        </details>
        <Textarea
          label={t('topics.reason')}
          description={t('topics.reasonHelp')}
          value={reason}
          maxLength={1_000}
          autosize
          minRows={2}
          error={missing && reason.trim() === '' && required}
          onChange={event => setReason(event.currentTarget.value)}
        />
        {trouble !== undefined && <ErrorState error={trouble} />}
        <Button type="submit">{t(concept ? 'topics.amend' : 'topics.propose')}</Button>
      </Stack>
    </form>
  )
}
