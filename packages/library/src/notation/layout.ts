import { NotationError } from './notation-error.js';
import { type KeySignature, keySignature } from './pitch.js';
import { type Meter, noteValueTicks, parseMeter } from './time.js';
import { type Token, tokenizeLine } from './tokens.js';

/** A notation text sorted into its parts, with groups repeated and passages put in place. */
export interface Layout {
  readonly meter: Meter;
  readonly signature: KeySignature;
  readonly secondsPerTick: number;
  /** Ticks of the incomplete first bar; 0 where there is none. */
  readonly pickupTicks: number;
  /** Tokens of each voice by name, in the order of first appearance. */
  readonly voices: ReadonlyMap<string, readonly Token[]>;
}

const NAMED_LINE = /^\s*([A-Za-z][\w-]*)\s*([:=])/;
const MAX_TOKENS = 100_000;

/** @param piece id for error messages @throws NotationError */
export function readLayout(text: string, piece: string): Layout {
  const header: Token[] = [];
  const voices = new Map<string, Token[]>();
  const passages = new Map<string, Token[]>();
  let target = header;
  for (const [index, lineText] of text.split('\n').entries()) {
    const named = NAMED_LINE.exec(lineText);
    const line = index + 1;
    if (named !== null) target = openTarget(named[2] === ':' ? voices : passages, named[1]!);
    const begin = named === null ? 0 : named[0].length;
    target.push(...tokenizeLine(lineText.slice(begin), line, begin + 1));
  }
  const expander = new Expander(piece, passages);
  const expanded = new Map([...voices].map(([name, tokens]) => [name, expander.expand(tokens, name)]));
  if (expanded.size === 0) throw new NotationError('no voice; write one as "name: c4/4 d e f | …"', { piece });
  return { ...readHeader(header, piece), voices: expanded };
}

function openTarget(targets: Map<string, Token[]>, name: string): Token[] {
  const tokens = targets.get(name) ?? [];
  targets.set(name, tokens);
  return tokens;
}

function readHeader(tokens: readonly Token[], piece: string): Omit<Layout, 'voices'> {
  let meter: Meter | undefined;
  let signature: KeySignature = new Map();
  let secondsPerTick: number | undefined;
  let pickupTicks = 0;
  for (let i = 0; i < tokens.length; i += 2) {
    const { text: name, line, column } = tokens[i]!;
    const value = tokens[i + 1]?.text ?? '';
    const read = <T>(result: T | undefined, expected: string): T => {
      if (result !== undefined) return result;
      throw new NotationError(`${name} must be ${expected}, got "${value}"`, { piece, line, column });
    };
    if (name === 'meter') meter = read(parseMeter(value), 'a fraction such as 3/4');
    else if (name === 'key') signature = read(keySignature(value), 'a key such as G, Bb or f#');
    else if (name === 'tempo') secondsPerTick = read(parseTempo(value), 'note value = beats per minute, such as 4=96');
    else if (name === 'pickup') pickupTicks = read(parsePickup(value), 'a fraction such as 1/4');
    else {
      const what = `expected meter, key, tempo, pickup, or a line "voice: …", got "${name}"`;
      throw new NotationError(what, { piece, line, column });
    }
  }
  if (meter === undefined) throw new NotationError('no meter; write one as "meter 4/4"', { piece });
  if (secondsPerTick === undefined) throw new NotationError('no tempo; write one as "tempo 4=96"', { piece });
  if (pickupTicks >= meter.beats * meter.beatTicks) {
    throw new NotationError(`the pickup must be shorter than the meter ${meter.text}`, { piece });
  }
  return { meter, signature, secondsPerTick, pickupTicks };
}

function parsePickup(value: string): number | undefined {
  const fraction = parseMeter(value);
  return fraction && fraction.beats * fraction.beatTicks;
}

function parseTempo(value: string): number | undefined {
  const match = /^([\d.]+)=([1-9]\d{0,2})$/.exec(value);
  const beatTicks = match === null ? undefined : noteValueTicks(match[1]!);
  if (match === null || beatTicks === undefined) return undefined;
  return 60 / (Number(match[2]) * beatTicks);
}

/** Puts passages (`$name`) and repeated groups (`( … )*3`) in place. */
class Expander {
  readonly #piece: string;
  readonly #passages: ReadonlyMap<string, readonly Token[]>;

  constructor(piece: string, passages: ReadonlyMap<string, readonly Token[]>) {
    this.#piece = piece;
    this.#passages = passages;
  }

  expand(tokens: readonly Token[], voice: string, within: readonly string[] = []): Token[] {
    // One level per open group; the outermost is the result.
    const levels: { readonly open: Token | undefined; readonly tokens: Token[] }[] = [{ open: undefined, tokens: [] }];
    const refuse = (what: string, { line, column }: Token): never => {
      throw new NotationError(what, { piece: this.#piece, voice, line, column });
    };
    const add = (added: readonly Token[], token: Token): void => {
      const target = levels.at(-1)!.tokens;
      if (target.length + added.length > MAX_TOKENS) refuse(`more than ${MAX_TOKENS} notes and signs`, token);
      for (const one of added) target.push(one);
    };
    for (const token of tokens) {
      if (token.text === '(') levels.push({ open: token, tokens: [] });
      else if (token.text.startsWith(')')) {
        const times = Number(/^\)\*(\d{1,2})$/.exec(token.text)?.[1] ?? refuse('a group ends with ")*times"', token));
        if (levels.length === 1) refuse('this group was never opened with "("', token);
        const group = levels.pop()!.tokens;
        for (let n = 0; n < times; n++) add(group, token);
      } else if (token.text.startsWith('$')) {
        const name = token.text.slice(1);
        if (within.includes(name)) refuse(`passage ${name} contains itself`, token);
        const passage = this.#passages.get(name) ?? refuse(`no passage "${name}"; write one as "${name} = …"`, token);
        add(this.expand(passage, voice, [...within, name]), token);
      } else add([token], token);
    }
    const { open } = levels.at(-1)!;
    if (open !== undefined) refuse('this group is never closed with ")*times"', open);
    return levels[0]!.tokens;
  }
}
