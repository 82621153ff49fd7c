import type { Routes } from '#platform/http/context.ts'

/** The capabilities whose routes this server offers, by the name that groups them in /api/docs: one line each. */
export const capabilities: Readonly<Record<string, Routes>> = {}
