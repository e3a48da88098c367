/** Placeholder */
export async function packDebianPackages(_to: string, _say: (line: string) => void): Promise<void> {}
