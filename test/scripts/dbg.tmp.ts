import { makeCounty } from '/work/main/scripts/demo/county.ts'
import { area, bbox, featureCollection, intersect, feature, kinks } from '@turf/turf'
for (const seed of [2024,7,1]) {
const c=makeCounty(seed); const com=new Map(c.divisions.map(d=>[d.code,d.geometry]))
const st=c.compounds.filter(o=>o.geometry&&!o.until)
for(const o of st){ const own=area(o.geometry as any); const i=intersect(featureCollection([feature(o.geometry as any),feature(com.get(o.community)! as any)])); const d=own-(i?area(i):0); if(Math.abs(d)>.5) console.log(seed,o.code,o.name,o.community,own,d, JSON.stringify(o.geometry!.coordinates), kinks(feature(o.geometry as any) as any).features.length)
 for(const p of st){ if(p.code<=o.code) continue; const a=bbox(o.geometry as any),b=bbox(p.geometry as any); if(a[0]>b[2]||b[0]>a[2]||a[1]>b[3]||b[1]>a[3]) continue; const x=intersect(featureCollection([feature(o.geometry as any),feature(p.geometry as any)])); if(x&&area(x)>.5) console.log('over',o.code,p.code,area(x)) } }
}
