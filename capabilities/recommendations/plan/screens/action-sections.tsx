import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useIntl } from 'react-intl'
import type { Answers, FieldOption } from '#kernel/form/field.ts'
import { roles } from '#kernel/policy/caller.ts'
import { api } from '#platform/screens/api.ts'
import { useText } from '#platform/screens/text.ts'
import { INDICATORS } from '../../evidence.entity.ts'
import { themesOf } from '../../topics/topic.rules.ts'
import { indicatorKinds, PlanAction } from '../plan.entity.ts'
import type { ChoicesAnswer, GivenMilestone, GivenServes } from './answers.ts'
import { fieldsOf } from './fields.ts'
import { MilestonesEditor } from './milestones-editor.tsx'
import type { FormSection } from './plan-form.tsx'
import { ServesEditor } from './serves-editor.tsx'

interface Known {
  choices: ChoicesAnswer
  answers: Answers
  serves: GivenServes[]
  onServes: (serves: GivenServes[]) => void
  milestones: GivenMilestone[]
  onMilestones: (milestones: GivenMilestone[]) => void
}

/** The questions about an action, a few at a time; only those that the answers so far call for. */
export function useActionSections(known: Known): FormSection[] {
  const t = useText()
  const { choices, answers, serves, onServes, milestones, onMilestones } = known
  const currencies = useCurrencies()
  const { institution, indicatorKind } = answers
  const staff = useMemo(
    () => choices.accounts.filter(a => a.agencyId === institution),
    [choices.accounts, institution],
  )
  const options = useMemo((): Record<string, FieldOption[]> => {
    const own = roles.filter(role => staff.length === 0 || staff.some(a => a.role === role))
    return {
      'plan-agencies': choices.agencies.map(({ id, name }) => ({ code: id, label: name })),
      'plan-accounts': [...new Map(staff.map(a => [a.id, a])).values()].map(a => ({
        code: a.id,
        label: `${a.name} (${t(`shell.role.${a.role}`)})`,
      })),
      'plan-roles': own.map(role => ({ code: role, label: t(`shell.role.${role}`) })),
      'plan-themes': themesOf().map(({ id }) => ({ code: id, label: t(`plan.theme.${id}`) })),
      'plan-indicator-kinds': indicatorKinds.map(kind => ({
        code: kind,
        label: t(`plan.indicatorKind.${kind}`),
      })),
      'plan-indicators': INDICATORS.map(({ id }) => ({
        code: id,
        label: t(`recommendations.indicator.${id}`),
      })),
      currencies,
    }
  }, [choices.agencies, staff, currencies, t])
  // What the other answers make necessary is not called optional.
  const needed = [
    ...(answers.institutionName ? [] : ['institution']),
    ...(answers.focalRole ? [] : ['focalPoint']),
    'indicatorLive',
    'indicatorName',
  ]
  const fields = (...names: string[]) => fieldsOf(PlanAction, options, names, needed)
  return [
    {
      title: t('plan.part.serves'),
      body: problemOf => <ServesEditor serves={serves} onChange={onServes} problemOf={problemOf} />,
    },
    { title: t('plan.part.what'), fields: fields('title', 'what', 'theme') },
    {
      title: t('plan.part.who'),
      help: t('plan.part.whoHelp'),
      fields: fields(
        'institution',
        ...(institution ? ['focalPoint', 'focalRole', 'alternate', 'alternateRole'] : ['institutionName']),
        'validating',
      ),
    },
    { title: t('plan.part.when'), fields: fields('startsOn', 'dueOn') },
    {
      title: t('plan.milestones'),
      help: t('plan.part.milestonesHelp'),
      body: problemOf => (
        <MilestonesEditor milestones={milestones} onChange={onMilestones} problemOf={problemOf} />
      ),
    },
    { title: t('plan.budget'), fields: fields('budget', 'currency', 'funds') },
    {
      title: t('plan.indicator'),
      fields: fields(
        'indicatorKind',
        ...(indicatorKind === 'live'
          ? ['indicatorLive', 'indicatorTarget', 'indicatorMonths']
          : indicatorKind === 'hand'
            ? ['indicatorName', 'indicatorUnit', 'indicatorBaseline', 'indicatorTarget', 'indicatorMonths']
            : []),
      ),
    },
    { title: t('plan.part.who-sees'), fields: fields('public') },
  ]
}

/** Currencies in the reader's language, from the standard's list. */
function useCurrencies(): FieldOption[] {
  const language = useIntl().locale
  const list = useQuery({
    queryKey: ['codelists', 'currencies', language],
    queryFn: ({ signal }) =>
      api.get<{ codes: { code: string; label: string }[] }>('/api/codelists/currencies', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return useMemo(
    () => (list.data?.codes ?? []).map(({ code, label }) => ({ code, label: `${code} · ${label}` })),
    [list.data],
  )
}
