import { Button, Checkbox } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import type { Description } from '#kernel/entity/describe.ts'
import { recordFromAnswers } from '#kernel/form/answers.ts'
import type { Answers } from '#kernel/form/field.ts'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { ScreenLink, useGo, useParam } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { asProblem } from '#platform/screens/problem.ts'
import { Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { PlanAssessment, PlanReport, statuses } from '../plan.entity.ts'
import { actionQuery } from './action.tsx'
import type { ActionAnswer } from './answers.ts'
import { DayInput } from './day-input.tsx'
import { type DraftEvidence, EvidenceEditor, sentEvidence } from './evidence-editor.tsx'
import { fieldsOf } from './fields.ts'
import { TwoStatuses } from './marks.tsx'
import { Meanwhile } from './meanwhile.tsx'
import { type FormSection, PlanForm } from './plan-form.tsx'
import { pathOfAction, usePlanWords } from './words.ts'
import './plan.css'

type Saying = 'report' | 'assess'
const told: Record<Saying, { description: Description; act: string; path: string; body: string }> = {
  report: { description: PlanReport, act: 'plan.report', path: 'reports', body: 'report' },
  assess: { description: PlanAssessment, act: 'plan.assess', path: 'assessments', body: 'assessment' },
}

/** Says how far an action is: the institution in its report, or somebody independent in an assessment. */
export function Say({ saying }: { saying: Saying }) {
  const t = useText()
  const id = useParam('id')
  // The form keeps what it began with, even when a colleague's change arrives behind it.
  const query = useQuery({ ...actionQuery(id), queryKey: ['plan-say', id], staleTime: Infinity, gcTime: 0 })
  return (
    <>
      <PageTitle
        lead={
          query.data && (
            <p>
              <ScreenLink to={pathOfAction(id)}>{query.data.title}</ScreenLink>
            </p>
          )
        }
      >
        {t(`plan.nav.${saying}`)}
      </PageTitle>
      <Loaded query={query}>
        {action =>
          action.may.includes(told[saying].act) ? (
            <SayForm key={action.version} saying={saying} action={action} />
          ) : (
            <p>{t(`plan.mayNot.${saying}`)}</p>
          )
        }
      </Loaded>
    </>
  )
}

function SayForm({ saying, action }: { saying: Saying; action: ActionAnswer }) {
  const t = useText()
  const go = useGo()
  const client = useQueryClient()
  const { description, path, body } = told[saying]
  const [answers, setAnswers] = useState<Answers>({ public: true })
  const [evidence, setEvidence] = useState<DraftEvidence[]>([])
  const [reached, setReached] = useState<Record<string, string>>({})
  const [theirs, setTheirs] = useState<ActionAnswer>()
  const key = useRef(crypto.randomUUID())
  const options = useMemo(
    () => ({ 'plan-statuses': statuses.map(s => ({ code: s as string, label: t(`plan.status.${s}`) })) }),
    [t],
  )
  const names = Object.keys(description.fields)
  const fields = (only: string[]) => fieldsOf(description, options, only)
  const open = action.milestones.filter(m => m.doneOn === null)
  const sections: FormSection[] = [
    {
      title: t(`plan.say.${saying}`),
      help: t(`plan.sayHelp.${saying}`),
      fields: fields(names.filter(name => name !== 'public')),
    },
    ...(saying === 'report' && open.length > 0
      ? [
          {
            title: t('plan.reachedMilestones'),
            body: () => <Reached action={action} reached={reached} onChange={setReached} />,
          },
        ]
      : []),
    {
      title: t('plan.evidence'),
      help: t('plan.evidenceHelp'),
      body: problemOf => (
        <EvidenceEditor
          actionId={action.id}
          evidence={evidence}
          onChange={setEvidence}
          problemOf={problemOf}
        />
      ),
    },
    { title: t('plan.part.who-sees'), fields: fields(['public']) },
  ]
  const send = async (expectedVersion: number) => {
    await api.post(
      `/api/plan/actions/${action.id}/${path}`,
      {
        [body]: recordFromAnswers(answers),
        evidence: evidence.map(sentEvidence),
        ...(saying === 'report'
          ? {
              reached: Object.entries(reached).map(([milestoneId, doneOn]) => ({ milestoneId, doneOn })),
            }
          : {}),
      },
      { expectedVersion, headers: { 'idempotency-key': key.current } },
    )
    announce(t('plan.saved'))
    await client.invalidateQueries({ queryKey: ['plan'] })
    await go(pathOfAction(action.id), { replace: true })
  }
  const submit = async () => {
    try {
      await send(action.version)
    } catch (error) {
      if (asProblem(error).kind !== 'conflict') throw error
      setTheirs(await api.get<ActionAnswer>(`/api/plan/actions/${action.id}`))
    }
  }
  if (theirs)
    return (
      <Meanwhile
        seenVersion={action.version}
        theirs={theirs}
        clashes={[]}
        onTakeTheirs={() => void go(pathOfAction(action.id))}
        onKeepMine={() => send(theirs.version)}
      />
    )
  return (
    <>
      <TwoStatuses standing={action.standing} />
      <PlanForm
        sections={sections}
        answers={answers}
        onAnswer={(name, value) => setAnswers(before => ({ ...before, [name]: value }))}
        onSubmit={submit}
        submitLabel={t(`plan.send.${saying}`)}
        beside={
          <Button variant="default" onClick={() => void go(pathOfAction(action.id))}>
            {t('plan.cancel')}
          </Button>
        }
      />
    </>
  )
}

/** Milestones that were reached since the last report, each with its day. */
function Reached(props: {
  action: ActionAnswer
  reached: Record<string, string>
  onChange: (reached: Record<string, string>) => void
}) {
  const { action, reached, onChange } = props
  const t = useText()
  const words = usePlanWords()
  return (
    <div className="plan-rows">
      {action.milestones
        .filter(m => m.doneOn === null)
        .map(({ id, title, dueOn }) => (
          <div key={id} className="plan-row">
            <Checkbox
              label={`${title} (${t('plan.dueOn', { day: words.day(dueOn) })})`}
              checked={id in reached}
              onChange={event => {
                const { [id]: _, ...rest } = reached
                onChange(event.currentTarget.checked ? { ...rest, [id]: action.today } : rest)
              }}
            />
            {id in reached && (
              <DayInput
                label={t('field.planMilestone.doneOn')}
                value={reached[id] ?? ''}
                onChange={day => onChange({ ...reached, [id]: day })}
              />
            )}
          </div>
        ))}
    </div>
  )
}
