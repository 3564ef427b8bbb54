package io.hornbill.datasets;

import io.hornbill.base.Fault;
import io.hornbill.data.internal.arrays.Shuffle;
import java.util.List;

/** Which arrays of a file are read, and how they become batches. */
public final class ArrayFileOptions extends SourceOptions<ArrayFileOptions> {
  private List<String> x = List.of("x");
  private List<String> y = List.of();
  private List<String> weights = List.of();
  private Shuffle shuffle = Shuffle.NONE;
  private boolean memoryMapped = true;
  private long from;
  private long to = -1;

  ArrayFileOptions() {
    super("ArrayFile");
  }

  @Override
  ArrayFileOptions self() {
    return this;
  }

  /**
   * Names the data.
   *
   * @param names one array per input of the model, in {@code .h5} with the path to it; {@code "x"}
   *     by default
   * @return these options
   */
  public ArrayFileOptions x(String... names) {
    x = List.of(names);
    return this;
  }

  /**
   * Names the targets.
   *
   * @param names one array per target; none by default
   * @return these options
   */
  public ArrayFileOptions y(String... names) {
    y = List.of(names);
    return this;
  }

  /**
   * Names the arrays that say how much each row counts.
   *
   * @param names none, which is the default, one for all targets, or one per target
   * @return these options
   */
  public ArrayFileOptions weights(String... names) {
    weights = List.of(names);
    return this;
  }

  /**
   * Sets whether the rows are put into another order for each pass. Rows of chunked {@code .h5}
   * files are slow to read one by one; there {@code shuffle("batch")} is better.
   *
   * @param shuffle false by default
   * @return these options
   */
  public ArrayFileOptions shuffle(boolean shuffle) {
    this.shuffle = shuffle ? Shuffle.ROWS : Shuffle.NONE;
    return this;
  }

  /**
   * Sets what is put into another order for each pass.
   *
   * @param shuffle {@code "batch"}: the order of the batches; the rows of a batch stay together
   * @return these options
   */
  public ArrayFileOptions shuffle(String shuffle) {
    this.shuffle = Shuffle.named(owner(), shuffle);
    return this;
  }

  /**
   * Chooses a range of rows, such as those to validate on.
   *
   * @param from the first one, from 0
   * @param to the one after the last
   * @return these options
   */
  public ArrayFileOptions rows(long from, long to) {
    if (0 > from || from >= to) {
      throw Fault.of("ArrayFile")
          .expected("rows must be a range that is not empty")
          .received("%s to %s", from, to)
          .remedy("Begin with 0; the end is not included.")
          .argument();
    }
    this.from = from;
    this.to = to;
    return this;
  }

  /**
   * Sets whether the file is mapped into memory for a pass over it. On Windows a mapped file can be
   * neither replaced nor deleted until the garbage collector has run after the pass.
   *
   * @param memoryMapped true by default; false to read through a channel
   * @return these options
   */
  public ArrayFileOptions memoryMapped(boolean memoryMapped) {
    this.memoryMapped = memoryMapped;
    return this;
  }

  List<String> x() {
    return x;
  }

  List<String> y() {
    return y;
  }

  List<String> weights() {
    return weights;
  }

  Shuffle shuffle() {
    return shuffle;
  }

  boolean memoryMapped() {
    return memoryMapped;
  }

  long from() {
    return from;
  }

  /** The row after the last of so many. */
  long to(long rows) {
    return to < 0 ? rows : to;
  }
}
