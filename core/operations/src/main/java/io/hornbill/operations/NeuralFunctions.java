package io.hornbill.operations;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Activations, normalizations, attention and losses of {@code keras.ops}. */
abstract class NeuralFunctions extends WindowFunctions {
  NeuralFunctions() {}

  /**
   * Returns {@code x · sigmoid(x)}: another name of {@link #silu}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor swish(TensorLike x) {
    return Operation.of("Silu").apply(x);
  }

  /**
   * Returns {@code x · hardSigmoid(x)}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor hardSilu(TensorLike x) {
    return Operation.of("HardSilu").apply(x);
  }

  /**
   * Returns {@code x · hardSigmoid(x)}: another name of {@link #hardSilu}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor hardSwish(TensorLike x) {
    return Operation.of("HardSilu").apply(x);
  }

  /**
   * Returns the elements clipped to {@code [-1, 1]}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor hardTanh(TensorLike x) {
    return Operation.of("HardTanh").apply(x);
  }

  /**
   * Returns {@code x - tanh(x)}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor tanhShrink(TensorLike x) {
    return Operation.of("TanhShrink").apply(x);
  }

  /**
   * Returns 0 up to -1, {@code (x + 1)² / 4} up to 1, and x above.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor sparsePlus(TensorLike x) {
    return Operation.of("SparsePlus").apply(x);
  }

  /**
   * Returns 0 up to -1, {@code (x + 1) / 2} up to 1, and 1 above.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor sparseSigmoid(TensorLike x) {
    return Operation.of("SparseSigmoid").apply(x);
  }

  /**
   * Returns x where it is positive, and {@code alpha · (exp(x / alpha) - 1)} elsewhere. Here {@code
   * alpha} is 1.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor celu(TensorLike x) {
    return Operation.of("Celu").with("alpha", 1.0).apply(x);
  }

  /**
   * Returns x where it is positive, and {@code alpha · (exp(x / alpha) - 1)} elsewhere.
   *
   * @param x the input
   * @param alpha the bound that is approached below
   * @return a tensor of the same shape
   */
  public static Tensor celu(TensorLike x, double alpha) {
    return Operation.of("Celu").with("alpha", alpha).apply(x);
  }

  /**
   * Multiplies the first half of an axis by the sigmoid of the second one. Here {@code axis} is the
   * last one.
   *
   * @param x the input
   * @return a tensor with the axis half as long
   */
  public static Tensor glu(TensorLike x) {
    return Operation.of("Glu").with("axis", -1).apply(x);
  }

  /**
   * Multiplies the first half of an axis by the sigmoid of the second one.
   *
   * @param x the input
   * @param axis the axis, of an even length
   * @return a tensor with the axis half as long
   */
  public static Tensor glu(TensorLike x, int axis) {
    return Operation.of("Glu").with("axis", axis).apply(x);
  }

  /**
   * Returns x where its absolute value is above a threshold, and 0 elsewhere. Here {@code
   * threshold} is 0.5.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor hardShrink(TensorLike x) {
    return Operation.of("HardShrink").with("threshold", 0.5).apply(x);
  }

  /**
   * Returns x where its absolute value is above a threshold, and 0 elsewhere.
   *
   * @param x the input
   * @param threshold the threshold
   * @return a tensor of the same shape
   */
  public static Tensor hardShrink(TensorLike x, double threshold) {
    return Operation.of("HardShrink").with("threshold", threshold).apply(x);
  }

  /**
   * Moves x towards 0 by a threshold, and to 0 within it. Here {@code threshold} is 0.5.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor softShrink(TensorLike x) {
    return Operation.of("SoftShrink").with("threshold", 0.5).apply(x);
  }

  /**
   * Moves x towards 0 by a threshold, and to 0 within it.
   *
   * @param x the input
   * @param threshold the threshold
   * @return a tensor of the same shape
   */
  public static Tensor softShrink(TensorLike x, double threshold) {
    return Operation.of("SoftShrink").with("threshold", threshold).apply(x);
  }

  /**
   * Returns x where it is above a threshold, and another number elsewhere.
   *
   * @param x the input
   * @param threshold the threshold
   * @param defaultValue the other number
   * @return a tensor of the same shape
   */
  public static Tensor threshold(TensorLike x, double threshold, double defaultValue) {
    return Operation.of("Threshold")
        .with("threshold", threshold)
        .with("default_value", defaultValue)
        .apply(x);
  }

  /**
   * Returns {@code (x + sqrt(x² + b)) / 2}. Here {@code b} is 4.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor squareplus(TensorLike x) {
    return Operation.of("Squareplus").with("b", 4).apply(x);
  }

  /**
   * Returns {@code (x + sqrt(x² + b)) / 2}.
   *
   * @param x the input
   * @param b how smooth it is
   * @return a tensor of the same shape
   */
  public static Tensor squareplus(TensorLike x, double b) {
    return Operation.of("Squareplus").with("b", b).apply(x);
  }

  /**
   * Projects onto the probabilities: a softmax with zeros. Here {@code axis} is the last one.
   *
   * @param x the input
   * @return a tensor of the same shape, with sum 1 along the axis
   */
  public static Tensor sparsemax(TensorLike x) {
    return Operation.of("Sparsemax").with("axis", -1).apply(x);
  }

  /**
   * Projects onto the probabilities: a softmax with zeros.
   *
   * @param x the input
   * @param axis the axis
   * @return a tensor of the same shape, with sum 1 along the axis
   */
  public static Tensor sparsemax(TensorLike x, int axis) {
    return Operation.of("Sparsemax").with("axis", axis).apply(x);
  }

  /**
   * Returns the softmax over several axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end
   * @return a tensor of the same shape, with sum 1 over these axes
   */
  public static Tensor softmax(TensorLike x, int... axis) {
    return Operation.of("Softmax").with("axis", axis).apply(x);
  }

  /**
   * Returns the logarithm of the softmax over several axes, without overflow.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end
   * @return a tensor of the same shape
   */
  public static Tensor logSoftmax(TensorLike x, int... axis) {
    return Operation.of("LogSoftmax").with("axis", axis).apply(x);
  }

  /**
   * Normalizes by given means and variances of an axis. Here {@code epsilon} is 1e-3.
   *
   * @param x the input
   * @param mean the means, {@code [channels]}
   * @param variance the variances, {@code [channels]}
   * @param axis the axis of the channels
   * @return a tensor of the same shape
   */
  public static Tensor batchNormalization(
      TensorLike x, TensorLike mean, TensorLike variance, int axis) {
    return Operation.of("BatchNorm")
        .with("axis", axis)
        .with("epsilon", 0.001)
        .apply(x, mean, variance, null, null);
  }

  /**
   * Normalizes by given means and variances of an axis.
   *
   * @param x the input
   * @param mean the means, {@code [channels]}
   * @param variance the variances, {@code [channels]}
   * @param axis the axis of the channels
   * @param offset the summands, {@code [channels]}; none if null
   * @param scale the factors; none if null
   * @param epsilon what is added to the variance
   * @return a tensor of the same shape
   */
  public static Tensor batchNormalization(
      TensorLike x,
      TensorLike mean,
      TensorLike variance,
      int axis,
      @Nullable TensorLike offset,
      @Nullable TensorLike scale,
      double epsilon) {
    return Operation.of("BatchNorm")
        .with("axis", axis)
        .with("epsilon", epsilon)
        .apply(x, mean, variance, offset, scale);
  }

  /**
   * Normalizes over the last axis, or others, by its own mean and variance. Here {@code axis} is
   * the last one and {@code epsilon} is 1e-7.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor layerNormalization(TensorLike x) {
    return Operation.of("LayerNorm")
        .with("axis", -1)
        .with("epsilon", null)
        .with("rms_scaling", false)
        .apply(x, null, null);
  }

  /**
   * Normalizes over the last axis, or others, by its own mean and variance.
   *
   * @param x the input
   * @param gamma the factors; none if null
   * @param beta the summands; none if null
   * @param axis the axis
   * @param epsilon what is added to the variance
   * @return a tensor of the same shape
   */
  public static Tensor layerNormalization(
      TensorLike x,
      @Nullable TensorLike gamma,
      @Nullable TensorLike beta,
      int axis,
      double epsilon) {
    return Operation.of("LayerNorm")
        .with("axis", axis)
        .with("epsilon", epsilon)
        .with("rms_scaling", false)
        .apply(x, gamma, beta);
  }

  /**
   * Divides by the root of the mean of squares over the last axis, or others. Here {@code axis} is
   * the last one and {@code epsilon} is that of the type of the numbers.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor rmsNormalization(TensorLike x) {
    return Operation.of("RMSNorm")
        .with("axis", -1)
        .with("epsilon", null)
        .withArgument("scale", null)
        .apply(x);
  }

  /**
   * Divides by the root of the mean of squares over the last axis, or others.
   *
   * @param x the input
   * @param scale the factors; none if null
   * @param axis the axis
   * @param epsilon what is added to the mean of squares
   * @return a tensor of the same shape
   */
  public static Tensor rmsNormalization(
      TensorLike x, @Nullable TensorLike scale, int axis, double epsilon) {
    return Operation.of("RMSNorm")
        .with("axis", axis)
        .with("epsilon", epsilon)
        .withArgument("scale", scale)
        .apply(x);
  }

  /**
   * Attends to values by the products of queries and keys.
   *
   * @param query the queries, {@code [batch, steps, heads, size]}
   * @param key the keys, {@code [batch, others, heads, size]}
   * @param value the values, {@code [batch, others, heads, size]}
   * @return a tensor {@code [batch, steps, heads, size]}
   */
  public static Tensor dotProductAttention(TensorLike query, TensorLike key, TensorLike value) {
    return Operation.of("DotProductAttention")
        .with("is_causal", false)
        .with("flash_attention", null)
        .with("attn_logits_soft_cap", null)
        .withArgument("bias", null)
        .withArgument("mask", null)
        .withArgument("scale", null)
        .apply(query, key, value);
  }

  /**
   * Attends to values by the products of queries and keys.
   *
   * @param query the queries, {@code [batch, steps, heads, size]}
   * @param key the keys, {@code [batch, others, heads, size]}
   * @param value the values, {@code [batch, others, heads, size]}
   * @param bias what is added to the scores; none if null
   * @param mask which scores count; all if null
   * @param scale the factor of the scores; {@code 1 / sqrt(size)} if null
   * @param isCausal whether steps see none after them
   * @return a tensor {@code [batch, steps, heads, size]}
   */
  public static Tensor dotProductAttention(
      TensorLike query,
      TensorLike key,
      TensorLike value,
      @Nullable TensorLike bias,
      @Nullable TensorLike mask,
      @Nullable Double scale,
      boolean isCausal) {
    return Operation.of("DotProductAttention")
        .with("is_causal", isCausal)
        .with("flash_attention", null)
        .with("attn_logits_soft_cap", null)
        .withArgument("bias", bias)
        .withArgument("mask", mask)
        .withArgument("scale", scale)
        .apply(query, key, value);
  }

  /**
   * Returns the losses of connectionist temporal classification. Here {@code maskIndex} is 0.
   *
   * @param target the labels, {@code [batch, labels]}
   * @param output the logits, {@code [batch, steps, classes]}
   * @param targetLength how many labels count, {@code [batch]}
   * @param outputLength how many steps count, {@code [batch]}
   * @return a tensor {@code [batch]}
   */
  public static Tensor ctcLoss(
      TensorLike target, TensorLike output, TensorLike targetLength, TensorLike outputLength) {
    return Operation.of("CTCLoss")
        .with("mask_index", 0)
        .apply(target, output, targetLength, outputLength);
  }

  /**
   * Returns the losses of connectionist temporal classification.
   *
   * @param target the labels, {@code [batch, labels]}
   * @param output the logits, {@code [batch, steps, classes]}
   * @param targetLength how many labels count, {@code [batch]}
   * @param outputLength how many steps count, {@code [batch]}
   * @param maskIndex the number of the blank
   * @return a tensor {@code [batch]}
   */
  public static Tensor ctcLoss(
      TensorLike target,
      TensorLike output,
      TensorLike targetLength,
      TensorLike outputLength,
      int maskIndex) {
    return Operation.of("CTCLoss")
        .with("mask_index", maskIndex)
        .apply(target, output, targetLength, outputLength);
  }

  /**
   * Finds the labels of connectionist temporal classification by choosing the best class of each
   * step.
   *
   * @param inputs the logits, {@code [batch, steps, classes]}
   * @param sequenceLengths how many steps count, {@code [batch]}
   * @return the labels, {@code [1, batch, steps]}, -1 where there are none, and their scores
   */
  public static List<Tensor> ctcDecode(TensorLike inputs, TensorLike sequenceLengths) {
    return Operation.of("CTCDecode")
        .with("strategy", "greedy")
        .with("beam_width", 100)
        .with("top_paths", 1)
        .with("merge_repeated", true)
        .with("mask_index", 0)
        .applyAll(inputs, sequenceLengths);
  }

  /**
   * Finds the labels of connectionist temporal classification.
   *
   * @param inputs the logits, {@code [batch, steps, classes]}
   * @param sequenceLengths how many steps count, {@code [batch]}
   * @param strategy {@code "greedy"} or {@code "beam_search"}
   * @param beamWidth how many candidates a search keeps
   * @param topPaths how many of the best ones are returned
   * @param mergeRepeated whether equal labels of neighbouring steps are one
   * @param maskIndex the number of the blank
   * @return the labels, {@code [paths, batch, steps]}, -1 where there are none, and their scores
   */
  public static List<Tensor> ctcDecode(
      TensorLike inputs,
      TensorLike sequenceLengths,
      String strategy,
      int beamWidth,
      int topPaths,
      boolean mergeRepeated,
      int maskIndex) {
    return Operation.of("CTCDecode")
        .with("strategy", strategy)
        .with("beam_width", beamWidth)
        .with("top_paths", topPaths)
        .with("merge_repeated", mergeRepeated)
        .with("mask_index", maskIndex)
        .applyAll(inputs, sequenceLengths);
  }

  /**
   * Returns the peak signal-to-noise ratio.
   *
   * @param x1 the first image
   * @param x2 the second image
   * @param maxVal the greatest number that there may be
   * @return a single number, in decibels
   */
  public static Tensor psnr(TensorLike x1, TensorLike x2, double maxVal) {
    return Operation.of("PSNR").with("max_val", maxVal).apply(x1, x2);
  }
}
