import { BlockList, isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { isDirect } from '../plugins/only-here.ts'

/** Who may read the metrics: whoever sits at this machine, and the addresses and networks (10.1.0.0/16) that are allowed. */
export function mayRead(allowed: string[]): (request: FastifyRequest) => boolean {
  const list = new BlockList()
  for (const each of allowed) {
    const [address, bits] = each.split('/') as [string, string?]
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return request =>
    isDirect(request) || (isSure(request) && list.check(request.ip, isIPv6(request.ip) ? 'ipv6' : 'ipv4'))
}

/** Where somebody handed the request on who is not trusted (TRUST_PROXY), its address is the proxy's: who asked is not known. */
const isSure = ({ ip, raw, headers }: FastifyRequest): boolean =>
  (headers['x-forwarded-for'] === undefined && headers.forwarded === undefined) || ip !== raw.socket.remoteAddress
