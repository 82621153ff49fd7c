import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { useText } from './text.ts'
import './page.css'

type PageTitleProps = {
  /** What this page is, in the reader's language. */
  children: string
  /** What is due, or the one sentence that answers first. */
  lead?: ReactNode
  /** The next step stands first; at most three. */
  actions?: ReactNode
  /** Leaves the name of the system out of the window's title: for screens meant for the person herself. */
  plain?: boolean
}

/**
 * First line of every screen. Names the window and takes the focus after a change of screen, so that
 * people who listen hear where they are.
 */
export function PageTitle({ children, lead, actions, plain }: PageTitleProps) {
  const t = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = plain ? children : t('shell.windowTitle', { page: children })
  }, [children, plain, t])
  useEffect(() => {
    if (document.documentElement.dataset.moved === 'yes') heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <header className="page-title">
      <h1 ref={heading} tabIndex={-1}>
        {children}
      </h1>
      {lead && <div className="page-lead">{lead}</div>}
      {actions && <div className="page-actions">{actions}</div>}
    </header>
  )
}

/** A part of a page under its own heading. */
export function Section({ title, children, id }: { title: string; children: ReactNode; id?: string }) {
  return (
    <section className="page-section" id={id} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** Middle column to read, and a second one only for context; one column on a phone. */
export function Columns({
  children,
  context,
  label,
}: {
  children: ReactNode
  context: ReactNode
  label: string
}) {
  return (
    <div className="page-columns">
      <div>{children}</div>
      <aside aria-label={label}>{context}</aside>
    </div>
  )
}
