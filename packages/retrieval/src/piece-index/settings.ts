import { InvalidArgumentError } from '@midizero/core';
import type { WindowEncoder } from '@midizero/pitch-matrix';
import { DifferentSettingsError, IncompatibleIndexError } from '../errors.js';
import { DEFAULT_VIEWS } from '../readings/read-piece.js';
import type { IndexSettings, VectorPrecision, ViewKind } from './contract.js';

/** Longest time from a frame's first onset to its last, in seconds, for pieces and queries alike. */
export const DEFAULT_THRESHOLD_SECONDS = 0.05;

/** How pieces are cut and stored. */
export interface IndexSettingsOptions {
  /** Frames from one window to the next. @default 2 */
  readonly windowStep?: number | undefined;
  /**
   * Longest time from a frame's first onset to its last, for pieces given as notes. One rule for scores and
   * performances: the index does not have to know which is which. @default 0.05
   */
  readonly thresholdSeconds?: number | undefined;
  /** How each piece is read; a query is compared with every reading. @default DEFAULT_VIEWS */
  readonly views?: readonly ViewKind[] | undefined;
  /** Whether pieces can be found by symbolic fingerprints too, at some 22 bytes a note. @default true */
  readonly fingerprints?: boolean | undefined;
  /** @default 'int8' */
  readonly precision?: VectorPrecision | undefined;
}

/** What an index of this encoder's embeddings has in common. */
export function createIndexSettings(
  encoder: Pick<WindowEncoder, 'id' | 'dimensions' | 'windowFrames'>,
  {
    windowStep = 2,
    thresholdSeconds = DEFAULT_THRESHOLD_SECONDS,
    views = DEFAULT_VIEWS,
    fingerprints = true,
    precision = 'int8',
  }: IndexSettingsOptions = {},
): IndexSettings {
  return {
    encoderId: encoder.id,
    dimensions: encoder.dimensions,
    windowContract: { windowFrames: encoder.windowFrames, windowStep, thresholdSeconds },
    precision,
    views: [...views],
    hasFingerprints: fingerprints,
  };
}

/**
 * Pieces of two settings do not belong into one index.
 * @throws IncompatibleIndexError for another encoder, DifferentSettingsError for anything else that differs
 */
export function requireSameSettings(index: IndexSettings, wanted: IndexSettings): void {
  if (index.encoderId !== wanted.encoderId) throw new IncompatibleIndexError(index.encoderId, wanted.encoderId);
  const [has, wants] = [plainSettings(index), plainSettings(wanted)];
  for (const name of Object.keys(wants)) {
    if (has[name] !== wants[name]) throw new DifferentSettingsError(name, has[name]!, wants[name]!);
  }
}

/** @throws InvalidArgumentError unless the encoder makes what the settings say */
export function requireEncoder(settings: IndexSettings, encoder: WindowEncoder): void {
  if (encoder.id !== settings.encoderId) throw new IncompatibleIndexError(settings.encoderId, encoder.id);
  const { windowFrames } = settings.windowContract;
  if (encoder.dimensions !== settings.dimensions || encoder.windowFrames !== windowFrames) {
    throw new InvalidArgumentError(
      'encoder',
      `"${encoder.id}" makes ${encoder.dimensions} numbers of ${encoder.windowFrames} frames, ` +
        `the index has ${settings.dimensions} of ${windowFrames}`,
    );
  }
}

function plainSettings({
  dimensions,
  windowContract,
  precision,
  views,
  hasFingerprints,
}: IndexSettings): Record<string, string> {
  const { windowFrames, windowStep, thresholdSeconds } = windowContract;
  const cut = { windowFrames, windowStep, thresholdSeconds, views: [...views].sort() };
  const values = { dimensions, ...cut, precision, fingerprints: hasFingerprints };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
