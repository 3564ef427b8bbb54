package io.hornbill.data;

/**
 * A part of the batches of each pass.
 *
 * @param source the batches
 * @param skipped how many are left out at first
 * @param most how many follow at most; -1 for all
 */
record RangeSource(BatchSource source, long skipped, long most) implements BatchSource {
  @Override
  public long batches() {
    long all = source.batches();
    if (all < 0) {
      return -1;
    }
    long left = Math.max(0, all - skipped);
    return most < 0 ? left : Math.min(most, left);
  }

  @Override
  public boolean repeats() {
    return source.repeats();
  }

  @Override
  public BatchReader open() {
    Upstream upstream = new Upstream(source);
    return new BatchReader() {
      private long number;

      @Override
      public boolean read(BatchBuffer batch) {
        for (; number < skipped; number++) {
          if (!upstream.read(batch)) {
            return false;
          }
        }
        if (most >= 0 && number - skipped >= most) {
          return false;
        }
        number++;
        return upstream.read(batch);
      }

      @Override
      public void close() {
        upstream.close();
      }
    };
  }
}
