import { BUILD_HEADER, buildOf, isOther } from '#core/version/build-of.ts'

/** Told to the window when an answer came from a server with other pages than this one. */
export const OTHER_BUILD = 'fullcover:other-build'
/** Told to the window when a stream of events came back: the server behind it may be a new one. */
export const STREAM_BACK = 'fullcover:stream-back'

/** The build this page is of. */
export const pageBuild = (): string =>
  buildOf(document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? '')

/** Looks at an answer of the API. It may be a kept one, older than this page: whoever hears asks again. */
export const noteBuild = ({ headers }: Response): void => {
  const served = headers.get(BUILD_HEADER)
  if (served !== null && isOther(pageBuild(), served)) dispatchEvent(new Event(OTHER_BUILD))
}

/** The build that is served now, asked past every cache; null where no server that is ready answers. */
export const askBuild = async (): Promise<string | null> => {
  try {
    const { ok, headers } = await fetch('/api/ready', { cache: 'no-store', signal: AbortSignal.timeout(10_000) })
    return ok ? headers.get(BUILD_HEADER) : null
  } catch {
    return null
  }
}
