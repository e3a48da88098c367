import type { PlanDocument } from '../plan/plan-document.ts'

/** A piece of evidence: its kind, and the content it names where one was handed in. */
export interface Evidence {
  kind: string
  sha256: string | null
}

const NAMES_FILE = /^(.+):([0-9a-f]{64})$/

/** Reads an `evidence` item of an observation: a kind alone, or `kind:sha256`. */
export const evidenceOf = (item: string): Evidence => {
  const [, kind, sha256] = NAMES_FILE.exec(item) ?? []
  return kind && sha256 ? { kind, sha256 } : { kind: item, sha256: null }
}

/** The inverse of `evidenceOf`. */
export const evidenceItem = ({ kind, sha256 }: Evidence): string => (sha256 ? `${kind}:${sha256}` : kind)

/** Whether a plan takes an item: a word alone as it ever did, a file only under one of the plan's kinds. */
export const isEvidence = (plan: PlanDocument, item: string): boolean => {
  const { kind, sha256 } = evidenceOf(item)
  if (sha256) return plan.evidence_kinds.some(each => each.id === kind)
  return !item.includes(':') && item.length <= 60
}
