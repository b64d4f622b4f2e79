import type { Instrument } from '@midizero/audio';
import { Option } from 'commander';

const INSTRUMENTS: readonly Instrument[] = ['piano', 'guitar', 'voice'];

/** `--instrument`: how recordings are transcribed. */
export function instrumentOption(): Option {
  return new Option('--instrument <name>', 'what plays in recordings').choices(INSTRUMENTS).default('piano');
}
