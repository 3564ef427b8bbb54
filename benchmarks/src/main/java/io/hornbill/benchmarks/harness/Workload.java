package io.hornbill.benchmarks.harness;

import io.hornbill.base.Fault;
import java.util.Arrays;
import java.util.Locale;

/**
 * A model and its batch shape, the same for every engine. Every one ends in a dense layer with ten
 * classes and softmax, learns by the mean cross entropy and Adam (learning rate 0.001), and starts
 * from its engine's own default initializers.
 *
 * <p>Shapes are channels-last and without the batch axis; an engine that prefers another layout
 * turns its batches before the clock starts.
 */
public enum Workload {
  /** Dense 512 relu, dense 512 relu, dense 10 softmax. */
  MLP(128, 64, 784),
  /**
   * Conv 32 3×3 relu, conv 64 3×3 relu (both valid), max pool 2, flatten, dense 128 relu, dense 10.
   */
  CNN(128, 64, 28, 28, 1),
  /** LSTM 128 returning its sequence, LSTM 128 returning its last output, dense 10. */
  LSTM(32, 32, 80, 128),
  /** GRU 128 (reset after) returning its sequence, GRU 128 returning its last output, dense 10. */
  GRU(32, 32, 80, 128),
  /**
   * Twice conv 64 3×3 (same, no bias), batch normalization, relu; the input added; global average
   * pooling; dense 10.
   */
  RESNET_BLOCK(32, 4, 56, 56, 64),
  /**
   * Self-attention with 8 heads of 32 (projections 256 → 256 with bias for query, key, value and
   * output); global average pooling over time; dense 10.
   */
  ATTENTION(16, 32, 128, 256),
  /** MobileNetV2 of Keras' applications, with ten classes. */
  MOBILENET_V2(16, 4, 224, 224, 3),
  /** ResNet50 of Keras' applications, with ten classes. */
  RESNET50(16, 4, 224, 224, 3),
  /** One row at a time through the {@link #MLP}. */
  PREDICT_LATENCY(128, 64, 784);

  /** The number of classes of every workload. */
  public static final int CLASSES = 10;

  private final int batchSize;
  private final int batches;
  private final long[] inputShape;

  Workload(int batchSize, int batches, long... inputShape) {
    this.batchSize = batchSize;
    this.batches = batches;
    this.inputShape = inputShape;
  }

  /**
   * Returns the workload of this name.
   *
   * @param name as on the command line, for example {@code resnet-block}
   * @return the workload
   * @throws IllegalArgumentException if there is none of this name
   */
  public static Workload of(String name) {
    return Arrays.stream(values())
        .filter(workload -> workload.title().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Fault.of("Workload")
                    .expected("unknown name")
                    .received("\"%s\"", name)
                    .remedy(
                        "Known names: %s.", Arrays.stream(values()).map(Workload::title).toList())
                    .argument());
  }

  /**
   * Returns the name on the command line and in the output.
   *
   * @return for example {@code resnet-block}
   */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the rows of one batch.
   *
   * @return the batch size
   */
  public int batchSize() {
    return batchSize;
  }

  /**
   * Returns how many different batches the steps go through in turn.
   *
   * @return the number of batches
   */
  public int batches() {
    return batches;
  }

  /**
   * Returns the shape of one row, channels last.
   *
   * @return the shape without the batch axis
   */
  public long[] inputShape() {
    return inputShape.clone();
  }

  /**
   * Returns the shape of a batch, channels last.
   *
   * @return the shape with the batch axis
   */
  public long[] batchShape() {
    long[] shape = new long[inputShape.length + 1];
    shape[0] = batchSize;
    System.arraycopy(inputShape, 0, shape, 1, inputShape.length);
    return shape;
  }

  /**
   * Returns the number of values in one row.
   *
   * @return the product of {@link #inputShape()}
   */
  public int rowLength() {
    return Math.toIntExact(Arrays.stream(inputShape).reduce(1, Math::multiplyExact));
  }
}
