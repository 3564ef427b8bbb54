package io.hornbill.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes over sources one after the other, the list some times over.
 *
 * @param sources the sources
 * @param times how often the list is gone through; -1 for ever
 */
record ChainedSource(List<BatchSource> sources, long times) implements BatchSource {
  @Override
  public long batches() {
    long sum = 0;
    for (BatchSource source : sources) {
      if (source.batches() < 0 || times < 0) {
        return -1;
      }
      sum += source.batches();
    }
    return sum * times;
  }

  @Override
  public boolean repeats() {
    return sources.stream().allMatch(BatchSource::repeats);
  }

  @Override
  public BatchReader open() {
    return new Pass();
  }

  private final class Pass implements BatchReader {
    private @Nullable Upstream upstream;
    private int source;
    private long round;
    private boolean found;

    @Override
    public boolean read(BatchBuffer batch) {
      while (round != times && !sources.isEmpty()) {
        Upstream present = upstream;
        if (present == null) {
          present = new Upstream(sources.get(source));
          upstream = present;
        }
        if (present.read(batch)) {
          found = true;
          return true;
        }
        advance();
        if (source == 0 && !found) {
          return false; // all are empty, and would be for ever
        }
      }
      return false;
    }

    private void advance() {
      close();
      source++;
      if (source == sources.size()) {
        source = 0;
        round++;
      }
    }

    @Override
    public void close() {
      Upstream present = upstream;
      upstream = null;
      if (present != null) {
        present.close();
      }
    }
  }
}
