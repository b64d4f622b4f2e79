/** Where a command writes; `process.stdout` and `process.stderr` are such streams. */
export type OutputStream = NodeJS.WritableStream & {
  /** True where a person watches: only then are bars drawn. */
  readonly isTTY?: boolean;
};

/** Where a command reads what is piped in; `process.stdin` is such a stream. */
export type InputStream = AsyncIterable<Uint8Array> & {
  /** Ends reading that waits for more. */
  destroy?(error?: Error): unknown;
};

/** What a command may touch of the world besides files. */
export interface CommandContext {
  /** What is piped in. @default nothing */
  readonly stdin?: InputStream | undefined;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Writes the one JSON object that `--json` promises. Columns of numbers become arrays. */
export function writeJson(context: CommandContext, value: object): void {
  const arrays = (_key: string, part: unknown): unknown =>
    ArrayBuffer.isView(part) ? Array.from(part as Uint8Array) : part;
  context.stdout.write(`${JSON.stringify(value, arrays, 2)}\n`);
}

/** Writes lines to stdout, each with its line break. */
export function writeLines(context: CommandContext, ...lines: readonly string[]): void {
  context.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

/** Tells people something on stderr that does not stop the command: one line, in the form errors have. */
export function warn(context: CommandContext, message: string): void {
  context.stderr.write(`midizero: ${message}\n`);
}
