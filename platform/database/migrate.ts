import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Connection } from './open.ts'

const folder = join(import.meta.dirname, 'migrations')

/** Creates the three roles and lets the connecting user act as each; harmless when they exist. */
export async function bootstrapRoles(connection: Connection): Promise<void> {
  for (let attempt = 1; ; attempt++)
    try {
      return await connection.script(rolesScript)
    } catch (error) {
      // Roles belong to the whole server: another database on it may be granting them at this moment.
      if (attempt === 5 || !/concurrently updated/.test((error as Error).message)) throw error
    }
}

const rolesScript = `
    do $$
    declare role_name text;
    begin
      perform pg_advisory_xact_lock(hashtext('palermo.migrate'));
      foreach role_name in array array['palermo_owner', 'palermo_app', 'palermo_statistics'] loop
        begin
          if not exists (select from pg_roles where rolname = role_name) then
            execute format('create role %I nologin', role_name);
          end if;
        exception when duplicate_object or unique_violation then null;
        end;
        if not pg_has_role(current_user, role_name, 'usage') then
          execute format('grant %I to current_user', role_name);
        end if;
      end loop;
      execute format('grant create on database %I to palermo_owner', current_database());
    end $$`

/** The migrations in order: file name and text. */
export function migrations(): { name: string; text: string }[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
    .map(name => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}

/**
 * Applies what is missing, each step in a transaction of its own, one process at a time.
 * @throws Error naming the migration that failed
 */
export async function migrate(connection: Connection): Promise<void> {
  await connection.script(`begin; select pg_advisory_xact_lock(hashtext('palermo.migrate')); set local role palermo_owner;
    create schema if not exists platform;
    create table if not exists platform.migration (
      name text primary key, text_hash text not null, applied_at timestamptz not null default now());
    commit`)
  const applied = await appliedHashes(connection)
  for (const { name, text } of migrations())
    if (applied.has(name) && applied.get(name) !== createHash('md5').update(text).digest('hex'))
      throw new Error(
        `The migration ${name} is not the one that this database applied; an applied step never changes. Start the version that made the database, or a new database.`,
      )
  for (const { name, text } of migrations().filter(m => !applied.has(m.name)))
    try {
      await connection.script(`begin;
        set local role palermo_owner;
        select pg_advisory_xact_lock(hashtext('palermo.migrate'));
        insert into platform.migration (name, text_hash) values ('${name}', md5($migration$${text}$migration$));
        ${text};
        commit`)
    } catch (error) {
      // Another process may have applied it while this one waited for the lock.
      if (!(await appliedHashes(connection)).has(name))
        throw new Error(`The migration ${name} failed: ${(error as Error).message}`)
    }
}

/** MD5 of the text of each step that was applied, by name. */
async function appliedHashes(connection: Connection): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string; hash: string }>`
    select name, text_hash as hash from platform.migration`.execute(connection.kysely)
  return new Map(rows.map(r => [r.name, r.hash]))
}
