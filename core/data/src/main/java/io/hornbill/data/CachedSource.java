package io.hornbill.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Keeps the batches of the first whole pass in memory, and gives these from then on. */
final class CachedSource implements BatchSource {
  private final BatchSource source;
  private @Nullable List<Kept> kept;

  CachedSource(BatchSource source) {
    this.source = source;
  }

  @Override
  public long batches() {
    List<Kept> known = kept;
    return known == null ? source.batches() : known.size();
  }

  @Override
  public boolean repeats() {
    return kept != null || source.repeats();
  }

  @Override
  public BatchReader open() {
    List<Kept> known = kept;
    if (known == null) {
      return new Recording(new Upstream(source));
    }
    Iterator<Kept> batches = known.iterator();
    return buffer -> {
      boolean more = batches.hasNext();
      if (more) {
        Kept next = batches.next();
        buffer.put(next.batch());
        buffer.origin(next.origin());
      }
      return more;
    };
  }

  /** A batch, and what it was read from. */
  private record Kept(Batch batch, Supplier<String> origin) {}

  private static List<INDArray> copies(List<INDArray> arrays) {
    return arrays.stream().map(INDArray::dup).toList();
  }

  private final class Recording implements BatchReader {
    private final Upstream upstream;
    private final List<Kept> seen = new ArrayList<>();

    Recording(Upstream upstream) {
      this.upstream = upstream;
    }

    @Override
    public boolean read(BatchBuffer batch) {
      boolean more = upstream.read(batch);
      if (more) {
        Batch present = batch.batch();
        Batch copy = new Batch(copies(present.x()), copies(present.y()), copies(present.weights()));
        seen.add(new Kept(copy, batch.origin()));
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
