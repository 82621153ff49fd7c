import type { Predicate } from '../recommendations.entity.ts'
import { findNames } from './addressees.ts'

const QUALIFIER =
  /\b(?:(?:in (?:accordance|line|conformity)|consistent) with (?:(?:their|its|the) )?(?:domestic|national|international|relevant)\b[^,.;:()]{0,80}|(?:as|where|when|if|wherever|whenever|where) (?:appropriate|possible|necessary|needed|required|applicable|feasible)|as soon as (?:feasible|possible)|to the extent possible|(?:up)?on request|on a voluntary basis|within (?:their|its|existing) (?:means|resources|capacities))\b/gi

/** The conditions that a recommendation is hedged with, as printed and in order. */
export function findQualifiers(text: string): string[] {
  return [...text.matchAll(QUALIFIER)].map(found => found[0].trim())
}

const EFFORT =
  /^(?:seek|endeavour|attempt|strive|aim|continue) to\b|^make (?:every (?:possible )?effort|efforts|all efforts) to\b/
const ASIDE =
  /^,\s*(?:in|on|as|at|by|for|if|to the|upon|where|when|wherever|whenever|with|within|further|consistent|subject|through|pursuant|taking|bearing|inter|including|especially|particularly)\b[^,;]{0,240}(?=,)/
const ADVERBS = /^(?:(?:also|further|then|therefore|(?!(?:ap|sup|multi|com|re|im)p?ly )[a-z]+ly) )+/
const NO_VERB = /^(?:the|a|an|any|all|ways|how|further|additional|more|better|their|its)$/

/**
 * The verb of a recommendation, and the effort that softens it.
 * @param after the text after the deontic head
 */
export function readPredicate(after: string): Predicate {
  let rest = after.replace(/^[\s:]+/, '')
  for (let aside = ASIDE.exec(rest); aside; aside = ASIDE.exec(rest)) rest = rest.slice(aside[0].length)
  rest = rest.replace(/^[,\s]+/, '').replace(/^and /, '')
  const negated = /^not\b/.test(rest)
  if (negated) rest = rest.slice(3).trimStart()
  rest = rest.replace(/^to /, '').replace(ADVERBS, '')
  const lower = rest.slice(0, 1).toLowerCase() + rest.slice(1)
  const effort = EFFORT.exec(lower)?.[0] ?? null
  const tail = effort ? lower.slice(effort.length).trimStart().replace(ADVERBS, '') : lower
  const verb = /^[a-z]+(?:-[a-z]+)*/.exec(tail)?.[0] ?? null
  return { verb: verb !== null && NO_VERB.test(verb) ? null : verb, effort, negated }
}

const DELEGATING =
  /\b(?:request(?:ing)?|invit(?:e|ing)|encourag(?:e|ing)|ask(?:ing)?|mandat(?:e|ing)|call(?:ing)? (?:up)?on|having)\s+((?:[^\s,.;:()]+\s+){1,14}?)(?:\([A-Z]+\)\s+)?(?<!\breferred\s)(?:continue\s|to\s(?!(?:the|that|this|these|those|a|an|its|their|it|all|any)\s))/i

/** Whom the addressee is to set to work: "requesting UNODC to". Null when nobody. */
export function findDelegate(text: string): string | null {
  const printed = DELEGATING.exec(text)?.[1]
    ?.replace(/\sreferred to\s.*$/, '')
    .trim()
  if (!printed || /ing$|^(?:them|it|those|him|her|us|both|each)$/.test(printed)) return null
  return findNames(printed).at(-1)?.addressee ?? printed
}
