/** Named on every answer of the API: which build of the pages this server hands out. */
export const BUILD_HEADER = 'fullcover-build'

/** Pages that were not built, as while they are being worked on. */
export const UNBUILT = 'dev'

/** A build's name: the hash in the name of its entry, which changes with anything the pages load. */
export const buildOf = (html: string): string => /\/assets\/index-([\w-]{8})\.js/.exec(html)?.[1] ?? UNBUILT

/** Whether a page of one build is told of another. */
export const isOther = (page: string, served: string | null): served is string =>
  served !== null && served !== page && served !== UNBUILT && page !== UNBUILT
