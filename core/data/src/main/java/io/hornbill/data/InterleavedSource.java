package io.hornbill.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes some batches of each source in turn, until all are at their end.
 *
 * @param sources the sources
 * @param block how many batches are taken of one before the next one's turn
 */
record InterleavedSource(List<BatchSource> sources, int block) implements BatchSource {
  @Override
  public long batches() {
    return new ChainedSource(sources, 1).batches();
  }

  @Override
  public boolean repeats() {
    return new ChainedSource(sources, 1).repeats();
  }

  @Override
  public BatchReader open() {
    return new Pass();
  }

  private final class Pass implements BatchReader {
    private final List<Upstream> open = new ArrayList<>();
    private int turn;
    private int taken;

    Pass() {
      sources.forEach(source -> open.add(new Upstream(source)));
    }

    @Override
    public boolean read(BatchBuffer batch) {
      while (!open.isEmpty()) {
        if (taken == block) {
          taken = 0;
          turn++;
        }
        turn = turn >= open.size() ? 0 : turn;
        if (open.get(turn).read(batch)) {
          taken++;
          return true;
        }
        open.remove(turn).close();
        taken = 0;
      }
      return false;
    }

    @Override
    public void close() {
      open.forEach(Upstream::close);
      open.clear();
    }
  }
}
