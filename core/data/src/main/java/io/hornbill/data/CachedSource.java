package io.hornbill.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Keeps the batches of the first whole pass in memory, and gives these from then on. */
final class CachedSource implements BatchSource {
  private final BatchSource source;
  private @Nullable List<Batch> kept;

  CachedSource(BatchSource source) {
    this.source = source;
  }

  @Override
  public long batches() {
    List<Batch> known = kept;
    return known == null ? source.batches() : known.size();
  }

  @Override
  public boolean repeats() {
    return kept != null || source.repeats();
  }

  @Override
  public BatchReader open() {
    List<Batch> known = kept;
    if (known == null) {
      return new Recording(new Upstream(source));
    }
    Iterator<Batch> batches = known.iterator();
    return new IteratorReader(batches, () -> {});
  }

  private static List<INDArray> copies(List<INDArray> arrays) {
    return arrays.stream().map(INDArray::dup).toList();
  }

  private final class Recording implements BatchReader {
    private final Upstream upstream;
    private final List<Batch> seen = new ArrayList<>();

    Recording(Upstream upstream) {
      this.upstream = upstream;
    }

    @Override
    public boolean read(BatchBuffer batch) {
      boolean more = upstream.read(batch);
      if (more) {
        Batch present = batch.batch();
        seen.add(new Batch(copies(present.x()), copies(present.y()), copies(present.weights())));
      } else if (kept == null) {
        kept = List.copyOf(seen);
      }
      return more;
    }

    @Override
    public void close() {
      upstream.close();
    }
  }
}
