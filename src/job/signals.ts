/** Exit codes that mean a signal. Pure. */

/** Signals that end a process from within, by the shell's rule 128 + n. */
const signals: Readonly<Record<number, string>> = {
  132: 'SIGILL',
  134: 'SIGABRT',
  135: 'SIGBUS',
  136: 'SIGFPE',
  139: 'SIGSEGV, a crash in native code',
  143: 'SIGTERM'
}

/** ` (SIGTERM)` for an exit code that means a signal, else nothing. */
export function signalName(exitCode: number): string {
  const name = signals[exitCode]
  return name === undefined ? '' : ` (${name})`
}
