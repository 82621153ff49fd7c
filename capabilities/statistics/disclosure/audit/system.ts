import type { CubeDimension, ProtectedCube } from '../cube.ts'

/**
 * Everything that published tables say, as an outsider writes it down: one variable for each number that is withheld,
 * one equation for each total that has a withheld number on either side.
 */
export interface System {
  /** Name of every withheld number, the same in each table that has it. */
  names: string[]
  equations: Equation[]
  /** Variables that hang together through equations, and these equations. */
  components: { variables: number[]; equations: number[] }[]
  published: ReadonlyMap<string, number>
}

/** The sum of the variables, each times its sign, is `value`. */
interface Equation {
  variables: number[]
  signs: number[]
  value: number
}

/**
 * Writes the system down from the tables as they are published, and from nothing else.
 * @throws Error naming the cell when the tables contradict themselves
 */
export function systemOf(tables: readonly ProtectedCube[]): System {
  const published = new Map<string, number>()
  for (const { dimensions, cells } of tables)
    for (const { key, status, count } of cells) {
      const name = nameOf(dimensions, key)
      if (status !== 'published') continue
      if (count === undefined) throw new Error(`The published cell (${key.join(', ')}) has no count.`)
      const known = published.get(name)
      if (known !== undefined && known !== count)
        throw new Error(`The cell (${key.join(', ')}) is published as ${known} and as ${count}.`)
      published.set(name, count)
    }
  const variableOf = new Map<string, number>()
  const names: string[] = []
  for (const { dimensions, cells } of tables)
    for (const { key, status, count } of cells) {
      if (status !== 'published' && count !== undefined)
        throw new Error(`The withheld cell (${key.join(', ')}) carries its count.`)
      const name = nameOf(dimensions, key)
      if (published.has(name) || variableOf.has(name)) continue
      variableOf.set(name, names.length)
      names.push(name)
    }
  const equations = new Map<string, Equation>()
  for (const table of tables)
    for (const { total, parts } of sumsOf(table)) {
      const equation: Equation = { variables: [], signs: [], value: 0 }
      const add = (name: string, sign: number) => {
        const variable = variableOf.get(name)
        if (variable === undefined) equation.value -= sign * published.get(name)!
        else {
          equation.variables.push(variable)
          equation.signs.push(sign)
        }
      }
      add(total, 1)
      for (const part of parts) add(part, -1)
      if (equation.variables.length > 0) equations.set(`${total}~${parts.join('~')}`, equation)
      else if (equation.value !== 0)
        throw new Error(`The published parts of “${total || 'the total'}” do not add up.`)
    }
  const list = [...equations.values()]
  return { names, equations: list, components: componentsOf(names.length, list), published }
}

/** Every total of a table with its parts, by the names of their cells. */
function* sumsOf({ dimensions, cells }: ProtectedCube): Generator<{ total: string; parts: string[] }> {
  const byKey = new Map(cells.map(cell => [cell.key.join('\u0000'), cell.key]))
  for (const [i, dimension] of dimensions.entries()) {
    const children = new Map<string, string[]>()
    for (const code of dimension.codes) {
      if (code === dimension.total) continue
      const parent = dimension.parents?.[code] ?? dimension.total
      children.set(parent, [...(children.get(parent) ?? []), code])
    }
    for (const { key } of cells) {
      const parts = children.get(key[i]!)
      if (!parts) continue
      const names = parts.map(code => {
        const part = key.map((own, at) => (at === i ? code : own))
        if (!byKey.has(part.join('\u0000'))) throw new Error(`The cell (${part.join(', ')}) is missing.`)
        return nameOf(dimensions, part)
      })
      yield { total: nameOf(dimensions, key), parts: names }
    }
  }
}

function componentsOf(size: number, equations: readonly Equation[]): System['components'] {
  const root = Int32Array.from({ length: size }, (_, i) => i)
  const find = (of: number): number => {
    let at = of
    while (root[at] !== at) {
      root[at] = root[root[at]!]!
      at = root[at]!
    }
    return at
  }
  for (const { variables } of equations)
    for (const variable of variables) root[find(variable)] = find(variables[0]!)
  const found = new Map<number, System['components'][number]>()
  const componentOf = (variable: number) => {
    const key = find(variable)
    let component = found.get(key)
    if (!component) {
      component = { variables: [], equations: [] }
      found.set(key, component)
    }
    return component
  }
  for (let variable = 0; variable < size; variable++) componentOf(variable).variables.push(variable)
  for (const [n, { variables }] of equations.entries()) componentOf(variables[0]!).equations.push(n)
  return [...found.values()]
}

/** The audit names cells by itself; the suppressor has its own way. */
export function nameOf(dimensions: readonly CubeDimension[], key: readonly string[]): string {
  return dimensions
    .map((d, i) => ({ dimension: d, code: key[i]! }))
    .filter(({ dimension, code }) => code !== dimension.total)
    .map(({ dimension, code }) => `${dimension.name}=${code}`)
    .sort()
    .join('|')
}
