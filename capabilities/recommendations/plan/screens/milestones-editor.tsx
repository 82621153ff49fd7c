import { Button, TextInput } from '@mantine/core'
import { fieldId } from '#platform/screens/form/field.tsx'
import { useText } from '#platform/screens/text.ts'
import type { GivenMilestone } from './answers.ts'
import { DayInput } from './day-input.tsx'
import type { ProblemOf } from './plan-form.tsx'

/** The steps on the way: what, and until when. */
export function MilestonesEditor(props: {
  milestones: GivenMilestone[]
  onChange: (milestones: GivenMilestone[]) => void
  problemOf: ProblemOf
}) {
  const { milestones, onChange, problemOf } = props
  const t = useText()
  const put = (index: number, change: Partial<GivenMilestone>) =>
    onChange(milestones.map((m, i) => (i === index ? { ...m, ...change } : m)))
  return (
    <div id="part-milestones" tabIndex={-1} className="plan-rows">
      {milestones.map((milestone, index) => (
        <div key={milestone.id} className="plan-row">
          <TextInput
            id={fieldId(`milestones.${index}.title`)}
            label={t('field.planMilestone.title')}
            value={milestone.title}
            maxLength={200}
            error={problemOf(`milestones.${index}.title`)}
            onChange={event => put(index, { title: event.currentTarget.value })}
          />
          <DayInput
            id={fieldId(`milestones.${index}.dueOn`)}
            label={t('field.planMilestone.dueOn')}
            value={milestone.dueOn}
            error={problemOf(`milestones.${index}.dueOn`)}
            onChange={dueOn => put(index, { dueOn })}
          />
          <Button
            variant="default"
            size="sm"
            aria-label={t('plan.removeWhat', { what: milestone.title || String(index + 1) })}
            onClick={() => onChange(milestones.filter((_, i) => i !== index))}
          >
            {t('plan.remove')}
          </Button>
        </div>
      ))}
      <Button
        variant="default"
        size="sm"
        onClick={() =>
          onChange([...milestones, { id: crypto.randomUUID(), title: '', dueOn: '', doneOn: null }])
        }
      >
        {t('plan.addMilestone')}
      </Button>
    </div>
  )
}
