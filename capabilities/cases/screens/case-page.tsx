import { Button } from '@mantine/core'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { useParam } from '#platform/screens/navigate.tsx'
import { Columns, PageTitle } from '#platform/screens/page.tsx'
import { Sealed } from '#platform/screens/sealed.tsx'
import { Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { PartName } from '../cases.rules.ts'
import type { OpenedIdentity, ShownCase } from './answers.ts'
import { CaseMenu } from './case-menu.tsx'
import { useCodes } from './codes.ts'
import { DueLines } from './due-lines.tsx'
import { History } from './history.tsx'
import { isEmpty, PartSection } from './part-section.tsx'
import { usePurposes } from './purposes.ts'
import { allLists, shownParts } from './sections.ts'
import { useSummary } from './summary.ts'
import { TakesPart } from './takes-part.tsx'
import './cases.css'

/** One case: what it is and what is due, what is known part by part, who takes part, and its history. */
export default function CasePage() {
  const t = useText()
  const caseId = useParam('caseId')
  const codes = useCodes(allLists)
  useLive([`case:${caseId}`, 'cases'], [['cases', caseId]])
  const query = useQuery({
    queryKey: ['cases', caseId, 'case'],
    queryFn: ({ signal }) => api.get<ShownCase>(`/api/cases/${caseId}`, { signal }),
  })
  if (query.data === undefined || !codes.ready)
    return (
      <>
        <PageTitle>{t('cases.nav.case')}</PageTitle>
        <Loaded query={query} lines={10}>
          {() => null}
        </Loaded>
      </>
    )
  return <Shown key={caseId} shown={query.data} codes={codes} />
}

function Shown({ shown, codes }: { shown: ShownCase; codes: ReturnType<typeof useCodes> }) {
  const t = useText()
  const write = useFormats()
  const client = useQueryClient()
  const summary = useSummary(codes)
  const purposes = usePurposes(shown.purposes)
  const [opened, setOpened] = useState<OpenedIdentity>()
  const [editing, setEditing] = useState<PartName>()
  const lapse = useCallback(() => setOpened(undefined), [])
  const refresh = useCallback(
    () => client.invalidateQueries({ queryKey: ['cases', shown.id] }),
    [client, shown.id],
  )
  const look = async (reason: { purpose: string; note: string }) => {
    setOpened(
      await api.post<OpenedIdentity>(`/api/cases/${shown.id}/identity`, {
        purpose: reason.purpose,
        ...(reason.note && { note: reason.note }),
      }),
    )
    await refresh()
  }
  const { case: about, person, victimContext } = shown.parts
  const told = {
    gender: person.gender as string | undefined,
    ageBand: victimContext.ageBand as string | undefined,
    citizenship: person.citizenship as string[] | undefined,
    exploitation: victimContext.typeOfExploitation as string[] | undefined,
    countryOfExploitation: victimContext.countryOfExploitation as string[] | undefined,
  }
  const sentence = [
    summary.person(told),
    [summary.exploitation(told), summary.countries(told)].filter(Boolean).join(' – '),
    [
      about.status ? codes.label('htcds.case-status', String(about.status)) : '',
      about.openedOn ? t('cases.openedOn', { day: write.partialDate(String(about.openedOn)) }) : '',
    ]
      .filter(Boolean)
      .join(t('cases.comma')),
  ]
    .filter(Boolean)
    // A date in Russian ends with a stop of its own.
    .map(part => `${part}${part.endsWith('.') ? ' ' : t('cases.stop')}`)
    .join('')
    .trim()
  const mayAmend = shown.may.includes('case.amend')
  const next = mayAmend ? shown.due[0] : undefined
  const isOpen = opened !== undefined
  return (
    <>
      <PageTitle
        lead={
          <>
            {sentence && <p>{sentence}</p>}
            {shown.erased && <p className="case-erased">{t('cases.erasedText')}</p>}
            <DueLines due={shown.due} />
          </>
        }
        actions={
          <>
            {next && (
              <Button onClick={() => setEditing(partOfDue[next.key] ?? 'case')}>
                {t(`cases.next.${next.key}`)}
              </Button>
            )}
            <CaseMenu shown={shown} onChanged={refresh} />
          </>
        }
      >
        {t('cases.title', { reference: shown.reference })}
      </PageTitle>
      <Columns
        label={t('cases.context')}
        context={
          <>
            <TakesPart participants={shown.participants} />
            <History caseId={shown.id} version={shown.version} />
          </>
        }
      >
        {shown.sealedParts.length > 0 && (
          <Sealed
            label={t('cases.sealed')}
            purposes={purposes}
            onOpen={look}
            {...(isOpen && { openUntil: opened.until })}
            onLapsed={lapse}
          >
            {isOpen && <Opened opened={opened} onClose={lapse} />}
          </Sealed>
        )}
        {shownParts.map(part => (
          <PartSection
            key={part}
            part={part}
            shown={shown}
            codes={codes}
            opened={opened}
            editing={editing === part}
            onEdit={edit => setEditing(edit ? part : undefined)}
            onSaved={async () => {
              setEditing(undefined)
              // What was typed into sealed fields is sealed again; it opens anew with a reason.
              setOpened(undefined)
              await refresh()
            }}
          />
        ))}
        <NotYet
          parts={shownParts.filter(part => isEmpty(shown, part) && part !== editing)}
          onAdd={mayAmend ? setEditing : undefined}
        />
      </Columns>
    </>
  )
}

/** Parts of which nothing is recorded, in one line, each a way to begin it. */
function NotYet({
  parts,
  onAdd,
}: {
  parts: readonly PartName[]
  onAdd: ((part: PartName) => void) | undefined
}) {
  const t = useText()
  if (parts.length === 0) return null
  return (
    <section className="case-part" aria-label={t('cases.notYet')}>
      <div className="case-part-head">
        <h2>{t('cases.notYet')}</h2>
      </div>
      <div className="case-choices">
        {parts.map(part =>
          onAdd ? (
            <Button
              key={part}
              variant="default"
              size="sm"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => onAdd(part)}
            >
              {t(`cases.part.${part}`)}
            </Button>
          ) : (
            <span key={part} className="case-none">
              {t(`cases.part.${part}`)}
            </span>
          ),
        )}
      </div>
    </section>
  )
}

/** Where the next step is taken. */
const partOfDue: Record<string, PartName> = {
  'plan-overdue': 'supportPlan',
  'plan-due': 'supportPlan',
  'consent-missing': 'consent',
  'status-undecided': 'victimContext',
}

function Opened({ opened, onClose }: { opened: OpenedIdentity; onClose: () => void }) {
  const t = useText()
  const write = useFormats()
  return (
    <>
      <p className="case-note">{t('cases.openedText')}</p>
      {opened.notes.length > 0 && (
        <details>
          <summary>{t('cases.reasons', { count: opened.notes.length })}</summary>
          <ul>
            {opened.notes.map(note => (
              <li key={note.at}>
                <bdi>{note.text}</bdi> <small>{write.time(note.at)}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
      <Button variant="default" size="sm" onClick={onClose}>
        {t('cases.closeNow')}
      </Button>
    </>
  )
}
