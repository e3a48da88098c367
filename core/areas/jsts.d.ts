// What geometry.ts uses of jsts; its own declarations say `any` of everything.
declare module 'jsts/org/locationtech/jts/geom/GeometryFactory.js' {
  export default class GeometryFactory {}
}
declare module 'jsts/org/locationtech/jts/geom/Geometry.js' {
  export default abstract class Geometry {
    isEmpty(): boolean
    getNumGeometries(): number
    getGeometryN(index: number): Geometry
    getCoordinate(): { x: number; y: number } | null
  }
}
declare module 'jsts/org/locationtech/jts/geom/PrecisionModel.js' {
  export default class PrecisionModel {
    constructor(scale: number)
  }
}
declare module 'jsts/org/locationtech/jts/io/GeoJSONReader.js' {
  import type { Geometry as GeoJson } from 'geojson'
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
  import type GeometryFactory from 'jsts/org/locationtech/jts/geom/GeometryFactory.js'
  export default class GeoJSONReader {
    constructor(factory: GeometryFactory)
    read(json: GeoJson): Geometry
  }
}
declare module 'jsts/org/locationtech/jts/io/GeoJSONWriter.js' {
  import type { Geometry as GeoJson } from 'geojson'
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
  export default class GeoJSONWriter {
    write(geometry: Geometry): GeoJson
  }
}
declare module 'jsts/org/locationtech/jts/operation/overlay/OverlayOp.js' {
  const OverlayOp: { readonly INTERSECTION: 1; readonly UNION: 2; readonly DIFFERENCE: 3 }
  export default OverlayOp
}
declare module 'jsts/org/locationtech/jts/operation/overlay/snap/SnapIfNeededOverlayOp.js' {
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'

  const SnapIfNeededOverlayOp: { overlayOp(a: Geometry, b: Geometry, operation: 1 | 2 | 3): Geometry }
  export default SnapIfNeededOverlayOp
}
declare module 'jsts/org/locationtech/jts/operation/union/UnaryUnionOp.js' {
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'

  const UnaryUnionOp: { union(geometry: Geometry): Geometry }
  export default UnaryUnionOp
}
declare module 'jsts/org/locationtech/jts/operation/buffer/BufferOp.js' {
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
  import type BufferParameters from 'jsts/org/locationtech/jts/operation/buffer/BufferParameters.js'

  const BufferOp: { bufferOp(geometry: Geometry, distance: number, parameters: BufferParameters): Geometry }
  export default BufferOp
}
declare module 'jsts/org/locationtech/jts/operation/buffer/BufferParameters.js' {
  export default class BufferParameters {
    static readonly CAP_ROUND: 1
    static readonly JOIN_ROUND: 1
    static readonly JOIN_MITRE: 2
    constructor(quadrantSegments: number, cap: number, join: number, mitreLimit: number)
  }
}
declare module 'jsts/org/locationtech/jts/operation/valid/IsValidOp.js' {
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
  export default class IsValidOp {
    constructor(geometry: Geometry)
    getValidationError(): { getCoordinate(): { x: number; y: number } | null } | null
  }
}
declare module 'jsts/org/locationtech/jts/operation/polygonize/Polygonizer.js' {
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
  export default class Polygonizer {
    add(lines: Geometry): void
    getPolygons(): { toArray(): Geometry[] }
  }
}
declare module 'jsts/org/locationtech/jts/precision/GeometryPrecisionReducer.js' {
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
  import type PrecisionModel from 'jsts/org/locationtech/jts/geom/PrecisionModel.js'

  export default class GeometryPrecisionReducer {
    constructor(precision: PrecisionModel)
    setChangePrecisionModel(change: boolean): void
    reduce(geometry: Geometry): Geometry
  }
}
declare module 'jsts/org/locationtech/jts/algorithm/InteriorPointArea.js' {
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'

  const InteriorPointArea: { getInteriorPoint(geometry: Geometry): { x: number; y: number } | null }
  export default InteriorPointArea
}
declare module 'jsts/org/locationtech/jts/simplify/TopologyPreservingSimplifier.js' {
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'

  const TopologyPreservingSimplifier: { simplify(geometry: Geometry, tolerance: number): Geometry }
  export default TopologyPreservingSimplifier
}
