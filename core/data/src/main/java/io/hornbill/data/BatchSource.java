package io.hornbill.data;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.data.internal.arrays.Column;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Data that does not fit in memory: batches that are read while the model is trained, evaluated or
 * asked. They are read ahead on one background thread, as far as {@code prefetch} says and no
 * further; what fails there is thrown by {@code fit}, {@code evaluate} or {@code predict}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * BatchSource source = BatchSource.of(() -> database.batches(32));    // an Iterator<Batch>
 * model.fit(source, f -> f.epochs(3).stepsPerEpoch(100).prefetch(4));
 * }</pre>
 *
 * <p>Folders of images, CSV, {@code .npz} and {@code .h5} files are in {@code
 * io.hornbill.datasets}. For a source of your own implement {@link #open()}. Sources compose:
 *
 * <pre>{@code
 * BatchSource train = source.cache().shuffle(100).map(this::augment, 2).prefetch(4);
 * BatchSource mixed = BatchSource.interleave(english, german.take(500)).repeat();
 * }</pre>
 *
 * <p>A loop of your own goes through a pass:
 *
 * <pre>{@code
 * for (Batch batch : train) {
 *   step.run(batch.x().get(0), batch.y().get(0));
 * }
 * }</pre>
 */
@FunctionalInterface
public interface BatchSource extends Iterable<Batch> {
  /**
   * Begins a pass over the data.
   *
   * @return the batches, which the caller closes
   */
  BatchReader open();

  /**
   * Counts the batches of a pass.
   *
   * @return their number; -1 if it is unknown or there is no end
   */
  default long batches() {
    return -1;
  }

  /**
   * Says whether there can be a second pass.
   *
   * @return true unless the data can be read only once
   */
  default boolean repeats() {
    return true;
  }

  /**
   * Goes through a pass, whose batches are read as they are asked for, into arrays of floats of
   * their own. The pass is closed at its end; one that is left before keeps its files open until
   * the source is no longer used.
   *
   * @return the batches of a new pass
   */
  @Override
  default Iterator<Batch> iterator() {
    return new SourceIterator(this);
  }

  /**
   * Makes a source of batches that are made by their numbers, as Keras' {@code PyDataset} is.
   *
   * <pre>{@code
   * BatchSource source = BatchSource.of(100, i -> new Batch(read(i), labels(i)));
   * }</pre>
   *
   * @param batches how many there are, at least 1
   * @param batch makes one; called from 0 on in each pass
   * @return the source
   */
  static BatchSource of(int batches, IntFunction<Batch> batch) {
    Checks.positive("BatchSource", "batches", batches);
    return new BatchSource() {
      @Override
      public BatchReader open() {
        return new IteratorReader(IntStream.range(0, batches).mapToObj(batch).iterator(), () -> {});
      }

      @Override
      public long batches() {
        return batches;
      }
    };
  }

  /**
   * Makes a source of iterators. A batch is copied before the next one is asked for, so its arrays
   * may be used again. An iterator that is {@link AutoCloseable} is closed.
   *
   * @param iterators gives a new iterator for each pass
   * @return the source
   */
  static BatchSource of(Supplier<? extends Iterator<Batch>> iterators) {
    return () -> new IteratorReader(iterators.get(), () -> {});
  }

  /**
   * Makes a source of batches that are in memory.
   *
   * @param batches the batches, in order
   * @return the source
   */
  static BatchSource of(List<Batch> batches) {
    List<Batch> all = List.copyOf(batches);
    return of(all::iterator);
  }

  /**
   * Makes a source of arrays, in the order of their rows; the last batch may be smaller.
   *
   * <pre>{@code
   * model.fit(BatchSource.of(x, y, 32).shuffle(100).prefetch(2));
   * }</pre>
   *
   * @param x the data, {@code [rows, ...]}
   * @param y the targets, {@code [rows, ...]}
   * @param batchSize how many rows a batch has, at least 1
   * @return the source
   * @throws IllegalArgumentException if there are not as many targets as data, or arrays are null
   *     or closed
   */
  static BatchSource of(INDArray x, INDArray y, int batchSize) {
    Checks.positive("BatchSource", "batchSize", batchSize);
    Column.checkOpen("BatchSource", "x", x);
    Column.checkOpen("BatchSource", "y", y);
    if (x.size(0) != y.size(0)) {
      throw Fault.of("BatchSource")
          .expected("x and y must have as many rows")
          .received("%s and %s", x.size(0), y.size(0))
          .remedy("Give a target for each row.")
          .argument();
    }
    long rows = x.size(0);
    List<Batch> batches = new ArrayList<>();
    for (long from = 0; from < rows; from += batchSize) {
      INDArrayIndex part = NDArrayIndex.interval(from, Math.min(rows, from + batchSize));
      batches.add(new Batch(x.get(part), y.get(part)));
    }
    return of(batches);
  }

  /**
   * Makes a source of Java's arrays or lists, in the order of their rows; the last batch may be
   * smaller.
   *
   * @param x the data: {@code float[][]}, {@code double[][]}, {@code int[]}, a list of rows, …
   * @param y the targets, in the same forms
   * @param batchSize how many rows a batch has, at least 1
   * @return the source
   * @throws IllegalArgumentException if there are not as many targets as data, or these are no
   *     numbers
   */
  static BatchSource of(Object x, Object y, int batchSize) {
    return of(
        JavaArrays.toArray(Checks.given("BatchSource", "x", x)),
        JavaArrays.toArray(Checks.given("BatchSource", "y", y)),
        batchSize);
  }

  /**
   * Makes a source of a stream, which lasts for one pass and is then closed.
   *
   * @param stream the batches
   * @return the source
   */
  static BatchSource of(Stream<Batch> stream) {
    return new StreamSource(stream);
  }

  /**
   * Changes each batch.
   *
   * @param change gives a batch of the same or of new arrays; those that it is given are good until
   *     it returns
   * @return the changed batches
   */
  default BatchSource map(UnaryOperator<Batch> change) {
    return map(change, 1);
  }

  /**
   * Changes batches on several threads; their order stays.
   *
   * <pre>{@code
   * source.map(b -> new Batch(b.x().get(0).div(255), b.y().get(0)), 4);
   * }</pre>
   *
   * @param change called on any of the threads
   * @param threads at least 1; with 1 batches are changed where they are read
   * @return the changed batches
   */
  default BatchSource map(UnaryOperator<Batch> change, int threads) {
    return new MappedSource(this, (batch, random) -> change.apply(batch), threads, 0);
  }

  /**
   * Changes batches at random on several threads. What is drawn follows from the seed, the number
   * of the pass and the number of the batch, and not from the number of threads.
   *
   * @param change is given a generator of its own for each batch
   * @param threads at least 1
   * @param seed what all draws follow from
   * @return the changed batches
   */
  default BatchSource map(
      BiFunction<? super Batch, ? super RandomStream, Batch> change, int threads, long seed) {
    return new MappedSource(this, change, threads, seed);
  }

  /**
   * Leaves out batches.
   *
   * @param wanted says whether a batch is kept
   * @return the batches that are kept, whose number is unknown
   */
  default BatchSource filter(Predicate<? super Batch> wanted) {
    return new FilteredSource(this, wanted);
  }

  /**
   * Puts the batches into another order in each pass: each is drawn from so many that were read
   * before. What is drawn follows from the global seed.
   *
   * @param buffer the number of batches to draw from, at least 1; they are in memory
   * @return the batches in another order
   */
  default BatchSource shuffle(int buffer) {
    return new ShuffledSource(this, buffer, RandomStream.nextKey());
  }

  /**
   * Puts the batches into another order in each pass.
   *
   * @param buffer the number of batches to draw from, at least 1; they are in memory
   * @param seed what all draws follow from
   * @return the batches in another order
   */
  default BatchSource shuffle(int buffer, long seed) {
    return new ShuffledSource(this, buffer, seed);
  }

  /**
   * Goes on with another pass at the end of each, for ever.
   *
   * @return a source without an end, unless there is no batch at all
   */
  default BatchSource repeat() {
    return new ChainedSource(List.of(this), -1);
  }

  /**
   * Makes several passes one.
   *
   * @param times how many, at least 0
   * @return the batches so many times over
   */
  default BatchSource repeat(long times) {
    return new ChainedSource(List.of(this), requireNotNegative("repeat", times));
  }

  /**
   * Ends each pass early.
   *
   * @param count how many batches come at most, at least 0
   * @return the first batches
   */
  default BatchSource take(long count) {
    return new RangeSource(this, 0, requireNotNegative("take", count));
  }

  /**
   * Leaves out the first batches of each pass.
   *
   * @param count how many, at least 0
   * @return the other batches
   */
  default BatchSource skip(long count) {
    return new RangeSource(this, requireNotNegative("skip", count), -1);
  }

  /**
   * Adds the batches of another source at the end of each pass.
   *
   * @param other the batches that follow
   * @return the batches of both
   */
  default BatchSource concat(BatchSource other) {
    return new ChainedSource(List.of(this, other), 1);
  }

  /**
   * Takes a batch of each source in turn; one that is at its end is left out from then on.
   *
   * @param sources the sources
   * @return the batches of all
   */
  static BatchSource interleave(BatchSource... sources) {
    return interleave(List.of(sources), 1);
  }

  /**
   * Takes some batches of each source in turn; one that is at its end is left out from then on.
   *
   * @param sources the sources
   * @param block how many batches are taken of one before the next one's turn, at least 1
   * @return the batches of all
   */
  static BatchSource interleave(List<? extends BatchSource> sources, int block) {
    return new InterleavedSource(
        List.copyOf(sources), Checks.positive("BatchSource", "block", block));
  }

  /**
   * Keeps the batches in memory from the first whole pass on. Shuffle and change at random what is
   * cached, not what is to be cached, or each pass is the same.
   *
   * @return the same batches
   */
  default BatchSource cache() {
    return new CachedSource(this);
  }

  /**
   * Reads batches ahead on a background thread, beside the one that models have for the end of the
   * chain: for a slow disk below a slow change, say.
   *
   * @param ahead how many batches are read before they are asked for, at least 1
   * @return the same batches
   */
  default BatchSource prefetch(int ahead) {
    return new AheadSource(this, Checks.positive("BatchSource", "ahead", ahead));
  }

  private static long requireNotNegative(String name, long count) {
    if (count < 0) {
      throw Fault.of("BatchSource")
          .expected("%s must be a number of at least 0", name)
          .received(count)
          .remedy("Give 0 or more.")
          .argument();
    }
    return count;
  }
}
