package io.hornbill.data;

import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
 * io.hornbill.datasets}. For a source of your own implement {@link #open()}.
 */
@FunctionalInterface
public interface BatchSource {
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
   * @return true unless the data comes but once
   */
  default boolean repeats() {
    return true;
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
   * Makes a source of a stream, which lasts for one pass and is then closed.
   *
   * @param stream the batches
   * @return the source
   */
  static BatchSource of(Stream<Batch> stream) {
    return new StreamSource(stream);
  }
}
