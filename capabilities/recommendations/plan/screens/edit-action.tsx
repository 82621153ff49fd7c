import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { answersFromRecord, recordFromAnswers } from '#kernel/form/answers.ts'
import type { Answers } from '#kernel/form/field.ts'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { ScreenLink, useGo, useParam, useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { asProblem } from '#platform/screens/problem.ts'
import { Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { RecommendationAnswer } from '../../screens/answers.ts'
import { actionQuery } from './action.tsx'
import { useActionSections } from './action-sections.tsx'
import type { ActionAnswer, ChoicesAnswer, GivenMilestone, GivenServes } from './answers.ts'
import { type Clash, Meanwhile } from './meanwhile.tsx'
import { PlanForm } from './plan-form.tsx'
import { Withdraw } from './withdraw.tsx'
import { pathOfAction } from './words.ts'
import './plan.css'

const choicesQuery = {
  queryKey: ['plan-choices'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<ChoicesAnswer>('/api/plan/choices', { signal }),
}

/** A new action, perhaps begun from a recommendation. */
export default function NewAction() {
  const t = useText()
  const [search] = useSearch()
  const { report, address } = search
  const begun = report !== undefined && address !== undefined
  const choices = useQuery(choicesQuery)
  const from = useQuery({
    queryKey: ['recommendations', 'one', report, address],
    queryFn: ({ signal }) =>
      api.get<RecommendationAnswer>(`/api/recommendations/items/${report}/${address}`, { signal }),
    enabled: begun,
  })
  return (
    <>
      <PageTitle lead={<p>{t('plan.newLead')}</p>}>{t('plan.nav.new')}</PageTitle>
      <Loaded query={choices}>
        {choices =>
          begun && from.data === undefined && !from.isError ? null : (
            <Editor choices={choices} begun={begunFrom(from.data)} />
          )
        }
      </Loaded>
    </>
  )
}

/** The plan of an action, to be changed. */
export function EditAction() {
  const t = useText()
  const id = useParam('id')
  const choices = useQuery(choicesQuery)
  const action = useQuery({ ...actionQuery(id), staleTime: Number.POSITIVE_INFINITY, gcTime: 0 })
  return (
    <>
      <PageTitle
        lead={
          action.data && (
            <p>
              <ScreenLink to={pathOfAction(id)}>{action.data.title}</ScreenLink>
            </p>
          )
        }
      >
        {t('plan.nav.edit')}
      </PageTitle>
      <Loaded query={choices}>
        {choices => (
          <Loaded query={action}>
            {action =>
              action.planned ? (
                <>
                  <Editor key={action.version} choices={choices} begun={action.planned} action={action} />
                  <Withdraw action={action} />
                </>
              ) : (
                <p>{t('plan.mayNotEdit')}</p>
              )
            }
          </Loaded>
        )}
      </Loaded>
    </>
  )
}

type Begun = NonNullable<ActionAnswer['planned']>

function begunFrom(one: RecommendationAnswer | undefined): Begun {
  return {
    action: { indicatorKind: one?.evidence[0] ? 'live' : 'none', public: true, ...tiedTo(one) },
    serves: one
      ? [
          {
            kind: 'registry',
            report: one.report,
            address: one.address,
            sub: null,
            ask: null,
            citation: one.citation,
          },
        ]
      : [],
    milestones: [],
  }
}

/** A figure that the recommendation is tied to already is the first choice of an indicator. */
const tiedTo = (one: RecommendationAnswer | undefined) =>
  one?.evidence[0] ? { indicatorLive: one.evidence[0].indicator, indicatorMonths: 12 } : {}

function Editor({ choices, begun, action }: { choices: ChoicesAnswer; begun: Begun; action?: ActionAnswer }) {
  const t = useText()
  const go = useGo()
  const client = useQueryClient()
  const [answers, setAnswers] = useState<Answers>(() => answersFromRecord(begun.action as never))
  const [serves, setServes] = useState<GivenServes[]>(begun.serves)
  const [milestones, setMilestones] = useState<GivenMilestone[]>(begun.milestones)
  const [theirs, setTheirs] = useState<ActionAnswer>()
  // The same ids at every attempt, so that an answer lost on the way does not make two actions.
  const id = useRef(action?.id ?? crypto.randomUUID())
  const key = useRef(crypto.randomUUID())
  const sections = useActionSections({
    choices,
    answers,
    serves,
    onServes: setServes,
    milestones,
    onMilestones: setMilestones,
  })
  const content = () => ({
    action: recordFromAnswers(cleaned(answers)),
    serves: serves.map(given),
    milestones,
  })
  const done = async () => {
    announce(t('plan.saved'))
    await client.invalidateQueries({ queryKey: ['plan'] })
    await go(pathOfAction(id.current), { replace: true })
  }
  const send = async (expectedVersion: number) => {
    await api.put(`/api/plan/actions/${id.current}`, content(), { expectedVersion })
    await done()
  }
  const submit = async () => {
    if (!action) {
      await api.post(
        '/api/plan/actions',
        { id: id.current, ...content() },
        { headers: { 'idempotency-key': key.current } },
      )
      return done()
    }
    try {
      await send(action.version)
    } catch (error) {
      if (asProblem(error).kind !== 'conflict') throw error
      setTheirs(await api.get<ActionAnswer>(`/api/plan/actions/${id.current}`))
    }
  }
  const fields = useMemo(() => sections.flatMap(s => s.fields ?? []), [sections])
  if (theirs && action)
    return (
      <Meanwhile
        seenVersion={action.version}
        theirs={theirs}
        clashes={clashesOf(fields, begun.action, theirs.planned?.action ?? {}, answers, t)}
        onTakeTheirs={() => void client.resetQueries({ queryKey: ['plan', 'action', action.id] })}
        onKeepMine={() => send(theirs.version)}
      />
    )
  return (
    <PlanForm
      sections={sections}
      answers={answers}
      onAnswer={(name, value) => setAnswers(before => ({ ...before, [name]: value }))}
      onSubmit={submit}
      submitLabel={t(action ? 'plan.save' : 'plan.saveNew')}
      beside={
        <Button variant="default" onClick={() => void go(action ? pathOfAction(action.id) : '/plan')}>
          {t('plan.cancel')}
        </Button>
      }
    />
  )
}

/** What was chosen for another kind of institution or indicator is not sent. */
function cleaned(answers: Answers): Answers {
  const { ...sent } = answers
  const drop = (...names: string[]) => {
    for (const name of names) delete sent[name]
  }
  if (sent.institution) drop('institutionName')
  else drop('focalPoint', 'focalRole', 'alternate', 'alternateRole')
  if (sent.indicatorKind !== 'live') drop('indicatorLive')
  if (sent.indicatorKind !== 'hand') drop('indicatorName', 'indicatorUnit')
  if (sent.indicatorKind === 'none') drop('indicatorBaseline', 'indicatorTarget', 'indicatorMonths')
  return sent
}

const given = (one: GivenServes) => {
  const { kind, ...rest } = one
  if (kind === 'external') return { ...rest, url: (rest as { url: string | null }).url || null }
  const { citation: _, ...place } = rest as Extract<GivenServes, { kind: 'registry' }>
  return place
}

function clashesOf(
  fields: readonly { name: string; labelKey: string; options?: { code: string; label: string }[] }[],
  before: Record<string, unknown>,
  theirs: Record<string, unknown>,
  mine: Answers,
  t: (key: string) => string,
): Clash[] {
  return fields.flatMap(({ name, labelKey, options }) => {
    const say = (value: unknown) =>
      options?.find(o => o.code === value)?.label ??
      (value === undefined || value === null || value === ''
        ? t('plan.notSaid')
        : typeof value === 'boolean'
          ? t(value ? 'shell.form.yes' : 'shell.form.no')
          : String(value))
    const [was, now, wanted] = [say(before[name]), say(theirs[name]), say(mine[name])]
    return now === was || now === wanted
      ? []
      : [{ label: t(labelKey), before: was, theirs: now, mine: wanted }]
  })
}
