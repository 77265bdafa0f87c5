/** Takes typed fields out of the entries of a kubeconfig; what does not fit is said with its place, never with its value. */

import { dirname, isAbsolute, resolve, sep } from 'node:path'

import { Failure } from '../failure.ts'
import { shown } from '../inputs/problems.ts'
import type { Value } from './kubeconfig-yaml.ts'

/** Where a kubeconfig was found. */
export interface Origin {
  /** For messages: a path, or where the text was given. */
  readonly label: string
  /** Path of the file; undefined for a text. */
  readonly file: string | undefined
  /** True when it lies in the workspace: then whoever wrote the checked-out code wrote it, and it may not run or read anything. */
  readonly isInWorkspace: boolean
}

/** The fields of an entry. */
export type Fields = Readonly<Record<string, Value>>

/** The Failure for a kubeconfig that cannot be used. */
export function invalid(origin: Pick<Origin, 'label'>, why: string, fix?: string): Failure {
  return new Failure('invalid-kubeconfig', { what: `The kubeconfig ${origin.label} cannot be used.`, why, fix })
}

/** A name out of a kubeconfig for a message. */
export function nameOf(name: string): string {
  return /^[\w.@:/+-]{1,120}$/u.test(name) ? name : shown(name)
}

/** Takes fields out of a map, each of one type. */
export class FieldReader {
  readonly #origin: Origin
  readonly #where: string
  readonly #fields: Fields
  /** Keys that lead from the entry to these fields, each with a dot after it. */
  readonly #prefix: string

  /** @param where the entry, for messages: `user NAME` */
  constructor(origin: Origin, where: string, fields: Fields, prefix = '') {
    this.#origin = origin
    this.#where = where
    this.#fields = fields
    this.#prefix = prefix
  }

  /** Undefined when it is absent or empty. */
  text(key: string): string | undefined {
    const value = this.#fields[key] ?? ''
    if (typeof value !== 'string') throw this.#wrong(key, 'a text')
    return value || undefined
  }

  flag(key: string): boolean {
    const text = this.text(key)?.toLowerCase()
    if (text !== undefined && text !== 'true' && text !== 'false') throw this.#wrong(key, 'true or false')
    return text === 'true'
  }

  list(key: string): string[] {
    const value = this.#fields[key] ?? []
    if (!Array.isArray(value) || value.some((item) => typeof item !== 'string'))
      throw this.#wrong(key, 'a list of texts')
    return value as string[]
  }

  map(key: string): FieldReader | undefined {
    const value = this.#fields[key] ?? undefined
    if (value !== undefined && !isFields(value)) throw this.#wrong(key, 'a map of fields')
    return value && new FieldReader(this.#origin, this.#where, value, `${this.#prefix}${key}.`)
  }

  maps(key: string): FieldReader[] {
    const value = this.#fields[key] ?? []
    if (!Array.isArray(value) || !(value as Value[]).every(isFields)) throw this.#wrong(key, 'a list of maps')
    return (value as Fields[]).map(
      (fields) => new FieldReader(this.#origin, this.#where, fields, `${this.#prefix}${key}.`)
    )
  }

  texts(): Record<string, string> {
    return Object.fromEntries(Object.keys(this.#fields).map((key) => [key, this.text(key) ?? '']))
  }

  lists(): Record<string, readonly string[]> {
    return Object.fromEntries(Object.keys(this.#fields).map((key) => [key, this.list(key)]))
  }

  /** A path; a relative one counts from the kubeconfig's own folder, and a text lies in none. */
  path(key: string): string | undefined {
    const path = this.text(key)
    return path === undefined
      ? undefined
      : this.#resolve(path, key, 'Put the content itself into the kubeconfig (kubectl config view --raw --flatten).')
  }

  /** A program: a bare name is looked up in PATH. */
  command(key: string): string {
    const command = this.text(key) ?? ''
    return command.includes('/') || command.includes(sep)
      ? this.#resolve(command, key, 'Write the absolute path of the program, or its bare name when it is in PATH.')
      : command
  }

  #resolve(path: string, key: string, fix: string): string {
    if (isAbsolute(path)) return path
    if (this.#origin.file !== undefined) return resolve(dirname(this.#origin.file), path)
    throw invalid(
      this.#origin,
      `In its ${this.#where}, ${this.#prefix}${key} is a relative path, and a kubeconfig given as text lies in no folder.`,
      fix
    )
  }

  #wrong(key: string, accepted: string): Failure {
    return invalid(
      this.#origin,
      `In its ${this.#where}, ${this.#prefix}${key} is not ${accepted}.`,
      'Correct it in the kubeconfig.'
    )
  }
}

/** Whether a value is a map. */
export function isFields(value: Value | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A scalar as text; undefined when it is absent or empty. */
export function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
