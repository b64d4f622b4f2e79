/** A line of music is not made longer by macros. */
const MAX_CHARACTERS = 100_000;
const MAX_TARGET_CHARACTERS = 31;
/** Texts, decorations and inline fields, which macros leave alone. */
const LEFT_ALONE = /("[^"]*"|![^!]*!|\[[A-Za-z]:[^\]]*\])/;
const STEPS = 'CDEFGAB';

/** A text and what it stands for; of a transposing macro `n` is any note, `o` the one above it, `m` the one below … */
export interface AbcMacro {
  readonly pattern: RegExp;
  readonly replacement: string;
  readonly isTransposing: boolean;
}

/** `~n2 = n{o}n{m}n`, what stands behind `m:`; undefined for what is no macro. */
export function parseMacro(value: string): AbcMacro | undefined {
  const [, target, replacement] = /^\s*(\S+)\s*=\s*(.*?)\s*$/.exec(value) ?? [];
  if (target === undefined || replacement === undefined || target.length > MAX_TARGET_CHARACTERS) return undefined;
  const isTransposing = target.includes('n');
  const escaped = target.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  // The first n is the note; a length that goes on is another one.
  const source = isTransposing ? escaped.replace('n', "([A-Ga-g])([,']*)") : escaped;
  return { pattern: new RegExp(`${source}${/\d$/.test(target) ? '(?!\\d)' : ''}`, 'g'), replacement, isTransposing };
}

/**
 * A line of music with its macros expanded, one after the other as they were defined.
 * @returns undefined where that gives more than 100,000 characters
 */
export function expandMacros(line: string, macros: readonly AbcMacro[]): string | undefined {
  let expanded = line;
  for (const macro of macros) {
    const parts = expanded.split(LEFT_ALONE).map((part, index) => (index % 2 === 1 ? part : replaceIn(part, macro)));
    expanded = parts.join('');
    if (expanded.length > MAX_CHARACTERS) return undefined;
  }
  return expanded;
}

function replaceIn(text: string, { pattern, replacement, isTransposing }: AbcMacro): string {
  if (!isTransposing) return text.replaceAll(pattern, () => replacement);
  return text.replaceAll(pattern, (_, letter: string, marks: string) =>
    replacement.replaceAll(/[h-z]/g, (each) => noteAbove(letter, marks, each.charCodeAt(0) - 'n'.charCodeAt(0))),
  );
}

/** The note so many steps above one, in the spelling of ABC. */
function noteAbove(letter: string, marks: string, steps: number): string {
  let octave = letter === letter.toUpperCase() ? 0 : 1;
  for (const mark of marks) octave += mark === "'" ? 1 : -1;
  const step = STEPS.indexOf(letter.toUpperCase()) + steps;
  octave += Math.floor(step / 7);
  const name = STEPS[((step % 7) + 7) % 7]!;
  return octave >= 1 ? name.toLowerCase() + "'".repeat(octave - 1) : name + ','.repeat(-octave);
}
