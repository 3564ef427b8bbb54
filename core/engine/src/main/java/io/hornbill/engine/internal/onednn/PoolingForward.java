package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * The largest or the mean element of each window of an image.
 *
 * <p>Slots: {@link Args#SRC}, {@link Args#DST}, and {@link Args#WORKSPACE} for maxima in training.
 */
public final class PoolingForward extends Primitive {

  /** The shape, which the backward pass shares. */
  final PoolingShape shape;

  /** The algorithm, which the backward pass shares. */
  final PoolingAlgorithm algorithm;

  /**
   * Makes a pooling of channels-last images.
   *
   * @param algorithm maximum or mean
   * @param shape sizes, strides, dilations, padding
   * @param training true if a {@link PoolingBackward} follows
   * @param attributes post-ops
   */
  public PoolingForward(
      PoolingAlgorithm algorithm, PoolingShape shape, boolean training, Attributes attributes) {
    this(algorithm, shape, new Layouts(shape.src(), shape.dst()), training, attributes);
  }

  /**
   * Makes a pooling with given layouts.
   *
   * @param algorithm maximum or mean
   * @param shape sizes, strides, dilations, padding
   * @param layouts of input and output; that of the output may be {@linkplain MemoryDesc#any open}
   * @param training true if a {@link PoolingBackward} follows
   * @param attributes post-ops
   */
  public PoolingForward(
      PoolingAlgorithm algorithm,
      PoolingShape shape,
      Layouts layouts,
      boolean training,
      Attributes attributes) {
    super(
        attributes,
        slots(Args.SRC, Args.DST),
        (scope, result, attr) ->
            dnnl.dnnl_pooling_forward_primitive_desc_create(
                result,
                Dnnl.engine(),
                Dnnl.forward(training),
                algorithm.code(),
                scope.desc(layouts.src()),
                scope.desc(layouts.dst()),
                shape.strides(),
                shape.kernel(),
                shape.dilates(),
                shape.padBegin(),
                shape.padEnd(),
                attr));
    this.shape = shape;
    this.algorithm = algorithm;
  }

  /**
   * The layouts of input and output.
   *
   * @param src layout of the input
   * @param dst layout of the output
   */
  public record Layouts(MemoryDesc src, MemoryDesc dst) {}
}
