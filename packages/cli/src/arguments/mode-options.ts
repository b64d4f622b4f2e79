import { UsageError } from '../failures/errors.js';

/** Options of a command that one of its modes has and others may lack, by their names in the parsed options. */
export interface ModeOptions<Name extends string> {
  readonly takes: readonly Name[];
  /** Options it cannot do without, each with what to give. */
  readonly needs?: Readonly<Partial<Record<Name, string>>>;
}

/**
 * Refuses options that would do nothing, and asks for the ones that are missing.
 * @param modes what each mode takes
 * @param options the parsed options; those that no mode lists are left alone
 * @throws UsageError that names the option as it is written on the command line
 */
export function checkModeOptions<Mode extends string, Name extends string>(
  modes: Readonly<Record<Mode, ModeOptions<Name>>>,
  mode: Mode,
  options: Readonly<Partial<Record<Name, unknown>>>,
): void {
  const { takes, needs = {} } = modes[mode];
  const ofAnyMode = new Set(Object.values<ModeOptions<Name>>(modes).flatMap((each) => each.takes));
  for (const name of ofAnyMode) {
    if (options[name] === undefined || takes.includes(name)) continue;
    const known = takes.length === 0 ? '' : `; it has ${takes.map(flagOf).join(', ')}`;
    throw new UsageError(flagOf(name), `mode ${mode} has no such option${known}`);
  }
  for (const [name, what] of Object.entries(needs)) {
    if (options[name as Name] === undefined) throw new UsageError(flagOf(name), `mode ${mode} needs ${what}`);
  }
}

/** `pitchRange` → `--pitch-range`. */
function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
