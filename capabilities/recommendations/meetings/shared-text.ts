import { diffWordsWithSpace } from 'diff'
import * as Y from 'yjs'

/**
 * A text that several hands write at the same time. It is what its updates make of it, in whatever order and however
 * often they arrive; what one hand writes is never lost because another writes beside it. Yjs, a conflict-free
 * replicated data type, does the merging; here it is held to one plain text. Pure: hands (whole numbers that tell the
 * writers apart) are handed in.
 */

const name = 'text'
export const handMax = 2 ** 32 - 1
/** Longest text of one recommendation, in characters. */
export const textMax = 20_000
/** An update of a text that long, with room for what was struck out. */
export const updateBytesMax = 256 * 1024

/** A working copy. Struck words are kept in it, so that an update made long ago still finds its place. */
export function openShared(state: Uint8Array | undefined, hand: number): Y.Doc {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = hand
  if (state && state.length > 0) Y.applyUpdate(doc, state, 'known')
  doc.clientID = hand
  return doc
}

export const sharedText = (doc: Y.Doc): Y.Text => doc.getText(name)
export const stateOf = (doc: Y.Doc): Uint8Array => Y.encodeStateAsUpdate(doc)

/** The plain text of a state. */
export const textOf = (state: Uint8Array): string => sharedText(openShared(state, 0)).toString()

/**
 * Writes a new text over the old one by striking and inserting only the words that differ, so that what others write
 * meanwhile keeps its place.
 */
export function rewrite(doc: Y.Doc, wanted: string, origin: unknown = 'own'): void {
  const text = sharedText(doc)
  if (text.toString() === wanted) return
  doc.transact(() => {
    let at = 0
    for (const { value, added, removed } of diffWordsWithSpace(text.toString(), wanted)) {
      if (removed) text.delete(at, value.length)
      else {
        if (added) text.insert(at, value)
        at += value.length
      }
    }
  }, origin)
}

/** The update that leads from a state to a new text, as one hand would write it; the first of a text with no state. */
export function updateTo(state: Uint8Array | undefined, wanted: string, hand: number): Uint8Array {
  const doc = openShared(state, hand)
  const before = Y.encodeStateVector(doc)
  rewrite(doc, wanted)
  return Y.encodeStateAsUpdate(doc, before)
}

export interface Merged {
  state: Uint8Array
  text: string
  /** False when the update held nothing new. */
  changed: boolean
}

/** A state with an update taken in. */
export function merged(state: Uint8Array | undefined, update: Uint8Array): Merged {
  const doc = openShared(state, 0)
  const before = stateOf(doc)
  Y.applyUpdate(doc, update, 'update')
  const after = stateOf(doc)
  return { state: after, text: sharedText(doc).toString(), changed: !sameBytes(before, after) }
}

/** Why an update is not taken. */
export type UpdateProblem = 'unreadable' | 'other-hand' | 'not-text' | 'gap' | 'too-long'

/**
 * Looks at an update from outside before it is taken in: it must be readable, write with the named hand only, hold
 * plain text, rest on words that are known here, and leave a text of bearable length.
 * @returns what is wrong, or the state with the update taken in
 */
export function takeUpdate(
  state: Uint8Array | undefined,
  update: Uint8Array,
  hand: number,
): { ok: true; merged: Merged } | { ok: false; problem: UpdateProblem } {
  if (update.length > updateBytesMax) return { ok: false, problem: 'too-long' }
  const known = openShared(state, 0)
  try {
    for (const struct of Y.decodeUpdate(update).structs) {
      const clock = Y.getState(known.store, struct.id.client)
      if (struct.id.clock + struct.length <= clock) continue
      if (struct.id.client !== hand) return { ok: false, problem: 'other-hand' }
      if (!(struct instanceof Y.Item)) return { ok: false, problem: 'not-text' }
      if (!(struct.content instanceof Y.ContentString || struct.content instanceof Y.ContentDeleted))
        return { ok: false, problem: 'not-text' }
      if (typeof struct.parent === 'string' && struct.parent !== name)
        return { ok: false, problem: 'not-text' }
    }
    const taken = merged(state, update)
    if (hasGap(taken.state)) return { ok: false, problem: 'gap' }
    if (taken.text.length > textMax) return { ok: false, problem: 'too-long' }
    return { ok: true, merged: taken }
  } catch {
    return { ok: false, problem: 'unreadable' }
  }
}

function hasGap(state: Uint8Array): boolean {
  const { store } = openShared(state, 0)
  return store.pendingStructs !== null || store.pendingDs !== null
}

/** Stretches of the text by the hand that wrote them, in order. */
export function handsOf(state: Uint8Array): { hand: number; text: string }[] {
  const runs: { hand: number; text: string }[] = []
  const doc = openShared(state, 0)
  for (let item = sharedText(doc)._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue
    const last = runs.at(-1)
    if (last?.hand === item.id.client) last.text += item.content.str
    else runs.push({ hand: item.id.client, text: item.content.str })
  }
  return runs
}

/**
 * A hand from an id, for what the server writes itself: the same id gives the same hand.
 * @param id a uuid
 */
export const handOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 8), 16) || 1

const sameBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((x, i) => x === b[i])

export const toBase64 = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
/** @throws DOMException when it is no base64 */
export const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), c => c.charCodeAt(0))
