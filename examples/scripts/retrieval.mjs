// Indexes the built-in pieces and finds six seconds of one of them, played a third higher.
import { loadEncoder } from '@midizero/encoder/node';
import { findLibraryPiece, libraryPieces } from '@midizero/library';
import { excerptNotes, transposeNotes } from '@midizero/midi';
import { createNodeRuntime } from '@midizero/onnx/node';
import { modelFolder } from '@midizero/pitch-resnet';
import { buildIndex, searchPieces } from '@midizero/retrieval';

const runtime = await createNodeRuntime();
const encoder = await loadEncoder(modelFolder, { runtime });
const index = await buildIndex(libraryPieces(), { encoder });
const query = transposeNotes(excerptNotes(findLibraryPiece('beethoven-fur-elise').notes, 6, 12), 4);
const { matches } = await searchPieces(index, query, { encoder, runtime, transpositions: 6 });
console.log(matches[0].title, matches[0].startSeconds, matches[0].transposition);
