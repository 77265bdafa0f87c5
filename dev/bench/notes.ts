/** What a profile has shown about a target that was missed: where the time goes, and what it would take. By scenario; Markdown. */
export const missedNotes: Readonly<Record<string, string>> = {}
