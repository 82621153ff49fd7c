import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { merged, textOf, toBase64, updateTo } from '../shared-text.ts'
import { SharedDraft } from './shared-draft.ts'

/** A server of one shared text, and the storage of one tab, which outlives its pages. */

const first = 'States should act.'
let updates: string[]
let state: 'drafting' | 'tabled'
let answers: 'yes' | 'no'

const serverText = () =>
  textOf(
    updates.reduce<Uint8Array>(
      (known, update) => merged(known, Buffer.from(update, 'base64')).state,
      new Uint8Array(),
    ),
  )

beforeEach(() => {
  updates = [toBase64(updateTo(undefined, first, 1))]
  state = 'drafting'
  answers = 'yes'
  const kept = new Map<string, string>()
  vi.useFakeTimers()
  vi.stubGlobal('sessionStorage', {
    get length() {
      return kept.size
    },
    key: (index: number) => [...kept.keys()][index] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })
  vi.stubGlobal('fetch', async (address: string, { method, body }: { method: string; body?: string }) => {
    if (method === 'GET') {
      const after = Number(/after=(\d+)/.exec(address)?.[1])
      const news = updates
        .map((update, index) => ({ version: index + 1, agency: 'A', at: '2026-01-01', own: true, update }))
        .slice(after)
      return Response.json({ version: updates.length, state, more: false, updates: news })
    }
    if (answers === 'no') throw new TypeError('The line is down.')
    if (state !== 'drafting') return Response.json({ title: 'Closed' }, { status: 403 })
    updates.push((JSON.parse(body!) as { update: string }).update)
    return Response.json({ version: updates.length })
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const open = async () => {
  const page = new SharedDraft('m', 'd', 'u')
  await page.start()
  return page
}
/** Writes at the end, as the text field does, and lets the moment pass after which it is sent. */
async function type(page: SharedDraft, words: string) {
  const text = page.shown.text + words
  page.write(text, text.length)
  await vi.advanceTimersByTimeAsync(600)
}

describe('words of a page that could not send them', () => {
  it('are not overwritten by those of the next page of the tab, and go out when the line is back', async () => {
    const before = await open()
    answers = 'no'
    await type(before, ' One.')
    expect(before.shown.saving).toBe('waiting')
    const after = await open()
    await type(after, ' Two.')
    expect(after.shown.saving).toBe('waiting')
    answers = 'yes'
    const last = await open()
    expect(
      serverText()
        .split(/(?<=\.)\s/)
        .sort(),
    ).toEqual(['One.', first, 'Two.'])
    expect(last.shown).toMatchObject({ text: serverText(), lost: [] })
    expect(sessionStorage.length).toBe(0)
  })

  it('are shown when they are refused, and stay until they are put aside', async () => {
    const before = await open()
    answers = 'no'
    await type(before, ' One.')
    answers = 'yes'
    state = 'tabled'
    for (const page of [await open(), await open()])
      expect(page.shown.lost.map(({ from, to }) => [from, to])).toEqual([[first, `${first} One.`]])
    const page = await open()
    page.putAside(page.shown.lost[0]!.key)
    expect(page.shown.lost).toEqual([])
    expect((await open()).shown.lost).toEqual([])
    expect(serverText()).toBe(first)
  })

  it('go out after all when the drafting goes on', async () => {
    const before = await open()
    answers = 'no'
    await type(before, ' One.')
    answers = 'yes'
    state = 'tabled'
    const page = await open()
    expect(page.shown.lost).toHaveLength(1)
    state = 'drafting'
    await page.pull()
    expect(page.shown).toMatchObject({ lost: [], text: `${first} One.` })
    expect(serverText()).toBe(`${first} One.`)
  })
})

describe('a character of two halves', () => {
  it('is struck and written whole', async () => {
    const page = await open()
    await type(page, ' 😀')
    for (const [text, caret] of [
      [`${first} 😁`, first.length + 3],
      [`${first} 🤁`, first.length + 3],
      [first, first.length],
    ] as const) {
      page.write(text, caret)
      await vi.advanceTimersByTimeAsync(600)
      expect(page.shown.text).toBe(text)
      expect(serverText()).toBe(text)
    }
  })
})

describe('what others wrote', () => {
  it('is fetched once more, however often it is told of while one look is under way', async () => {
    const page = await open()
    const ask = vi.fn(fetch)
    vi.stubGlobal('fetch', ask)
    updates.push(toBase64(updateTo(Buffer.from(updates[0]!, 'base64'), `${first} Now.`, 2)))
    await Promise.all([page.pull(), page.pull(), page.pull(), page.pull(), page.pull()])
    await vi.runAllTimersAsync()
    expect(ask).toHaveBeenCalledTimes(2)
    expect(page.shown.text).toBe(`${first} Now.`)
  })
})
