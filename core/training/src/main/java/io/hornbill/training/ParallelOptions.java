package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.callbacks.Callback;
import io.hornbill.data.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How several processes train a model together. All of them take the same options. */
public final class ParallelOptions {
  private int epochs = 1;
  private int initialEpoch;
  private int batchSize = 32;
  private boolean shuffle = true;
  private long seed;
  private boolean syncBatchNorm;
  private int localSteps = 1;
  private int verbose;
  private int bucketBytes = 1 << 20;
  private List<Callback> callbacks = List.of();
  private @Nullable Director director;
  private @Nullable Batch validation;

  /** Makes options: one epoch, batches of 32 rows, shuffled, silent. */
  public ParallelOptions() {}

  private static int positive(String name, int value) {
    if (value <= 0) {
      throw Fault.of("ParallelOptions")
          .expected("%s must be positive", name)
          .received(value)
          .remedy("Use 1 or more.")
          .argument();
    }
    return value;
  }

  /**
   * Sets the number of the last epoch.
   *
   * @param epochs positive; 1 by default
   */
  public ParallelOptions epochs(int epochs) {
    this.epochs = positive("epochs", epochs);
    return this;
  }

  /**
   * Sets the first epoch, for trainings that go on.
   *
   * @param initialEpoch 0 by default
   */
  public ParallelOptions initialEpoch(int initialEpoch) {
    if (initialEpoch < 0) {
      throw Fault.of("ParallelOptions")
          .expected("initialEpoch must not be negative")
          .received(initialEpoch)
          .remedy("Count from 0.")
          .argument();
    }
    this.initialEpoch = initialEpoch;
    return this;
  }

  /**
   * Sets the rows of a batch of all processes together.
   *
   * @param batchSize positive; 32 by default
   */
  public ParallelOptions batchSize(int batchSize) {
    this.batchSize = positive("batchSize", batchSize);
    return this;
  }

  /**
   * Sets whether rows are exchanged between batches in each epoch.
   *
   * @param shuffle true by default
   */
  public ParallelOptions shuffle(boolean shuffle) {
    this.shuffle = shuffle;
    return this;
  }

  /**
   * Sets what shuffling depends on.
   *
   * @param seed 0 by default
   */
  public ParallelOptions seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Sets whether batch normalization takes mean and variance over the rows of all processes, as one
   * machine would. It costs three exchanges for each layer forward and two backward, and the
   * gradients are no longer sent while others are computed.
   *
   * @param syncBatchNorm false by default: each process normalizes its own rows, and the moving
   *     averages are averaged after each epoch
   */
  public ParallelOptions syncBatchNorm(boolean syncBatchNorm) {
    this.syncBatchNorm = syncBatchNorm;
    return this;
  }

  /**
   * Sets after how many steps of their own the processes average their weights and what their
   * optimizers remember, instead of summing up gradients in each step. It saves traffic; the result
   * is no longer that of one machine.
   *
   * @param localSteps 1, as by default, for sums of gradients in each step
   */
  public ParallelOptions localSteps(int localSteps) {
    this.localSteps = positive("localSteps", localSteps);
    return this;
  }

  /**
   * Sets what the process of rank 0 prints.
   *
   * @param verbose 0, as by default, for silence, 1 for a progress bar, 2 for one line per epoch
   */
  public ParallelOptions verbose(int verbose) {
    this.verbose = verbose;
    return this;
  }

  /**
   * Sets how many bytes of gradients go together.
   *
   * @param bucketBytes positive; 1 MiB by default
   */
  public ParallelOptions bucketBytes(int bucketBytes) {
    this.bucketBytes = positive("bucketBytes", bucketBytes);
    return this;
  }

  /**
   * Sets the callbacks that the process of rank 0 calls.
   *
   * @param callbacks none by default
   */
  public ParallelOptions callbacks(Callback... callbacks) {
    this.callbacks = List.of(callbacks);
    return this;
  }

  /**
   * Sets who follows the training in the process of rank 0 instead of callbacks there.
   *
   * @param director the director; null for the callbacks
   */
  public ParallelOptions director(@Nullable Director director) {
    this.director = director;
    return this;
  }

  /**
   * Sets this process' part of the rows that each epoch is validated on. Either all processes have
   * validation data or none; the part of a process may be empty.
   *
   * @param validation data, targets and weights
   */
  public ParallelOptions validation(Batch validation) {
    this.validation = validation;
    return this;
  }

  int epochs() {
    return epochs;
  }

  int initialEpoch() {
    return initialEpoch;
  }

  int batchSize() {
    return batchSize;
  }

  boolean isShuffle() {
    return shuffle;
  }

  long seed() {
    return seed;
  }

  boolean isSyncBatchNorm() {
    return syncBatchNorm;
  }

  int localSteps() {
    return localSteps;
  }

  int verbose() {
    return verbose;
  }

  int bucketBytes() {
    return bucketBytes;
  }

  List<Callback> callbacks() {
    return callbacks;
  }

  @Nullable Director director() {
    return director;
  }

  @Nullable Batch validation() {
    return validation;
  }
}
