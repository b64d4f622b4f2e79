import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { MidiParseError } from '../errors.js';
import { createNoteTable } from '../note-table.js';
import { ScoreParseError } from '../score/errors.js';
import * as mei from '../score/testing-support/mei.js';
import { attributes, musicXml, note } from '../score/testing-support/musicxml.js';
import { writeMidi } from '../write/write-midi.js';
import { type DetectedFormat, detectFormat } from './detect-format.js';
import { MusicFormatError } from './errors.js';
import { hasMusicExtension, readMusic, readMusicPieces } from './read-music.js';

const midi = writeMidi(createNoteTable([{ startSeconds: 0, endSeconds: 0.5, pitch: 60 }]));
const xml = musicXml(attributes(1) + note('C4', 1));
const meiXml = mei.mei(mei.measure(1, mei.note('c4', 4)));
const abc = 'X:1\nT:One\nM:4/4\nL:1/4\nK:C\nC4|\n\nX:2\nT:Two\nM:4/4\nL:1/4\nK:C\nD4|\n';
const kern = '!!!COM: Somebody\n**kern\n*M4/4\n=1\n4c\n==\n*-\n';
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** One file of each format, all with middle C first. */
const files: Record<string, Uint8Array> = {
  midi,
  musicxml: strToU8(xml),
  mxl: zipSync({ 'a.xml': strToU8(xml) }),
  mei: strToU8(meiXml),
  abc: strToU8(abc),
  kern: strToU8(kern),
};

describe('formats are told by content', () => {
  test.each(Object.entries(files))('%s, whatever the name', async (format, bytes) => {
    const file = await readMusic(bytes, { name: 'misnamed.mid' });
    expect([file.format, file.notes.pitch[0], file.notes.startSeconds[0]]).toEqual([format, 60, 0]);
    expect(file.bars.length > 0).toBe(format !== 'midi');
    expect(file.tracks.length).toBeGreaterThan(0);
    expect(file.durationSeconds).toBe(file.notes.endSeconds[0]);
    expect(file.issueCount).toBe(0);
  });

  test.each<[string, Uint8Array, DetectedFormat]>([
    ['RMID', ascii('RIFF\u0010\0\0\0RMIDdata'), 'midi'],
    ['MIDI behind something else', ascii(`\0\u0001\u0002${'x'.repeat(100)}MThd`), 'midi'],
    ['WAV', ascii('RIFF\u0010\0\0\0WAVEfmt '), 'audio'],
    ['MP3', ascii('ID3\u0004'), 'audio'],
    ['MP3 without a tag', ascii('\u00ff\u00fb\u0090\0'), 'audio'],
    ['FLAC', ascii('fLaC'), 'audio'],
    ['M4A', ascii('\0\0\0\u0020ftypM4A '), 'audio'],
    ['timewise', ascii('<?xml version="1.0"?><!-- <mei> --><score-timewise/>'), 'musicxml'],
    [
      'a document type with an internal subset',
      ascii('<!DOCTYPE x [<!ENTITY a "b">]>\n<x:score-partwise/>'),
      'musicxml',
    ],
    ['MEI without its header', ascii('<music/>'), 'mei'],
    ['HTML', ascii('<!DOCTYPE html><html></html>'), 'xml'],
    ['kern behind comments', ascii('!! a\r\n!!!b: c\r\n\r\n**kern\t**dynam'), 'kern'],
    ['ABC with a file header', ascii('%abc-2.1\nM:4/4'), 'abc'],
    [
      'UTF-16',
      Uint8Array.from([0xff, 0xfe, ...[...'X:1\nK:C'].flatMap((character) => [character.charCodeAt(0), 0])]),
      'abc',
    ],
    ['text', ascii('Dear X: how are you?'), 'unknown'],
    ['nothing', new Uint8Array(0), 'unknown'],
  ])('%s', (_, bytes, expected) => {
    expect(detectFormat(bytes)).toBe(expected);
  });
});

test('ornaments as written, where that is asked for', async () => {
  const trill = '<notations><ornaments><trill-mark/></ornaments></notations>';
  const bytes = strToU8(musicXml(attributes(1) + note('C4', 1, trill)));
  expect((await readMusic(bytes)).notes.length).toBe(8);
  expect((await readMusic(bytes, { ornaments: 'as-written' })).notes.length).toBe(1);
  expect((await readMusic(midi, { ornaments: 'as-written' })).notes.length).toBe(1);
});

describe('pieces', () => {
  test('every tune of an ABC file', async () => {
    const tunes = await readMusicPieces(strToU8(abc));
    expect(tunes.map(({ title, notes }) => [title, notes.pitch[0]])).toEqual([
      ['One', 60],
      ['Two', 62],
    ]);
    expect(await readMusicPieces(midi)).toHaveLength(1);
  });
});

describe('what is refused', () => {
  test('recordings, with a hint', async () => {
    const error = await readMusic(ascii('RIFF\0\0\0\0WAVE'), { name: 'take.wav' }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(MusicFormatError);
    expect(error).toMatchObject({
      code: 'MUSIC_FORMAT',
      detected: 'audio',
      message:
        'expected MIDI, MusicXML, MEI, ABC or Humdrum **kern, got a recording; @midizero/audio makes notes of recordings',
    });
  });

  test.each([
    ['<html/>', 'page.xml', MusicFormatError, /^expected .* got XML of another kind$/],
    ['hello', undefined, MusicFormatError, /^expected MIDI, .* got something else$/],
    ['hello', 'notes.txt', MusicFormatError, /got something else/],
    ['hello', 'a.mid', MidiParseError, /^byte 0: expected/],
    ['hello', 'a.musicxml', ScoreParseError, /well-formed XML/],
    ['hello', 'a.abc', ScoreParseError, /expected/],
    ['hello', 'a.krn', ScoreParseError, /expected/],
    ['PK\u0003\u0004', 'a.mxl', ScoreParseError, /expected a zip archive/],
  ])('%j as %s', async (text, name, type, message) => {
    const error = await readMusic(ascii(text), { name }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(type);
    expect((error as Error).message).toMatch(message);
  });

  test('limits reach the readers', async () => {
    for (const bytes of Object.values(files)) {
      await expect(readMusic(bytes, { maxBytes: 4 })).rejects.toThrowError(/at most 4 bytes \(maxBytes\)/);
    }
  });
});

test('names of music', () => {
  const names = ['a.mid', 'a.MIDI', 'a.kar', 'a.musicxml', 'a.xml', 'a.mxl', 'a.mei', 'a.abc', 'a.krn'];
  expect(names.filter(hasMusicExtension)).toEqual(names);
  expect(['a', 'mid', 'a.mid.txt', 'a.toString', '.gitignore'].filter(hasMusicExtension)).toEqual([]);
});
