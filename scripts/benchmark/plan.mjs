// What the benchmark asks, of which libraries, and which systems answer.

const largeFolders = ['asap/scores', 'pop909/main', 'mtc-ann/midi', 'chorales/midi', 'nottingham/midi'];

/** Libraries by name: folders of the benchmark. */
export const databases = {
  scores: { title: '128 scores', folders: ['asap/scores'] },
  performances: { title: '332 performances', folders: ['asap/performances'] },
  pop: { title: '500 pop songs', folders: ['pop909/main'] },
  melodies: { title: '171 folk song melodies', folders: ['mtc-ann/midi'] },
  chorales: { title: '205 chorales', folders: ['chorales/midi'] },
  tunes: { title: '250 tunes with chords', folders: ['nottingham/midi'] },
  large: { title: 'all of these but the performances, 1,254 files', folders: largeFolders },
};

/** Lists that say which piece each file is. */
export const lists = [
  'asap/scores.csv',
  'asap/performances.csv',
  'pop909/main.csv',
  'mtc-ann/melodies.csv',
  'chorales/chorales.csv',
  'nottingham/tunes.csv',
];

/**
 * Queries: a manifest (`truth`), the library it is asked of, and how many semitones to either side are tried. `queries` bounds
 * how many are asked, where whole performances are long work; `ranksFiles` reports how files are ranked, where a piece has
 * several, in place of the place in them; `openSet` takes half of the library's pieces out.
 */
export const tasks = [
  { name: 'excerpts', truth: 'asap/matching.csv', database: 'scores', transpositions: 0 },
  { name: 'excerpts, large library', truth: 'asap/matching.csv', database: 'large', transpositions: 0 },
  { name: 'noisy excerpts', truth: 'asap/matching-noisy.csv', database: 'scores', transpositions: 6 },
  { name: 'noisy excerpts, large library', truth: 'asap/matching-noisy.csv', database: 'large', transpositions: 6 },
  {
    name: 'one performance in others',
    truth: 'asap/performance-pairs.csv',
    database: 'performances',
    transpositions: 0,
  },
  { name: 'the very performance', truth: 'asap/identification.csv', database: 'performances', transpositions: 6 },
  { name: 'whole performances', truth: 'asap/version.csv', database: 'scores', transpositions: 0, queries: 60 },
  { name: 'drafts of pop songs', truth: 'pop909/version.csv', database: 'pop', transpositions: 6, queries: 120 },
  { name: 'tunes of pop songs', truth: 'pop909/melody.csv', database: 'pop', transpositions: 6 },
  { name: 'tunes of pop songs, large library', truth: 'pop909/melody.csv', database: 'large', transpositions: 6 },
  {
    name: 'folk songs of one family',
    truth: 'mtc-ann/version.csv',
    database: 'melodies',
    transpositions: 6,
    ranksFiles: true,
  },
  {
    name: 'chorales on one tune',
    truth: 'chorales/version.csv',
    database: 'chorales',
    transpositions: 6,
    ranksFiles: true,
  },
  {
    name: 'settings of one tune',
    truth: 'nottingham/version.csv',
    database: 'tunes',
    transpositions: 6,
    ranksFiles: true,
  },
  {
    name: 'noisy excerpts, half of the scores taken out',
    truth: 'asap/matching-noisy.csv',
    database: 'scores',
    transpositions: 6,
    openSet: true,
  },
  {
    name: 'excerpts, half of the large library taken out',
    truth: 'asap/matching.csv',
    database: 'large',
    transpositions: 0,
    openSet: true,
  },
  {
    name: 'noisy excerpts, half of the large library taken out',
    truth: 'asap/matching-noisy.csv',
    database: 'large',
    transpositions: 6,
    openSet: true,
  },
];

/** Ways to index a library. */
export const indexings = {
  full: { title: 'all views, fingerprints', options: { fingerprints: true } },
  plain: { title: 'all notes alone', options: { views: ['all'], fingerprints: false } },
  raw: { title: 'raw matrices, all notes alone', options: { views: ['all'], fingerprints: false }, encoder: 'raw' },
};

/**
 * Ways to answer. Those that are slow, or that nobody would use, are asked `queries` queries of each task at most, drawn
 * with a fixed seed.
 */
export const systems = [
  { name: 'midizero', indexing: 'full', search: {}, queries: 450 },
  { name: 'embedding alone', indexing: 'full', search: { seeds: 'embedding' }, queries: 100 },
  { name: 'fingerprints alone', indexing: 'full', search: { seeds: 'fingerprints' }, queries: 150 },
  { name: 'embedding, plain voting', indexing: 'plain', search: { aggregate: 'vote' }, queries: 100 },
  {
    name: 'raw matrices, chained',
    indexing: 'raw',
    search: {},
    queries: 30,
    databases: ['scores', 'chorales', 'melodies', 'tunes'],
  },
];

/** Seed of the draws, of queries and of the pieces taken out. */
export const SEED = 1;
