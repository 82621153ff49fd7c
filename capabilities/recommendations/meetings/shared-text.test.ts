import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  fromBase64,
  handsOf,
  merged,
  openShared,
  rewrite,
  sharedText,
  stateOf,
  takeUpdate,
  textMax,
  textOf,
  toBase64,
  updateTo,
} from './shared-text.ts'

const seed = Number(process.env.SEED ?? 20_110_629)
console.log(`seed ${seed}`)

/** One stroke of a writer: insert words of her own, or strike some of her own, or hand round what she has. */
interface Stroke {
  writer: number
  kind: 'insert' | 'strike' | 'share'
  where: number
}
const strokes = fc.array(
  fc.record<Stroke>({
    writer: fc.integer({ min: 0, max: 3 }),
    kind: fc.constantFrom('insert', 'insert', 'insert', 'strike', 'share'),
    where: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 1, maxLength: 60 },
)
const first = 'States parties should consider adopting measures.'

describe('a shared text', () => {
  it('loses no word, whoever writes at the same time and in whatever order the words arrive', () => {
    fc.assert(
      fc.property(strokes, fc.integer({ min: 1, max: 1000 }), (strokes, shuffle) => {
        const start = updateTo(undefined, first, 999)
        const writers = [11, 22, 33, 44].map(hand => openShared(start, hand))
        const written = new Map<string, number>()
        const struck = new Set<string>()
        let count = 0
        for (const { writer, kind, where } of strokes) {
          const doc = writers[writer]!
          const text = sharedText(doc)
          const plain = text.toString()
          if (kind === 'insert') {
            // Between two words, wherever they stand by now in this writer's copy.
            const gaps = [...plain.matchAll(/(?<=\s)|^/g)].map(m => m.index)
            const word = `w${writer}n${count++}`
            text.insert(gaps[Math.floor(where * (gaps.length - 1))] ?? 0, `${word} `)
            written.set(word, writer)
          } else if (kind === 'strike') {
            const own = [...written].filter(([word, by]) => by === writer && plain.includes(`${word} `))
            const word = own[Math.floor(where * (own.length - 1))]?.[0]
            if (!word) continue
            text.delete(plain.indexOf(`${word} `), word.length + 1)
            struck.add(word)
          } else
            for (const other of writers) if (other !== doc) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
        }
        const updates = [start, ...writers.map(stateOf)]
        const orders = [
          updates,
          updates.toReversed(),
          [...updates.slice(shuffle % 5), ...updates, ...updates],
        ]
        const results = orders.map(order =>
          order.reduce<Uint8Array | undefined>((state, update) => merged(state, update).state, undefined),
        )
        const [text] = results.map(state => textOf(state!))
        for (const state of results) expect(textOf(state!)).toBe(text)
        const words = text!.split(' ')
        for (const word of written.keys()) expect(words.includes(word), word).toBe(!struck.has(word))
        for (const word of first.split(' ')) expect(words).toContain(word)
      }),
      { seed, numRuns: 150 },
    )
  })

  it('keeps both texts when two write over the same words', () => {
    const start = updateTo(undefined, first, 999)
    const one = updateTo(start, 'States parties should adopt measures.', 11)
    const other = updateTo(start, 'States parties should consider adopting strong measures.', 22)
    const { state, text } = merged(merged(start, one).state, other)
    expect(text).toBe('States parties should adopt strong measures.')
    expect(handsOf(state).find(({ text }) => text.includes('adopt'))?.hand).toBe(11)
    expect(handsOf(state).find(({ text }) => text.includes('strong'))?.hand).toBe(22)
  })

  it('becomes any other text by striking and inserting words, in every script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (from, to) => {
        const start = updateTo(undefined, from, 1)
        expect(textOf(start)).toBe(from)
        expect(merged(start, updateTo(start, to, 2)).text).toBe(to)
      }),
      { seed, numRuns: 200 },
    )
  })

  it('taken in twice, an update changes nothing the second time', () => {
    const start = updateTo(undefined, first, 1)
    const update = updateTo(start, `${first} More.`, 2)
    const once = merged(start, update)
    expect(once.changed).toBe(true)
    expect(merged(once.state, update).changed).toBe(false)
  })
})

describe('an update from outside', () => {
  const start = updateTo(undefined, first, 1)
  const of = (update: Uint8Array, hand = 2, state: Uint8Array | undefined = start) => {
    const taken = takeUpdate(state, update, hand)
    return taken.ok ? taken.merged.text : taken.problem
  }

  it('is taken when its own hand wrote plain words', () => {
    expect(of(updateTo(start, `${first} More.`, 2))).toBe(`${first} More.`)
  })
  it('is refused in another hand', () => {
    expect(of(updateTo(start, `${first} More.`, 3))).toBe('other-hand')
  })
  it('is refused when it is no update, or rests on words that are not known here', () => {
    expect(of(new Uint8Array([255, 1, 2, 3]))).toBe('unreadable')
    const doc = openShared(start, 2)
    rewrite(doc, `${first} More.`)
    const between = Y.encodeStateVector(doc)
    rewrite(doc, `${first} More and more.`)
    expect(of(Y.encodeStateAsUpdate(doc, between))).toBe('gap')
  })
  it('is refused when it holds anything but this one text', () => {
    const doc = openShared(start, 2)
    doc.getText('other').insert(0, 'x')
    expect(of(Y.encodeStateAsUpdate(doc))).toBe('not-text')
    const styled = openShared(start, 2)
    sharedText(styled).format(0, 4, { bold: true })
    expect(of(Y.encodeStateAsUpdate(styled))).toBe('not-text')
    const embedded = openShared(start, 2)
    sharedText(embedded).insertEmbed(0, { image: 'x' })
    expect(of(Y.encodeStateAsUpdate(embedded))).toBe('not-text')
  })
  it('is refused when the text grows past bearing', () => {
    expect(of(updateTo(start, 'a'.repeat(textMax + 1), 2))).toBe('too-long')
  })
  it('never brings the server down, whatever its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        const taken = takeUpdate(start, bytes, 2)
        if (taken.ok) expect(taken.merged.text).toContain('States parties')
      }),
      { seed, numRuns: 500 },
    )
  })
  it('travels as base64', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        expect([...fromBase64(toBase64(bytes))]).toEqual([...bytes])
      }),
      { seed },
    )
  })
})
