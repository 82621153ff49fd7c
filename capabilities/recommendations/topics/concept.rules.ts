import type { Language } from '#kernel/entity/codelist.ts'
import type { Problem } from '#kernel/result/result.ts'
import { broaderOf, narrowerOf } from './hierarchy.rules.ts'
import { wordsForm } from './topic-words.ts'
import type { ConceptContent, ConceptStatus, Thesaurus } from './topics.entity.ts'

const keyLettersMax = 60
/** The Protocol has 20 articles. */
const articleForm = /^(?:[1-9]|1\d|20)$/
/** Goals 1 to 17; targets are numbered, means of implementation lettered. */
const goalForm = /^(?:[1-9]|1[0-7])\.(?:[1-9]|1\d|[a-d])$/

/** The key of a new concept, made of its English label: 'Debt bondage' is 'debt-bondage'. Empty when nothing is left. */
export const keyOf = (label: string): string =>
  label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, keyLettersMax)
    .replace(/^-+|-+$/g, '')

/** Labels and words without blanks around them and without empty ones, as the thesaurus keeps them. */
export function tidied(content: ConceptContent): ConceptContent {
  const texts = (record: Partial<Record<Language, string>>) =>
    Object.fromEntries(
      Object.entries(record)
        .map(([language, text]) => [language, text.trim()])
        .filter(([, text]) => text !== ''),
    )
  const list = (values: readonly string[]) => [...new Set(values.map(one => one.trim()).filter(Boolean))]
  return {
    ...content,
    labels: { ...texts(content.labels), en: content.labels.en.trim() },
    scopeNotes: texts(content.scopeNotes),
    otherLabels: Object.fromEntries(
      Object.entries(content.otherLabels)
        .map(([language, labels]) => [language, list(labels)] as const)
        .filter(([, labels]) => labels.length > 0),
    ),
    words: list(content.words.map(word => word.toLowerCase().replace(/\s+/g, ' '))),
    goals: list(content.goals),
    articles: list(content.articles),
    broader: list(content.broader),
    related: list(content.related),
  }
}

/** What keeps a concept from standing in the thesaurus as it is written. @param key of a new concept, or of the one amended */
export function problemsOf(key: string, content: ConceptContent, thesaurus: Thesaurus): Problem[] {
  const problems: Problem[] = []
  const problem = (where: string, code: string, what: string, remedy: string, value?: string) =>
    void problems.push({
      where,
      code: `concept.${code}`,
      what,
      remedy,
      ...(value === undefined ? {} : { value }),
    })
  const others = thesaurus.filter(one => one.key !== key && one.status !== 'retired')
  if (content.labels.en === '' || key === '')
    problem('labels.en', 'label', 'The concept has no English label.', 'Write one, in Latin letters.')
  for (const [language, label] of Object.entries(content.labels)) {
    const same = others.find(
      one => one.labels[language as Language]?.toLocaleLowerCase() === label.toLocaleLowerCase(),
    )
    if (same)
      problem(
        `labels.${language}`,
        'label-taken',
        `Another concept has the label “${label}” already.`,
        'Write another label, or merge the two concepts.',
        label,
      )
  }
  for (const field of ['broader', 'related'] as const)
    for (const other of content[field])
      if (!others.some(one => one.key === other))
        problem(
          field,
          'unknown',
          `The thesaurus has no concept “${other}”.`,
          'Choose one that it has.',
          other,
        )
  const changed = [
    ...thesaurus.filter(one => one.key !== key),
    { ...content, key, status: 'adopted' as const, replacedBy: null },
  ]
  if (content.broader.some(other => other === key || broaderOf(other, changed).includes(key)))
    problem(
      'broader',
      'circle',
      'A concept would be broader than itself.',
      'Choose a broader concept that does not lie within this one.',
    )
  const along = [...broaderOf(key, changed), ...narrowerOf(key, changed)]
  if (content.related.some(other => other === key || along.includes(other)))
    problem(
      'related',
      'related-within',
      'A concept cannot be related to one that lies above or beneath it.',
      'Take it out of the related ones; its place says it already.',
    )
  for (const word of content.words)
    if (!wordsForm.test(word))
      problem(
        'words',
        'word',
        `“${word}” cannot be looked for.`,
        'Write one to eight words of letters, digits and hyphens; only the end of a word may be an asterisk.',
        word,
      )
  for (const goal of content.goals)
    if (!goalForm.test(goal))
      problem(
        'goals',
        'goal',
        `“${goal}” is no target of the Goals.`,
        'Write a number such as 8.7 or 16.a.',
        goal,
      )
  for (const article of content.articles)
    if (!articleForm.test(article))
      problem(
        'articles',
        'article',
        `The Protocol has no article “${article}”.`,
        'Write a number from 1 to 20.',
        article,
      )
  return problems
}

/** What may follow on a status. A retired concept may be adopted again. */
export const mayFollow: Readonly<Record<ConceptStatus, readonly ('adopt' | 'amend' | 'merge' | 'retire')[]>> =
  {
    proposed: ['adopt', 'amend', 'merge', 'retire'],
    adopted: ['amend', 'merge', 'retire'],
    retired: ['adopt'],
  }
