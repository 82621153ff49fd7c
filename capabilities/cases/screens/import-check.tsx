import { Button } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { ProgressBar } from '#platform/screens/progress.tsx'
import { EmptyState, ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { Check, CheckResult } from './answers.ts'
import { ProblemGroups, ProblemTable } from './problems.tsx'

type StepProps = {
  check: UseQueryResult<Check>
  onBack: () => void
  onLeave: () => Promise<void>
  onImport: (rows: number) => Promise<void>
}

/** What an import would do: every row was read, nothing was changed. */
export function ImportCheckStep({ check, onBack, onLeave, onImport }: StepProps) {
  const t = useText()
  return (
    <Loaded query={check}>
      {({ state, problem, result }) =>
        result ? (
          <Result result={result} onBack={onBack} onLeave={onLeave} onImport={onImport} />
        ) : state === 'failed' ? (
          <EmptyState
            title={t('cases.import.checkFailed')}
            action={
              <Button variant="default" onClick={() => void onLeave()}>
                {t('cases.import.another')}
              </Button>
            }
          >
            {problem}
          </EmptyState>
        ) : (
          <>
            <ProgressBar label={t('cases.import.checking')} done={0} />
            <p className="case-note">{t('cases.import.comeBack')}</p>
          </>
        )
      }
    </Loaded>
  )
}

function Result(props: Omit<StepProps, 'check'> & { result: CheckResult }) {
  const { result, onBack, onLeave, onImport } = props
  const t = useText()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const begin = async () => {
    setBusy(true)
    setTrouble(undefined)
    try {
      await onImport(result.rows)
    } catch (error) {
      setTrouble(error)
      setBusy(false)
    }
  }
  const unclearDates = result.groups.some(g => g.code === 'date.ambiguous')
  return (
    <>
      <p className="case-recognised">
        {t(result.bad === 0 ? 'cases.import.allGood' : 'cases.import.someBad', {
          rows: result.rows,
          good: result.good,
          bad: result.bad,
        })}
      </p>
      {result.alike > 0 && <p className="case-warn">{t('cases.import.alike', { count: result.alike })}</p>}
      {unclearDates && <p className="case-warn">{t('cases.import.unclearDates', result.dateOrders)}</p>}
      {trouble !== undefined && <ErrorState error={trouble} />}
      <div className="case-buttons">
        {result.good > 0 && (
          <Button onClick={() => void begin()} loading={busy}>
            {t('cases.import.begin', { count: result.good })}
          </Button>
        )}
        <Button variant="default" onClick={onBack}>
          {t('cases.import.changeColumns')}
        </Button>
        <Button variant="default" onClick={() => void onLeave()}>
          {t('cases.import.another')}
        </Button>
      </div>
      {result.groups.length > 0 && (
        <>
          <h2 className="case-h2">{t('cases.problems.inShort')}</h2>
          <ProblemGroups groups={result.groups} />
          <h2 className="case-h2">{t('cases.problems')}</h2>
          <ProblemTable problems={result.problems} total={result.problemTotal} />
        </>
      )}
    </>
  )
}
