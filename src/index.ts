/** The bundle's one entry: main, or post with `dist/post.js` in front of it. Loads only what the step needs. */

import { isIdle, isPost } from './runner/entry.ts'

const post = isPost(process.env)
// a main that breaks in a way nobody thought of must not end green: only one that came to its end says 0
process.exitCode = post ? 0 : 1
// an idle post loads nothing: this is the usual end of a good run
if (!post || !isIdle(process.env)) {
  const { leave } = await import('./runner/leave.ts')
  await leave(process, async () => {
    if (post) await (await import('./post.ts')).post(process)
    else process.exitCode = await (await import('./main.ts')).main(process)
  })
}
// sockets that are kept alive must not keep the step alive
process.exit()
