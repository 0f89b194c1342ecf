/** A guard process owns the embedded server and its folder, and ends both when this process ends. */
import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'

export interface ServerGuard {
  /** Lets the guard make a database and serve it, with the binaries in `native`. */
  readonly serve: (native: string) => void
  /** Settles when server and folder are gone, with what was said last. */
  readonly ended: Promise<string>
  /** Lets this process end while the guard is still on watch. */
  readonly unref: () => void
  /** Ends the server, removes the folder, waits for both. */
  readonly close: () => Promise<void>
}

/**
 * Puts a guard over `folder`. Every program it starts goes through the words of `prefix`; `settings` are
 * those of `postgresql.conf`. Its whole protocol is its standard input: one line, the place of the
 * binaries, then silence; the end of the input, which the kernel brings about even after a SIGKILL, is
 * the order to clean up.
 */
export function startGuard(
  folder: string,
  prefix: readonly string[],
  settings: Readonly<Record<string, string | number>>,
): ServerGuard {
  const options = Object.entries(settings).map(([name, value]) => `-c${name}=${value}`)
  const guard = spawn('sh', ['-c', script, 'guard', folder, prefix.join(' '), ...options], {
    cwd: '/',
    // In a session of its own, Ctrl-C in the terminal does not reach it.
    detached: true,
    // UTC spares initdb a search through every time zone.
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  // A guard that is gone needs no more orders.
  guard.stdin.on('error', () => {})
  const ended = text(guard.stderr)
  const handles = [guard, guard.stdin as Socket, guard.stderr as Socket]
  return {
    serve: native => guard.stdin.write(`${native}\n`),
    ended,
    unref: () => handles.forEach(handle => void handle.unref()),
    async close() {
      for (const handle of handles) handle.ref()
      guard.stdin.end()
      await ended
    },
  }
}

/**
 * An initdb under way is let finish, for killed it leaves a segment of shared memory. The watcher repeats
 * its signal, for the first may come before postgres is there. SIGQUIT is the immediate shutdown: postgres
 * ends its own children, then itself. A subshell's input is /dev/null unless it has a descriptor of its own.
 */
const script = `
folder=$1 prefix=$2
shift 2
ulimit -c 0
trap : QUIT
exec 3<&0
if read -r native; then
  $prefix "$native/bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --no-locale \\
    --locale-provider=builtin --builtin-locale=C.UTF-8 --no-data-checksums --no-sync --no-instructions \\
    "$@" >"$folder/log" 2>&1 && {
    (
      trap '' QUIT
      read -r _ <&3
      while :; do kill -QUIT 0; sleep 1; done
    ) 2>/dev/null &
    $prefix "$native/bin/postgres" -D "$folder/data" >>"$folder/log" 2>&1
    kill -KILL $!
  }
  tail -n 5 "$folder/log" >&2
fi
rm -rf "$folder" || { sleep 1; rm -rf "$folder"; }
`
