package io.hornbill.data;

import java.util.stream.Stream;

/** A stream of batches, which lasts for one pass. */
record StreamSource(Stream<Batch> stream) implements BatchSource {
  @Override
  public BatchReader open() {
    return new IteratorReader(stream.iterator(), stream::close);
  }

  @Override
  public boolean repeats() {
    return false;
  }
}
