import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { ScreenLink, useGo, useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { useText } from '#platform/screens/text.ts'
import type { MappingChoices } from '../mapping-choices.ts'
import type { Check } from './answers.ts'
import { ImportCheckStep } from './import-check.tsx'
import { ImportColumns } from './import-columns.tsx'
import { ImportDrop } from './import-drop.tsx'
import './cases.css'

const steps = ['drop', 'columns', 'check'] as const
type Step = (typeof steps)[number]

/**
 * Brings a case file in: drop it, see what it is recognised as, put its columns right, check every row without changing
 * anything, import. Where it stands is in the address, so that one can leave and come back.
 */
export default function ImportWizard() {
  const t = useText()
  const go = useGo()
  const [search, setSearch] = useSearch()
  const { file: fileId, check: checkId } = search
  const [sheet, setSheet] = useState<string>()
  const [choices, setChoices] = useState<MappingChoices>()
  // After a reload what was chosen comes back from the check that was made with it.
  const check = useQuery({
    queryKey: ['import-checks', checkId],
    queryFn: ({ signal }) => api.get<Check>(`/api/imports/checks/${checkId}`, { signal }),
    enabled: checkId !== undefined,
    refetchInterval: query => (isOver(query.state.data) ? false : 700),
  })
  const step: Step = fileId === undefined ? 'drop' : checkId === undefined ? 'columns' : 'check'
  const chosen = choices ?? check.data?.result?.choices ?? {}
  const chosenSheet = sheet ?? check.data?.result?.sheet
  const over = async () => {
    if (fileId) await api.delete(`/api/imports/files/${fileId}`).catch(() => {})
    setChoices(undefined)
    setSheet(undefined)
    setSearch({ file: undefined, check: undefined })
  }
  return (
    <>
      <PageTitle
        lead={<p>{t('cases.import.lead')}</p>}
        actions={<ScreenLink to="/imports">{t('cases.nav.imports')}</ScreenLink>}
      >
        {t('cases.nav.import')}
      </PageTitle>
      <ol className="case-steps" aria-label={t('cases.import.steps')}>
        {[...steps, 'done' as const].map((one, index) => (
          <li
            key={one}
            aria-current={one === step ? 'step' : undefined}
            data-past={index < steps.indexOf(step) || undefined}
          >
            {t(`cases.import.step.${one}`)}
          </li>
        ))}
      </ol>
      {step === 'drop' && <ImportDrop onUploaded={id => setSearch({ file: id })} />}
      {step === 'columns' && (
        <ImportColumns
          fileId={fileId!}
          choices={chosen}
          sheet={chosenSheet}
          onChoose={setChoices}
          onSheet={next => {
            setSheet(next)
            setChoices({})
          }}
          onChecked={id => setSearch({ check: id })}
          onLeave={over}
        />
      )}
      {step === 'check' && (
        <ImportCheckStep
          check={check}
          onBack={() => {
            setChoices(chosen)
            setSheet(chosenSheet)
            setSearch({ check: undefined })
          }}
          onLeave={over}
          onImport={async rows => {
            const { importId } = await api.post<{ importId: string }>('/api/imports', {
              fileId,
              ...(chosenSheet && { sheet: chosenSheet }),
              choices: chosen,
              rows,
            })
            await go(`/imports/${importId}`, { replace: true })
          }}
        />
      )}
    </>
  )
}

const isOver = (check: Check | undefined) => check?.state === 'finished' || check?.state === 'failed'
