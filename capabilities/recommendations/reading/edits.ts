/** Words that one issue of a text has and the other has not, at one place; either side may be empty. */
export interface Edit {
  from: string
  to: string
}

const WORDS_MAX = 2_000

/**
 * Shows how one issue of a text was edited into another, word by word.
 * @returns the edits in order; none when the words are the same
 */
export function wordEdits(from: string, to: string): Edit[] {
  const before = words(from)
  const after = words(to)
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let end = 0
  while (
    end < before.length - start &&
    end < after.length - start &&
    before.at(-1 - end) === after.at(-1 - end)
  )
    end++
  const one = before.slice(start, before.length - end)
  const other = after.slice(start, after.length - end)
  if (one.length === 0 && other.length === 0) return []
  if (one.length > WORDS_MAX || other.length > WORDS_MAX)
    return [{ from: one.join(' '), to: other.join(' ') }]
  return align(one, other)
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(word => word !== '')
}

/** Longest common subsequence, then the stretches between its members. */
function align(one: readonly string[], other: readonly string[]): Edit[] {
  const width = other.length + 1
  const length = new Uint16Array((one.length + 1) * width)
  for (let row = one.length - 1; row >= 0; row--) {
    for (let column = other.length - 1; column >= 0; column--) {
      length[row * width + column] =
        one[row] === other[column]
          ? length[(row + 1) * width + column + 1]! + 1
          : Math.max(length[(row + 1) * width + column]!, length[row * width + column + 1]!)
    }
  }
  const edits: Edit[] = []
  let removed: string[] = []
  let added: string[] = []
  const close = () => {
    if (removed.length > 0 || added.length > 0) edits.push({ from: removed.join(' '), to: added.join(' ') })
    removed = []
    added = []
  }
  let row = 0
  let column = 0
  while (row < one.length || column < other.length) {
    if (row < one.length && column < other.length && one[row] === other[column]) {
      close()
      row++
      column++
    } else if (
      column >= other.length ||
      (row < one.length && length[(row + 1) * width + column]! >= length[row * width + column + 1]!)
    ) {
      removed.push(one[row++]!)
    } else {
      added.push(other[column++]!)
    }
  }
  close()
  return edits
}
