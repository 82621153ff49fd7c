import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { readConfiguration } from '#platform/configuration/configuration.ts'
import { createServer } from '#platform/http/server.ts'
import { openTestDatabase } from '../../test/support/database.ts'
import { startBrowser } from '../../test/support/node-in-browser.ts'
import { testContext } from '../../test/support/server.ts'
import { createAccount } from './accounts.store.ts'
import { createAccounts, hashPassword } from './accounts.ts'
import { mountAccounts } from './mount.ts'

const password = 'four calm words here'

it('registers a passkey in a browser and signs in with it, as strongly as with two steps', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'palermo-passkey-'))
  const opened = await openTestDatabase()
  const port = 20_000 + (process.pid % 20_000)
  const context = {
    ...testContext(opened),
    configuration: readConfiguration({ PALERMO_DATA: folder, PORT: String(port) }),
  }
  const accounts = createAccounts(context.configuration, opened.database, opened.keys)
  const parts = { ...context, sessions: accounts.sessions }
  const http = await createServer(parts)
  mountAccounts(http, parts, accounts)
  const passwordHash = await hashPassword(password)
  await opened.database.write(nodeCaller('administration'), tx =>
    createAccount(tx, { id: randomUUID(), name: 'Ana', email: 'ana@example.org', passwordHash }),
  )
  await http.fastify.listen({ host: '127.0.0.1', port })
  const browser = await startBrowser()
  try {
    const page = await browser.newPage()
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto(`http://localhost:${port}/api/docs`)
    const result = await page.evaluate(inBrowser, password)
    expect(result).toMatchObject({
      registered: 200,
      passkeys: 1,
      signedInBefore: false,
      verified: 200,
      session: { signedIn: true, user: { email: 'ana@example.org' }, secondFactor: { used: true } },
    })
    expect(result.tokens).toBe(false)
  } finally {
    await browser.close()
    await http.fastify.close()
    await opened.database.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Runs in the page: what the screens do, in one go. */
async function inBrowser(secret: string) {
  const ask = async (path: string, body?: object) => {
    const answer = await fetch(`/api/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: body ? { 'content-type': 'application/json' } : {},
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  // The types of the browser are not those of this project.
  const web = globalThis as unknown as {
    navigator: { credentials: Record<'create' | 'get', (o: object) => Promise<{ toJSON(): unknown }>> }
    PublicKeyCredential: Record<string, (o: unknown) => unknown>
  }
  await ask('auth/sign-in/email', { email: 'ana@example.org', password: secret })
  const creation = await ask('auth/passkey/generate-register-options')
  const created = await web.navigator.credentials.create({
    publicKey: web.PublicKeyCredential.parseCreationOptionsFromJSON!(creation.body),
  })
  const registered = await ask('auth/passkey/verify-registration', {
    response: created.toJSON(),
    name: 'Office',
  })
  const passkeys = await ask('auth/passkey/list-user-passkeys')
  await ask('auth/sign-out', {})
  const before = await ask('session')
  const request = await ask('auth/passkey/generate-authenticate-options')
  const got = await web.navigator.credentials.get({
    publicKey: web.PublicKeyCredential.parseRequestOptionsFromJSON!(request.body),
  })
  const verified = await ask('auth/passkey/verify-authentication', { response: got.toJSON() })
  return {
    registered: registered.status,
    passkeys: (passkeys.body as unknown as unknown[]).length,
    signedInBefore: before.body.signedIn,
    verified: verified.status,
    tokens: JSON.stringify(verified.body).includes('token'),
    session: (await ask('session')).body,
  }
}
