package io.hornbill.training.parallel;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import java.util.stream.IntStream;

/**
 * Which rows each process computes on. A row's place in its batch, {@code row % batchSize}, stays
 * the same for all epochs; each process has a run of places. Shuffling exchanges rows of the same
 * place between batches, and so needs no traffic: which rows make up a batch depends on the seed
 * and the epoch, and on the number of processes not at all.
 *
 * @param rows the number of rows of all processes together
 * @param batchSize the rows of a batch of all processes together
 * @param size the number of processes
 */
public record Sharing(long rows, int batchSize, int size) {
  /**
   * Checks the numbers.
   *
   * @param rows the number of rows of all processes together
   * @param batchSize the rows of a batch; no more than there are rows are used
   * @param size the number of processes
   * @throws IllegalArgumentException if there is not a row for each process in a batch
   */
  public Sharing {
    batchSize = (int) Math.min(batchSize, rows);
    if (batchSize < size || size <= 0) {
      throw Fault.of("Sharing")
          .expected("a batch must have a row for each of %s workers", size)
          .received("batches of %s of %s rows", batchSize, rows)
          .remedy("Raise batchSize, or use fewer workers.")
          .argument();
    }
  }

  /**
   * Returns the place in a batch at which the rows of a process begin.
   *
   * @param rank the process; {@code size} for the end
   * @return the place
   */
  public int firstPlace(int rank) {
    return (int) ((long) batchSize * rank / size);
  }

  /**
   * Returns the process that has a row.
   *
   * @param row the row's number
   * @return the rank
   */
  public int rankOf(long row) {
    int place = (int) (row % batchSize);
    int rank = (int) ((long) place * size / batchSize);
    return firstPlace(rank + 1) <= place ? rank + 1 : rank;
  }

  /**
   * Returns the number of batches of an epoch.
   *
   * @return at least 1
   */
  public int steps() {
    return Math.toIntExact((rows + batchSize - 1) / batchSize);
  }

  /**
   * Returns the rows of a batch of all processes together.
   *
   * @param step the batch
   * @return {@code batchSize}, or less in the last batch
   */
  public int rowsIn(int step) {
    return (int) Math.min(batchSize, rows - (long) step * batchSize);
  }

  /**
   * Returns the rows of a batch that a process has.
   *
   * @param rank the process
   * @param step the batch
   * @return possibly 0 in the last batch
   */
  public int rowsIn(int rank, int step) {
    int end = Math.min(rowsIn(step), firstPlace(rank + 1));
    return Math.max(0, end - firstPlace(rank));
  }

  /**
   * Counts the processes that have rows of a batch.
   *
   * @param step the batch
   * @return at least 1
   */
  public int present(int step) {
    return (int) IntStream.range(0, size).filter(rank -> rowsIn(rank, step) > 0).count();
  }

  /**
   * Returns the number of rows of a process.
   *
   * @param rank the process
   * @return the sum over all batches
   */
  public int rowsOf(int rank) {
    int width = firstPlace(rank + 1) - firstPlace(rank);
    return Math.toIntExact((long) width * (steps() - 1) + rowsIn(rank, steps() - 1));
  }

  /**
   * Returns the batch from which the row of a place comes in each batch of an epoch.
   *
   * @param place the place in the batch
   * @param seed the seed
   * @param epoch the epoch
   * @return for each batch in turn the batch in the rows' own order
   */
  int[] order(int place, long seed, int epoch) {
    int count = rowsIn(steps() - 1) > place ? steps() : steps() - 1;
    int[] order = IntStream.range(0, count).toArray();
    long mixed = RandomStream.mix(RandomStream.mix(seed) + epoch);
    RandomStream random = RandomStream.of(RandomStream.mix(mixed + place));
    for (int i = count - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }

  /**
   * Returns the order in which a process goes through its rows in an epoch, batch after batch.
   *
   * @param rank the process
   * @param seed the seed
   * @param epoch the epoch
   * @param shuffle false for the rows' own order
   * @param whole whether the process holds all rows and not only its own
   * @return numbers of rows: of all rows, or of its own in their order
   */
  public int[] order(int rank, long seed, int epoch, boolean shuffle, boolean whole) {
    int first = firstPlace(rank);
    int width = firstPlace(rank + 1) - first;
    int[] result = new int[rowsOf(rank)];
    for (int place = 0; place < width; place++) {
      int[] order = shuffle ? order(first + place, seed, epoch) : null;
      for (int step = 0; step < steps() && place < rowsIn(rank, step); step++) {
        int from = order == null ? step : order[step];
        result[step * width + place] =
            whole ? from * batchSize + first + place : from * width + place;
      }
    }
    return result;
  }
}
