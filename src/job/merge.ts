/**
 * Lays our fields on a user's manifest, as raw JSON: what we do not write passes through untouched, unknown fields included.
 * Maps merge key by key; the lists that we write merge item by item by the field that tells their items apart, where ours that
 * are new come first; everything else is one value. Nothing is changed in place. Pure.
 */

export type Layer = Readonly<Record<string, unknown>>

/** What tells the items of a list apart; every other list is one value. */
const itemKeys: Readonly<Record<string, string>> = {
  containers: 'name',
  env: 'name',
  imagePullSecrets: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath'
}

/** Lays on fields that must be there: ours wins over what the base has. Fields with the value undefined are left out. */
export function layFields(base: Layer, fields: Layer): Layer {
  return lay(base, fields, (theirs, ours, key) => {
    if (ours === undefined) return theirs
    if (isMap(ours)) return layFields(isMap(theirs) ? theirs : {}, ours)
    return layItems(theirs, ours, key, layFields) ?? ours
  })
}

/**
 * Lays on fields that give way: what the base has stays, and its `null` removes ours together with itself.
 * A default with the value undefined is none, but a `null` in its place goes too.
 */
export function layDefaults(base: Layer, defaults: Layer): Layer {
  return lay(base, defaults, (theirs, ours, key) => {
    if (theirs === null) return undefined
    if (theirs === undefined) return isMap(ours) ? layDefaults({}, ours) : ours
    if (isMap(ours) && isMap(theirs)) return layDefaults(theirs, ours)
    return layItems(theirs, ours, key, layDefaults) ?? theirs
  })
}

function lay(base: Layer, layer: Layer, choose: (theirs: unknown, ours: unknown, key: string) => unknown): Layer {
  const result = new Map(Object.entries(base))
  for (const [key, ours] of Object.entries(layer)) {
    const chosen = choose(result.get(key), ours, key)
    if (chosen === undefined) result.delete(key)
    else result.set(key, chosen)
  }
  return Object.fromEntries(result)
}

/** Merges two lists of named items; undefined when this is no such list. */
function layItems(
  theirs: unknown,
  ours: unknown,
  key: string,
  layItem: (theirs: Layer, ours: Layer) => Layer
): Layer[] | undefined {
  const name = itemKeys[key]
  if (name === undefined || !Array.isArray(ours)) return undefined
  const list = Array.isArray(theirs) ? [...(theirs as Layer[])] : []
  const added: Layer[] = []
  for (const item of ours as readonly Layer[]) {
    const index = list.findIndex((each) => each[name] === item[name])
    const there = list[index]
    if (there === undefined) added.push(layItem({}, item))
    else list[index] = layItem(there, item)
  }
  return [...added, ...list]
}

function isMap(value: unknown): value is Layer {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
