const KB = 1024

/** A size as people say it: 86 KB, 1.4 MB. */
export const sizeWords = (bytes: number): string =>
  bytes < KB * KB ? `${Math.max(1, Math.round(bytes / KB))} KB` : `${(bytes / KB / KB).toFixed(1)} MB`

export const addressOfFile = (plan: string, sha256: string): string =>
  `/api/plans/${encodeURIComponent(plan)}/files/${sha256}`

/** What a file chooser offers; the server looks at the content. */
export const ACCEPTED = 'image/jpeg,image/png,image/webp,image/heic,.heic,.pdf,.docx,.xlsx,.pptx,.ofd'
