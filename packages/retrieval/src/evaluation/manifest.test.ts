import { expect, test } from 'vitest';
import { parseManifest, parsePieceLists } from './manifest.js';

const csv = (text: string) => ({ name: 'list.csv', text });

test('an excerpt against a score, with noise and the repeats of the clean row', () => {
  const [query] = parseManifest(
    csv(
      'query_id,query_file,start_s,end_s,piece_id,score_file,score_start_s,score_end_s,noise_seed,noise_level,transpose\n' +
        'an05-1,perf/a.mid,10.5,15.5,a,scores/a.mid,8,12,77,low,-3\n',
    ),
    csv('query_id,score_file,score_start_s,score_end_s\nam05-1,scores/a2.mid,30,34\nam05-2,scores/a.mid,1,2\n'),
  );
  expect(query).toEqual({
    id: 'an05-1',
    file: 'perf/a.mid',
    pieceId: 'a',
    excerpt: { startSeconds: 10.5, endSeconds: 15.5 },
    noise: { seed: 77, level: 'low', transpose: -3 },
    transpose: -3,
    place: { file: 'scores/a.mid', startSeconds: 8 },
    repeats: [{ file: 'scores/a2.mid', startSeconds: 30 }],
    excludesOwnFile: true,
  });
});

test('identification: the own file is the answer, and the excerpt its place', () => {
  const [query] = parseManifest(csv('query_id,query_file,start_s,end_s,piece_id\nai1,perf/a.mid,10.5,15.5,a\n'));
  expect(query).toMatchObject({ place: { file: 'perf/a.mid', startSeconds: 10.5 }, excludesOwnFile: false });
});

test('a melody: one track of the target', () => {
  const [query] = parseManifest(
    csv('query_id,query_file,track,start_s,end_s,piece_id,target_file\nm1,main/1.mid,1,5,20,p1,main/1.mid\n'),
  );
  expect(query).toMatchObject({ track: 1, place: { startSeconds: 5 }, excludesOwnFile: false });
});

test('a version: the whole file, a known key, no place and no noise', () => {
  const [query] = parseManifest(
    csv('query_id,query_file,piece_id,target_file,transpose,kind\nv1,versions/1.mid,p1,main/1.mid,2,near\n'),
  );
  expect(query).toEqual({
    id: 'v1',
    file: 'versions/1.mid',
    pieceId: 'p1',
    transpose: 2,
    kind: 'near',
    repeats: [],
    excludesOwnFile: true,
  });
});

test('lists of pieces, whatever their file column is called', () => {
  const files = parsePieceLists([
    csv('score_file,piece_id\nscores/a.mid,a\n'),
    csv('performance_file,piece_id,score_file\nperf/a.mid,a,scores/a.mid\n'),
    csv('midi_file,abc_file,piece_id,title_group\nmidi/t.mid,abc/t.abc,t,g\n'),
  ]);
  expect([...files]).toEqual([
    ['scores/a.mid', { pieceId: 'a' }],
    ['perf/a.mid', { pieceId: 'a' }],
    ['midi/t.mid', { pieceId: 't', titleGroup: 'g' }],
  ]);
});

test('what cannot be read is named by file, line and column', () => {
  expect(() => parseManifest(csv('query_id,query_file,piece_id\nq1,a.mid,\n'))).toThrow(
    'list.csv, line 2: column "piece_id" is missing or empty',
  );
  expect(() => parseManifest(csv('query_id,query_file,piece_id,start_s\nq1,a.mid,a,soon\n'))).toThrow(
    'column "start_s": "soon" is not a number',
  );
  expect(() => parsePieceLists([csv('path,piece_id\na.mid,a\n')])).toThrow('list.csv: a list of pieces needs');
  expect(() => parseManifest(csv('query_id\n"open'))).toThrow('list.csv: not a CSV table');
});
