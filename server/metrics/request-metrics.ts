import { Gauge, Histogram, type Registry } from 'prom-client'
import type { Watcher } from '../logs/finished-requests.ts'

const SECONDS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10]

/** How long requests take, by route, method and kind of answer; how many are under way, and how many streams are open. */
export function requestMetrics(registry: Registry): Watcher {
  const registers = [registry]
  const durations = new Histogram({
    name: 'fullcover_http_request_duration_seconds',
    help: 'How long requests took, by route pattern, method and kind of answer; streams of events aside.',
    labelNames: ['route', 'method', 'status'],
    buckets: SECONDS,
    registers,
  })
  const under_way = new Gauge({
    name: 'fullcover_http_requests_in_flight',
    help: 'Requests under way, streams of events aside.',
    registers,
  })
  const streams = new Gauge({
    name: 'fullcover_event_streams_open',
    help: 'Streams of events that pages hold open.',
    registers,
  })
  return {
    begun: is_stream => (is_stream ? streams : under_way).inc(),
    ended({ route, method, status, ms, is_stream }) {
      if (is_stream) streams.dec()
      else under_way.dec()
      if (!is_stream || status >= 400)
        durations.observe({ route, method, status: `${Math.floor(status / 100)}xx` }, ms / 1000)
    },
  }
}
