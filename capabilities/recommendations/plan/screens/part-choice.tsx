import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useText } from '#platform/screens/text.ts'
import type { GivenServes } from './answers.ts'
import { recommendationQuery } from './serves-editor.tsx'

type Registered = Extract<GivenServes, { kind: 'registry' }>

const shownMax = 90

/** The whole recommendation, one of its sub-items, or one of the things that it asks. */
export function PartChoice({ one, onChange }: { one: Registered; onChange: (one: Registered) => void }) {
  const t = useText()
  const { data } = useQuery(recommendationQuery(one))
  if (!data || (data.items.length === 0 && data.atoms.length < 2)) return null
  const value = one.sub !== null ? `sub ${one.sub}` : one.ask !== null ? `ask ${one.ask}` : ''
  return (
    <NativeSelect
      label={t('plan.whichPart')}
      value={value}
      data={[
        { value: '', label: t('plan.wholeRecommendation') },
        ...data.items.map(item => ({
          value: `sub ${item.letter}`,
          label: `(${item.letter}) ${shortened(item.text)}`,
        })),
        ...(data.items.length === 0
          ? data.atoms.map((atom, index) => ({
              value: `ask ${index + 1}`,
              label: `${t('plan.ask', { number: index + 1 })}: ${shortened(atom.text)}`,
            }))
          : []),
      ]}
      onChange={event => {
        const [kind, part] = event.currentTarget.value.split(' ')
        onChange({
          ...one,
          sub: kind === 'sub' && part ? part : null,
          ask: kind === 'ask' && part ? Number(part) : null,
        })
      }}
    />
  )
}

const shortened = (text: string) => (text.length <= shownMax ? text : `${text.slice(0, shownMax - 1)}…`)
