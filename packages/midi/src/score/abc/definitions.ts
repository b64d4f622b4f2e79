import { parseMacro } from './macros.js';
import { type TuneContext, understood } from './tune-context.js';

/** Reads the fields that say what stands for what in the music behind them: `I:`, `U:` and `m:`. Others are left alone. */
export function readDefinition(tune: TuneContext, letter: string, value: string): void {
  if (letter === 'I') readInstruction(tune, value);
  else if (letter === 'U') defineSymbol(tune, value);
  else if (letter === 'm') defineMacro(tune, value);
}

/** An instruction, behind `I:` or `%%`. */
export function readInstruction(tune: TuneContext, text: string): void {
  const reach = /^\s*propagate-accidentals\s+(not|octave|pitch)\b/.exec(text)?.[1];
  if (reach !== undefined) tune.accidentalReach = reach as TuneContext['accidentalReach'];
}

/** `U: T = !segno!` */
function defineSymbol(tune: TuneContext, value: string): void {
  const match = /^\s*([H-Wh-w~])\s*=\s*[!+]([^!+]*)[!+]/.exec(value);
  if (match) tune.symbols.set(match[1]!, match[2]!);
}

function defineMacro(tune: TuneContext, value: string): void {
  const macro = understood(tune, parseMacro(value), 'macro', value);
  if (macro) tune.macros.push(macro);
}
