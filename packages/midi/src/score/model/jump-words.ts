import type { JumpMarks } from './written-score.js';

/**
 * What words above a staff say about the order of measures ("D.C. al Fine", "To Coda", "Fine" …), where a file has the
 * words alone.
 */
export function marksOfWords(words: string): JumpMarks {
  const letters = words.toLowerCase().replace(/[^a-z]+/g, '');
  if (/^(?:dc|dacapo)(?:al|e|senza|$)/.test(letters) || /\bD\. ?C\./.test(words)) return { daCapo: true };
  if (/^(?:ds|dalsegno)(?:al|e|senza|$)/.test(letters) || /\bD\. ?S\./.test(words)) return { dalSegno: '' };
  if (/^(?:tocoda|allacoda)$/.test(letters)) return { toCoda: '' };
  if (letters === 'fine') return { fine: true };
  if (letters === 'coda') return { coda: '' };
  if (letters === 'segno') return { segno: '' };
  return {};
}
