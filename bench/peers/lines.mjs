// The lines of a file, a chunk's worth at a time: a whole large file is longer than a string may be.

export async function* lines(file) {
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  let begun = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const parts = (begun + value).split("\n");
    begun = parts.pop();
    yield parts;
  }
  if (begun) yield [begun];
}
