import type { PieceSource } from './piece-source.js';

/** Traditional songs, and songs by named composers that have become traditional; accompanied for this library. */
export const songs: readonly PieceSource[] = [
  {
    id: 'frere-jacques-canon',
    title: 'Frère Jacques, canon in four voices',
    composer: 'Traditional',
    knownSince: 1811,
    notation: `
      meter 4/4 key F tempo 4=112
      tune = ( f4/4 g a f | )*2 ( a4/4 b c5/2 | )*2 ( c5/8 d c b4 a/4 f | )*2 f4/4 c f/2 | %
      voice1: $tune ( | R )*6
      voice2: ( R | )*2 $tune ( | R )*4
      voice3: ( R | )*4 $tune ( | R )*2
      voice4: ( R | )*6 $tune
    `,
  },
  {
    id: 'greensleeves',
    title: 'Greensleeves',
    composer: 'Traditional',
    knownSince: 1580,
    arrangement: true,
    notation: `
      meter 6/8 pickup 1/8 key e tempo 4.=52
      second = a4/4 f/8 d/8. e/16 f/8
      turn = g4/4 e/8 e/8. d#/16 e/8
      close = g4/8. f/16 e/8 d#/8. c#/16 d#/8
      verse = g4/4 a/8 b/8. c5/16 b4/8
      chorus = d5/4. d/8. c#/16 b4/8
      melody: e4/8 | $verse | $second | $turn | f/4 d#/8 b3/4 e4/8 | $verse | $second | $close | e/4. e/4 r/8 |
        $chorus | $second | $turn | f4/4 d#/8 b3/4. | $chorus | $second | $close | e4/4. e/4 |
      minor = [e3 b]/4.
      major = [d3 a]/4.
      dominant = [b2 f3]/4.
      cadence = $minor $dominant | $minor
      bass: r/8 | $minor [g3 d4] | $major $major | $minor [c3 g] | $dominant $dominant |
        $minor [g3 d4] | $major $major | $cadence $minor |
        [g2 d3 b]/4. [g2 d3 b] | $major $major | $minor [c3 g] | $dominant $dominant |
        [g2 d3 b]/4. [g2 d3 b] | $major $major | $cadence [e3 b]/4 |
    `,
  },
  {
    id: 'scarborough-fair',
    title: 'Scarborough Fair',
    composer: 'Traditional',
    knownSince: 1891,
    arrangement: true,
    notation: `
      meter 3/4 tempo 4=104
      melody: d4/2 d/4 | a/2 a/4 | e/4. f/8 e/4 | d/2. | r/4 a c5 | d/2 c/4 | a4 b g | a/2. |
        r/2 d5/4 | d/2 d/4 | c/2 a4/4 | a g f | e c/2 | d a/4 | g/2 f/4 | e d c | d/2.~ | d |
      minor = d3/8 a d4 f d a3
      major = c3/8 g c4 e c g3
      harp: $minor | $minor | $major | $minor | $minor | $minor | g2/8 d3 g b g d | a2/8 e3 a c4 a3 e |
        $minor | $minor | f2/8 c3 f a f c | $major | $major | $minor | $major | $major | $minor | [d3 a]/2. |
    `,
  },
  {
    id: 'auld-lang-syne',
    title: 'Auld Lang Syne',
    composer: 'Traditional',
    knownSince: 1799,
    arrangement: true,
    notation: `
      meter 4/4 pickup 1/4 key F tempo 4=104
      melody: c4/4 | f/4. f/8 f/4 a | g/4. f/8 g/4 a | f/4. f/8 a/4 c5 | d/2. d/4 |
        c/4. a4/8 a/4 f | g/4. f/8 g/4 a | f/4. d/8 d/4 c | f/2. d5/4 |
        c/4. a4/8 a/4 f | g/4. f/8 g/4 d5 | c/4. a4/8 a/4 c5 | d/2. d/4 |
        c/4. a4/8 a/4 f | g/4. f/8 g/4 a | f/4. d/8 d/4 c | f/2. |
      tonic = f3/2 [a3 c4]
      dominant = c3/2 [g3 b]
      sub = b2/2 [f3 d4]
      close = b2/2 [c3 b] | f2/2
      bass: r/4 | $tonic | $dominant | $tonic | $sub | $tonic | $dominant | $close [a3 c4]/2 |
        $tonic | $dominant | $tonic | $sub | $tonic | $dominant | $close [a3 c4]/4 |
    `,
  },
  {
    id: 'londonderry-air',
    title: 'Londonderry Air',
    composer: 'Traditional',
    knownSince: 1855,
    arrangement: true,
    notation: `
      meter 4/4 pickup 3/8 key F tempo 4=80
      rise = a4/4. g/8 a d5 c a4
      melody: e4/8 f g | $rise | g f d/4 r/8 f a b | c5/4. d/8 c a4 f a | g/2 r/8 e f g |
        $rise | g f d/4 r/8 c d e | f/4. g/8 a b a g | f/2 r/8 c5 d e |
        f/4. e/8 e d c d | c a4 f/4 r/8 c5 d e | f/4. e/8 e d c a4 | g/2 r/8 c5 c c |
        a/4. g/8 g f d f | c a4 f/4 r/8 e f g | a d5 c a4 g f d e | f/2 r/8 |
      chords: r/4. | [f3 a c4]/1 | [b2 f3 d4]/1 | [f3 a c4]/2 [d3 f a] | [c3 g b]/1 |
        [f3 a c4]/1 | [b2 f3 d4]/1 | [f3 a c4]/2 [c3 g b] | [f2 c3 a]/1 |
        [b2 f3 d4]/2 [c3 e b] | [f3 a c4]/1 | [d3 f a]/2 [b2 f3 d4] | [c3 g b]/1 |
        [f3 a c4]/2 [b2 f3 d4] | [f3 a c4]/1 | [f3 a c4]/2 [c3 g b] | [f2 c3 a]/2 r/8 |
    `,
  },
  {
    id: 'korobeiniki',
    title: 'Korobeiniki',
    composer: 'Traditional',
    knownSince: 1861,
    arrangement: true,
    notation: `
      meter 4/4 key a tempo 4=132
      melody: ( e5/4 b4/8 c5 d/4 c/8 b4 | a/4 a/8 c5 e/4 d/8 c | b4/4. c5/8 d/4 e | c a4 a/2 |
        r/8 d5/4 f/8 a/4 g/8 f | e/4. c/8 e/4 d/8 c | b4/4 b/8 c5 d/4 e | c a4 a r | )*2
      bass: ( ( e2/8 e3 )*4 | ( a2/8 a3 )*4 | ( g#2/8 g#3 )*2 ( e2/8 e3 )*2 | ( a2/8 a3 )*4 |
        ( d2/8 d3 )*4 | ( c2/8 c3 )*4 | ( b1/8 b2 )*2 ( e2/8 e3 )*2 | ( a2/8 a3 )*2 a2/4 r | )*2
    `,
  },
  {
    id: 'sakura',
    title: 'Sakura Sakura',
    composer: 'Traditional',
    knownSince: 1888,
    arrangement: true,
    notation: `
      meter 4/4 key a tempo 4=84
      call = a4/4 a b/2
      blossom = a4/4 b c5 b4 | a b/8 a f/2 | e/4 c e f | e e/8 c b3/2
      melody: $call | $call | $blossom | $blossom | $call | $call | e4/4 f b/8 a f/4 | e/1 |
      koto: ( a2/8 e3 a e a2 e3 b e | )*2 ( a2/8 e3 a e a2 e3 a e | f2/8 c3 f a f2 c3 f c | a2/8 e3 a e a2 f3 a f | e2/8 b e3 b2 e2 b e3 b2 | )*2
        ( a2/8 e3 a e a2 e3 b e | )*2 f2/8 c3 f a f2 c3 f c | [e2 b e]/1 |
    `,
  },
  {
    id: 'rouget-de-lisle-marseillaise',
    title: 'La Marseillaise',
    composer: 'Claude Joseph Rouget de Lisle',
    composerDied: 1836,
    arrangement: true,
    notation: `
      meter 4/4 pickup 5/16 key G tempo 4=112
      melody: d4/16 d/8. d/16 | g/4 g a a | d5/4. b4/8 g/8. g/16 b/8. g/16 | e/4 c5/2 a4/8. f/16 | g/2 r/4 g/8. a/16 |
        b/4 b b c5/8. b4/16 | b/4 a r a/8. b/16 | c5/4 c c d/8. c/16 | b4/2 r/4 d5/8. d/16 |
        d/4 b4/8. g/16 d5/4 b4/8. g/16 | d/2 r/8. |
      chords: r/16 r/4 | [g2 d3 b]/2 [d3 a c4] | [g2 d3 b]/1 | [c3 g c4]/2. [d3 a c4]/4 | [g2 d3 b]/1 |
        [g2 d3 b] | [d3 f a] | [d3 a c4] | [g2 d3 b] | [g2 d3 b]/2 [g2 d3 b] | [d3 f]/2 r/8. |
    `,
  },
  {
    id: 'foster-oh-susanna',
    title: 'Oh! Susanna',
    composer: 'Stephen Foster',
    composerDied: 1864,
    arrangement: true,
    notation: `
      meter 2/4 pickup 1/8 tempo 4=104
      begin = e4/8 g g/8. a/16 | g/8 e c/8. d/16
      open = e4/8 e d c | d/4. c/16 d
      close = e4/8 e d d | c/4.
      melody: c4/16 d | $begin | $open | $begin | $close c/16 d | $begin | $open | $begin | $close r/8 |
        f4/4 f | a/8 a/4 a/8 | g g e c | d/4. c/16 d | $begin | $close |
      tonic = c3/8 [e3 g] g2 [e3 g]
      dominant = g2/8 [f3 b] d2 [f3 b]
      subdominant = f2/8 [f3 a] c [f3 a]
      half = $tonic | $tonic | $tonic | $dominant
      end = $tonic | $tonic | c3/8 [e3 g] g2 [f3 b] | c3/8 [e3 g] c
      bass: r/8 | $half | $end [e3 g]/8 | $half | $end [e3 g]/8 | $subdominant | $subdominant | $tonic | $dominant | $end |
    `,
  },
  {
    id: 'stafford-smith-anacreontic-song',
    title: 'To Anacreon in Heaven (The Star-Spangled Banner)',
    composer: 'John Stafford Smith',
    composerDied: 1836,
    arrangement: true,
    notation: `
      meter 3/4 pickup 1/4 key Bb tempo 4=104
      melody: f4/8. d/16 | b3/4 d4 f | b/2 d5/8. c/16 | b4/4 d en | f/2 f/8 f | d5/4. c/8 b4/4 | a/2 g/8. a/16 | b/4 b f | d b3 d5/8 d |
        d5/4 e f | f/2 e/8 d | c/4 d e | e/2 e/4 | d/4. c/8 b4/4 | a/2 g/8. a/16 | b/4 d en | f/2 f/4 |
        b b b/8 a | g/4 g g | c5 e/8 d c b4 | b/4 a f/8 f | b/4. c5/8 d e | f/2 b4/8 c5 | d/4. e/8 c/4 | b4/2 |
      tonic = b2/4 [f3 d4]*2
      dominant = f2/4 [e3 a]*2
      five = c3/4 [en3 b]*2
      bass: r/4 | $tonic | $tonic | $five | f2/4 [f3 a]*2 | $tonic | $dominant | $tonic | $tonic |
        $tonic | $tonic | $dominant | $dominant | $tonic | $dominant | $five | f2/4 [f3 a]*2 |
        $tonic | e3/4 [g3 b]*2 | c3/4 [g3 e4]*2 | $dominant | $tonic | $tonic | $dominant | b2/4 [f3 d4] |
    `,
  },
  {
    id: 'ward-materna',
    title: 'Materna (America the Beautiful)',
    composer: 'Samuel Augustus Ward',
    composerDied: 1903,
    arrangement: true,
    notation: `
      meter 4/4 pickup 1/4 tempo 4=100
      melody: g4/4 | g/4. e/8 e/4 g | g/4. d/8 d/4 e | f g a b | g/2. g/4 | g/4. e/8 e/4 g | g/4. d/8 d/4 d5 | c# d e a4 | d5/2. g4/4 |
        e5/4. e/8 d/4 c | c/4. b4/8 b/4 c5 | d b4 a g | c5/2. c/4 | c/4. a4/8 a/4 c5 | c/4. g4/8 g/4 g | a c5 g4 d5 | c/2. |
      middle: r/4 | [c4 e]/4. c/8 c/2 | [b3 d4]/4. b3/8 b/2 | [b3 d4]/2 [c4 f]/4 [d f] | [c e]/1 | [c e]/4. c/8 c/2 | [b3 d4]/4. b3/8 b/2 | [e4 g] [c# g] | [d f]/1 |
        [e g]/2 [f a] | [d f]/1 | [f g]/2 [d f] | [e g]/1 | [f a] | [e g]/2 c | [c f]/4 [c f] [b3 f4] [f g] | [e g]/2. |
      bass: r/4 | c3/1 | g2 | g/2 g | c3/1 | c | g2 | a | d3/2 g2 | c3 f | g/1 | g2 | c3/2 e | f/1 | c/2 e | f/4 d g2 g | c3/2. |
    `,
  },
];
