import * as Y from 'yjs'
import { api } from '#platform/screens/api.ts'
import { asProblem } from '#platform/screens/problem.ts'
import type { DraftState } from '../meetings.entity.ts'
import { fromBase64, merged, sharedText, stateOf, toBase64 } from '../shared-text.ts'
import type { UpdatesAnswer } from './answers.ts'

export type Saving = 'saved' | 'saving' | 'waiting' | 'refused'

/** What a screen shows of a shared draft. */
export interface Shown {
  text: string
  /** Version of the draft that the text is. */
  version: number
  /** False until the text has come from the server once. */
  ready: boolean
  saving: Saving
  /** Why the words were not taken, or why the text did not come. */
  problem: unknown
  /** The delegation that wrote last, and when (milliseconds since 1970), if it is another one. */
  writer: { agency: string; atMs: number } | undefined
  /** Words of earlier pages of this tab that were not taken: the text without and with them. */
  lost: readonly LostWords[]
}

export interface LostWords {
  key: string
  from: string
  to: string
}

/** Words as they wait in the tab's own storage, under a key of their own for each hand. */
interface KeptWords {
  hand: number
  update: string
}

/** Where the caret stands, as places that move with the words around them. */
interface Held {
  start: Y.RelativePosition
  end: Y.RelativePosition
}

const sendAfterMs = 500
const retryMsMax = 20_000

/**
 * A draft that this page and others write at the same time. Words of this page are sent a moment after they are
 * written; while the line is down they wait, here and in the tab's own storage, and are sent when it is back.
 */
export class SharedDraft {
  readonly #path: string
  readonly #storagePrefix: string
  readonly #storageKey: string
  readonly #doc: Y.Doc
  /** What the server has, as far as this page knows. */
  readonly #known = new Y.Doc({ gc: false })
  readonly #undo: Y.UndoManager
  readonly #listeners = new Set<() => void>()
  #shown: Shown = {
    text: '',
    version: 0,
    ready: false,
    saving: 'saved',
    problem: undefined,
    writer: undefined,
    lost: [],
  }
  /** Words that were refused, with the state of the draft in which they were. */
  readonly #refused = new Map<string, LostWords & { state: DraftState | undefined }>()
  #state: DraftState | undefined
  #version = 0
  #dirty = false
  #pulling: Promise<void> | undefined
  #again = false
  #sending = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #retryMs = 1_000
  #composing = false
  #ended = false
  #held: Held | undefined
  /** Tells where the caret stands in the text field, in characters. */
  caret: (() => { start: number; end: number } | undefined) | undefined

  constructor(meetingId: string, draftId: string, userId: string) {
    this.#path = `/api/meetings/${meetingId}/drafts/${draftId}/text`
    this.#doc = new Y.Doc({ gc: false })
    this.#storagePrefix = `meetings.words.${userId}.${draftId}`
    this.#storageKey = `${this.#storagePrefix}.${this.#doc.clientID}`
    this.#undo = new Y.UndoManager(sharedText(this.#doc), { trackedOrigins: new Set(['own']) })
  }

  start(): Promise<void> {
    return this.pull()
  }

  stop(): void {
    this.#ended = true
    clearTimeout(this.#timer)
    if (this.#dirty) void this.#send(true)
    this.#undo.destroy()
  }

  get shown(): Shown {
    return this.#shown
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Writes what the text field holds now. @param caret where the caret stands after the change, in characters */
  write(wanted: string, caret: number): void {
    const text = sharedText(this.#doc)
    const old = text.toString()
    if (old === wanted) return
    // What stands behind the caret has not changed; the rest is found from the front.
    let tail = 0
    const tailMax = Math.min(wanted.length - caret, old.length)
    while (tail < tailMax && old[old.length - 1 - tail] === wanted[wanted.length - 1 - tail]) tail++
    let head = 0
    const headMax = Math.min(old.length, wanted.length) - tail
    while (head < headMax && old[head] === wanted[head]) head++
    // A character of two halves is struck and written whole.
    if (isFirstHalf(old, head - 1)) head--
    if (isSecondHalf(old, old.length - tail)) tail--
    this.#doc.transact(() => {
      text.delete(head, old.length - tail - head)
      text.insert(head, wanted.slice(head, wanted.length - tail))
    }, 'own')
    this.#changed()
  }

  undo(): void {
    if (this.#undo.undo()) this.#changed()
  }

  redo(): void {
    if (this.#undo.redo()) this.#changed()
  }

  /** While somebody composes a character from several keys, nothing moves under her hands. */
  composing(is: boolean): void {
    this.#composing = is
    if (!is) void this.pull()
  }

  /** Takes in what others wrote. Calls while one is under way are answered by one more. */
  pull(): Promise<void> {
    if (this.#pulling) {
      this.#again = true
      return this.#pulling
    }
    this.#pulling = this.#pullOnce().finally(() => {
      this.#pulling = undefined
      if (this.#again && !this.#ended) {
        this.#again = false
        void this.pull()
      }
    })
    return this.#pulling
  }

  /** Where the caret belongs after others wrote; asked once for each change. */
  takeCaret(): { start: number; end: number } | undefined {
    const held = this.#held
    this.#held = undefined
    if (!held) return undefined
    const at = (place: Y.RelativePosition) =>
      Y.createAbsolutePositionFromRelativePosition(place, this.#doc)?.index
    const [start, end] = [at(held.start), at(held.end)]
    return start === undefined || end === undefined ? undefined : { start, end }
  }

  async #pullOnce(): Promise<void> {
    if (this.#composing || this.#ended) return
    try {
      for (;;) {
        const answer = await api.get<UpdatesAnswer>(this.#path, { query: { after: this.#version } })
        if (this.#composing) return
        this.#take(answer)
        if (!answer.more && !(await this.#sendKept())) break
      }
    } catch (error) {
      if (!this.#shown.ready) this.#show({ problem: error })
    }
  }

  #take({ updates, version, state, more }: UpdatesAnswer): void {
    const caret = this.caret?.()
    const text = sharedText(this.#doc)
    const place = (index: number) => Y.createRelativePositionFromTypeIndex(text, index)
    const held = caret && { start: place(caret.start), end: place(caret.end) }
    const before = text.toString()
    for (const { update } of updates) {
      const bytes = fromBase64(update)
      Y.applyUpdate(this.#known, bytes)
      Y.applyUpdate(this.#doc, bytes, 'others')
    }
    this.#version = more ? updates.at(-1)!.version : version
    this.#state = state
    const last = updates.findLast(one => !one.own)
    if (text.toString() !== before) this.#held = held
    this.#show({
      version: this.#version,
      ready: true,
      problem: this.#shown.saving === 'refused' ? this.#shown.problem : undefined,
      ...(last ? { writer: { agency: last.agency, atMs: Date.parse(last.at) } } : {}),
    })
  }

  #changed(): void {
    this.#dirty = true
    this.#keep()
    this.#show({ saving: 'saving', problem: undefined })
    this.#timer ??= setTimeout(() => void this.#send(), sendAfterMs)
  }

  async #send(leaving = false): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#sending) {
      this.#timer = setTimeout(() => void this.#send(), sendAfterMs)
      return
    }
    this.#sending = true
    this.#dirty = false
    const update = Y.encodeStateAsUpdate(this.#doc, Y.encodeStateVector(this.#known))
    try {
      await api.post(
        this.#path,
        { hand: this.#doc.clientID, update: toBase64(update) },
        { keepalive: leaving },
      )
      Y.applyUpdate(this.#known, update)
      this.#retryMs = 1_000
      if (!this.#dirty) {
        sessionStorage.removeItem(this.#storageKey)
        this.#show({ saving: 'saved', problem: undefined })
      }
    } catch (error) {
      this.#failed(error)
    } finally {
      this.#sending = false
    }
  }

  #failed(error: unknown): void {
    this.#dirty = true
    const { kind } = asProblem(error)
    if (kind !== 'offline' && kind !== 'server' && kind !== 'tooMany' && kind !== 'conflict') {
      this.#show({ saving: 'refused', problem: error })
      return
    }
    this.#show({ saving: 'waiting' })
    if (this.#ended) return
    this.#timer = setTimeout(() => void this.#send(), this.#retryMs)
    this.#retryMs = Math.min(this.#retryMs * 2, retryMsMax)
  }

  /** Tries at once, for instance when the network is back. */
  retry(): void {
    if (this.#dirty && !this.#sending) void this.#send()
    else void this.pull()
  }

  #keep(): void {
    const update = Y.encodeStateAsUpdate(this.#doc, Y.encodeStateVector(this.#known))
    try {
      sessionStorage.setItem(
        this.#storageKey,
        JSON.stringify({ hand: this.#doc.clientID, update: toBase64(update) }),
      )
    } catch {
      // Without storage the words still wait in the page.
    }
  }

  /**
   * Sends words that earlier pages of this tab wrote and could not send. Refused ones stay, are shown, and are sent
   * again when the draft has come into another state.
   * @returns whether any were taken
   */
  async #sendKept(): Promise<boolean> {
    let taken = false
    for (const key of this.#keptKeys()) {
      const kept = readKept(key)
      const before = this.#refused.get(key)
      if (!kept || (before && before.state === this.#state)) continue
      try {
        await api.post(this.#path, kept)
        sessionStorage.removeItem(key)
        this.#refused.delete(key)
        taken = true
      } catch (error) {
        const { kind } = asProblem(error)
        if (kind !== 'invalid' && kind !== 'notAllowed' && kind !== 'notFound' && kind !== 'tooLarge')
          continue
        const from = sharedText(this.#known).toString()
        const to = textWith(stateOf(this.#known), kept)
        this.#refused.set(key, { key, from, to, state: this.#state })
      }
    }
    const lost = [...this.#refused.values()].map(({ key, from, to }) => ({ key, from, to }))
    if (lost.length > 0 || this.#shown.lost.length > 0) this.#show({ lost })
    return taken
  }

  /** Puts words aside that were not taken, once their author has seen them. */
  putAside(key: string): void {
    sessionStorage.removeItem(key)
    this.#refused.delete(key)
    this.#show({ lost: this.#shown.lost.filter(one => one.key !== key) })
  }

  #keptKeys(): string[] {
    try {
      return Array.from({ length: sessionStorage.length }, (_, index) => sessionStorage.key(index)!).filter(
        key => key.startsWith(this.#storagePrefix) && key !== this.#storageKey,
      )
    } catch {
      return []
    }
  }

  #show(change: Partial<Shown>): void {
    this.#shown = { ...this.#shown, text: sharedText(this.#doc).toString(), ...change }
    for (const listener of this.#listeners) listener()
  }
}

const isFirstHalf = (text: string, at: number) => /^[\uD800-\uDBFF]$/.test(text[at] ?? '')
const isSecondHalf = (text: string, at: number) => /^[\uDC00-\uDFFF]$/.test(text[at] ?? '')

function readKept(key: string): KeptWords | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '') as KeptWords
  } catch {
    return undefined
  }
}

function textWith(state: Uint8Array, { update }: KeptWords): string {
  try {
    return merged(state, fromBase64(update)).text
  } catch {
    return ''
  }
}
