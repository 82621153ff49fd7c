import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import texts from '#locales/en/recommendations-problems.json' with { type: 'json' }
import screenTexts from '#locales/en/recommendations-reading.json' with { type: 'json' }
import { PROBLEM_CODES } from './reading/problems.ts'

const folder = import.meta.dirname
const files = globSync('**/*.ts', { cwd: folder })
  .filter(name => !/\.(test|testing|examples)\.ts$/.test(name) && !/^(reading|input)\//.test(name))
  .map(name => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
const told = new Set(Object.keys(texts).flatMap(key => /^problem\.(.+)\.what$/.exec(key)?.[1] ?? []))

/** Said on the screen where a file is chosen, by texts of its own. */
const saidElsewhere = /^report\./

/** The codes of problems in a source text; `open` are the calls whose code cannot be told from the text alone. */
function codesIn(name: string, text: string): { codes: string[]; open: string[] } {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)
  const codes: string[] = []
  const open: string[] = []
  /** Functions that put the family before a code that they are given: name, family, which argument. */
  const builders = new Map<string, { family: string; place: number }>()
  const each = (node: ts.Node, visit: (node: ts.Node) => void): void => {
    visit(node)
    node.forEachChild(child => each(child, visit))
  }
  each(source, node => {
    if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'code') return
    const value = node.initializer
    if (ts.isStringLiteral(value) && value.text.includes('.')) codes.push(value.text)
    if (!ts.isTemplateExpression(value) || !value.head.text.endsWith('.')) return
    const family = value.head.text.slice(0, -1)
    const given = value.templateSpans[0]!.expression.getText()
    const builder = ts.findAncestor(node, ts.isFunctionLike)
    const called =
      builder?.name ?? (ts.isVariableDeclaration(builder!.parent) ? builder!.parent.name : undefined)
    const place = builder?.parameters.findIndex(parameter => parameter.name.getText() === given) ?? -1
    if (called && place >= 0) builders.set(called.getText(), { family, place })
    else if (!saidElsewhere.test(value.head.text)) open.push(value.getText())
  })
  each(source, node => {
    const builder = ts.isCallExpression(node) && builders.get(node.expression.getText())
    if (!builder) return
    const code = (node as ts.CallExpression).arguments[builder.place]!
    if (ts.isStringLiteral(code)) codes.push(`${builder.family}.${code.text}`)
    else open.push(`${builder.family}.${code.getText()}`)
  })
  return { codes, open }
}

describe('every problem that a route of recommendations can tell', () => {
  const found = files.map(({ name, text }) => ({ name, ...codesIn(name, text) }))

  it('has sentences in six languages', () => {
    const silent = found.flatMap(({ name, codes }) =>
      codes.filter(code => !told.has(code) && !saidElsewhere.test(code)).map(code => `${name}: ${code}`),
    )
    expect(silent).toEqual([])
    expect(found.flatMap(({ codes }) => codes).length).toBeGreaterThan(70)
  })

  it('has them too where the code is put together of what was sent', () => {
    // What each of these can become is listed here by hand.
    const become: Record<string, string[]> = {
      'draft.taken.problem': ['unreadable', 'other-hand', 'not-text', 'gap', 'too-long'].map(
        code => `draft.${code}`,
      ),
      'plan.`evidence-${field}`': ['fileId', 'value', 'onDay', 'source', 'url', 'passage', 'passageAt'].map(
        field => `plan.evidence-${field}`,
      ),
    }
    expect(found.flatMap(({ open }) => open).sort()).toEqual(Object.keys(become).sort())
    expect(
      Object.values(become)
        .flat()
        .filter(code => !told.has(code)),
    ).toEqual([])
  })

  it('a code without sentences is found, wherever it stands among the arguments', () => {
    const planted = `const problem = (code: string, what: string) => ({ where: 'text', code: \`draft.\${code}\`, what })
      problem('never-said', 'x')
      const one = { code: 'draft.unsaid' }
      problem(other, 'x')`
    expect(codesIn('planted.ts', planted)).toEqual({
      codes: ['draft.unsaid', 'draft.never-said'],
      open: ['draft.other'],
    })
  })

  it('files that hold no report are said by sentences of their own', () => {
    const silent = PROBLEM_CODES.map(code => `recommendations.refused.${code.replaceAll(' ', '-')}`).filter(
      key => !(key in screenTexts),
    )
    expect(silent).toEqual([])
  })

  it('none is kept that nothing tells any more', () => {
    const all = files.map(({ text }) => text).join('\n')
    const dead = [...told].filter(code => {
      const [family, rest] = [code.slice(0, code.indexOf('.')), code.slice(code.indexOf('.') + 1)]
      return (
        !all.includes(`'${code}'`) &&
        !all.includes(`'${rest}'`) &&
        !new RegExp(`\\b${rest}: \\{`).test(all) &&
        !(family === 'plan' && all.includes(`'${rest.replace('evidence-', '')}'`))
      )
    })
    expect(dead).toEqual([])
  })
})
