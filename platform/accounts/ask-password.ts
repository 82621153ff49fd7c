import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { passwordLengthMax, passwordLengthMin } from './auth.ts'

/** Where a password is typed: a terminal, or a pipe that holds it as its first line. */
export interface PasswordSource {
  input: NodeJS.ReadableStream & { isTTY?: boolean }
  output: NodeJS.WritableStream
}

/**
 * Asks for a new password without showing it; twice on a terminal, once from a pipe. Never an argument of the command,
 * where every user of the machine could read it.
 * @throws Error in one sentence when it is too short, too long, or not typed the same twice
 */
export async function askPassword(source: PasswordSource): Promise<string> {
  const lines = createInterface({
    input: source.input,
    output: silent,
    terminal: source.input.isTTY ?? false,
  })
  const answers = lines[Symbol.asyncIterator]()
  const ask = async (question: string) => {
    if (source.input.isTTY) source.output.write(question)
    const { value, done } = await answers.next()
    if (source.input.isTTY) source.output.write('\n')
    return done ? '' : String(value)
  }
  try {
    const password = await ask('Password (at least 12 characters): ')
    const length = [...password].length
    if (length < passwordLengthMin)
      throw new Error(
        `The password has ${length} characters. Use at least ${passwordLengthMin}; several words are easiest.`,
      )
    if (length > passwordLengthMax)
      throw new Error(`The password is longer than ${passwordLengthMax} characters. Shorten it.`)
    if (source.input.isTTY && (await ask('Once more: ')) !== password)
      throw new Error('The two are not the same. Begin again.')
    return password
  } finally {
    lines.close()
  }
}

const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
