package io.hornbill.graph;

/** Activation functions and crossentropies. */
abstract class NeuralOps extends ShapeOps {
  private static final double EPSILON = 1e-7;
  private static final double SELU_ALPHA = 1.6732632423543772;
  private static final double SELU_SCALE = 1.0507009873554805;

  NeuralOps() {}

  /**
   * Returns {@code x > 0 ? x : exp(x) - 1}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor elu(TensorLike x) {
    return elu(x, 1);
  }

  /**
   * Returns {@code x > 0 ? x : alpha * (exp(x) - 1)}.
   *
   * @param x the input
   * @param alpha minus the value at minus infinity
   * @return a tensor of the same shape
   */
  public static Tensor elu(TensorLike x, double alpha) {
    // Only negative values reach the exponential, so that it and its gradient do not overflow.
    Tensor positive = greater(x, 0);
    Tensor negative = where(positive, Ops.zerosLike(x), x);
    return where(positive, x, expm1(negative).times(alpha));
  }

  /**
   * Returns the scaled exponential linear unit, which keeps mean 0 and variance 1.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor selu(TensorLike x) {
    return elu(x, SELU_ALPHA).times(SELU_SCALE);
  }

  /**
   * Returns {@code x * sigmoid(x)}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor silu(TensorLike x) {
    return multiply(x, sigmoid(x));
  }

  /**
   * Returns {@code x >= 0 ? x : 0.2 * x}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor leakyRelu(TensorLike x) {
    return leakyRelu(x, 0.2);
  }

  /**
   * Returns {@code x >= 0 ? x : negativeSlope * x}.
   *
   * @param x the input
   * @param negativeSlope the slope of negative values
   * @return a tensor of the same shape
   */
  public static Tensor leakyRelu(TensorLike x, double negativeSlope) {
    return where(greaterEqual(x, 0), x, multiply(x, negativeSlope));
  }

  /**
   * Returns {@code min(max(x, 0), 6)}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor relu6(TensorLike x) {
    return clip(x, 0, 6);
  }

  /**
   * Returns {@code x / (1 + abs(x))}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor softsign(TensorLike x) {
    return divide(x, abs(x).plus(1));
  }

  /**
   * Returns {@code log(sigmoid(x))}, without overflow.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor logSigmoid(TensorLike x) {
    return negative(softplus(negative(x)));
  }

  /**
   * Returns {@code min(max(x + 3, 0), 6) / 6}, as Keras 3.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor hardSigmoid(TensorLike x) {
    return clip(add(x, 3), 0, 6).dividedBy(6);
  }

  /**
   * Returns the crossentropy of answers of yes or no, each for itself.
   *
   * @param target 0, 1 or between
   * @param output probabilities, of the same shape
   * @return a tensor of the same shape
   */
  public static Tensor binaryCrossentropy(TensorLike target, TensorLike output) {
    return binaryCrossentropy(target, output, false);
  }

  /**
   * Returns the crossentropy of answers of yes or no, each for itself.
   *
   * @param target 0, 1 or between
   * @param output probabilities or logits, of the same shape
   * @param fromLogits whether the output has logits
   * @return a tensor of the same shape
   */
  public static Tensor binaryCrossentropy(
      TensorLike target, TensorLike output, boolean fromLogits) {
    Tensor no = subtract(1, target);
    if (fromLogits) {
      return multiply(target, softplus(negative(output))).plus(no.times(softplus(output)));
    }
    Tensor p = clip(output, EPSILON, 1 - EPSILON);
    return negative(multiply(target, log(p)).plus(no.times(log(subtract(1, p)))));
  }

  /**
   * Returns the crossentropy of classes along the last axis.
   *
   * @param target the share of each class, {@code [..., classes]}
   * @param output probabilities, of the same shape
   * @return a tensor of one axis less
   */
  public static Tensor categoricalCrossentropy(TensorLike target, TensorLike output) {
    return categoricalCrossentropy(target, output, false, -1);
  }

  /**
   * Returns the crossentropy of classes.
   *
   * @param target the share of each class
   * @param output probabilities or logits, of the same shape
   * @param fromLogits whether the output has logits
   * @param axis the axis of the classes, negative ones from the end
   * @return a tensor of one axis less
   */
  public static Tensor categoricalCrossentropy(
      TensorLike target, TensorLike output, boolean fromLogits, int axis) {
    Tensor logarithm =
        fromLogits
            ? Ops.logSoftmax(output, axis)
            : log(clip(divide(output, sum(output, axis, true)), EPSILON, 1 - EPSILON));
    return negative(sum(multiply(target, logarithm), axis, false));
  }

  /**
   * Returns the crossentropy of classes along the last axis, of their numbers.
   *
   * @param target the class, {@code [...]} or {@code [..., 1]}
   * @param output probabilities, {@code [..., classes]}
   * @return a tensor of one axis less than the output
   */
  public static Tensor sparseCategoricalCrossentropy(TensorLike target, TensorLike output) {
    return sparseCategoricalCrossentropy(target, output, false, -1);
  }

  /**
   * Returns the crossentropy of classes, of their numbers.
   *
   * @param target the class, without the axis of the classes or with 1 as its last
   * @param output probabilities or logits
   * @param fromLogits whether the output has logits
   * @param axis the axis of the classes, negative ones from the end
   * @return a tensor of one axis less than the output
   */
  public static Tensor sparseCategoricalCrossentropy(
      TensorLike target, TensorLike output, boolean fromLogits, int axis) {
    boolean column = target.rank() == output.rank() && target.dim(-1) == 1;
    Tensor hot = oneHot(column ? squeeze(target, -1) : target, output.dim(axis));
    return categoricalCrossentropy(moveaxis(hot, -1, axis), output, fromLogits, axis);
  }
}
