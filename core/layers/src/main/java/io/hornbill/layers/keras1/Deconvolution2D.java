package io.hornbill.layers.keras1;

import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import io.hornbill.layers.Conv2DTranspose;
import io.hornbill.layers.ConvTranspose;
import java.util.Arrays;

/**
 * Keras 1's name and arguments of {@link Conv2DTranspose}, as which it is saved.
 *
 * <pre>{@code
 * new Deconvolution2D(3, 3, 3, -1, 14, 14, 3).borderMode("valid").subsample(2, 2)
 * }</pre>
 */
public final class Deconvolution2D extends ConvTranspose<Deconvolution2D> {
  private final long[] outputShape;

  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param rows the kernel's length along this axis
   * @param columns the kernel's length along this axis
   * @param outputShape the lengths of all axes of the output, the batch included: {@code [batch,
   *     rows, columns, filters]}, or the filters second if the channels come first; -1 for what
   *     follows from the input, as everything does if no number is given
   */
  public Deconvolution2D(int filters, int rows, int columns, long... outputShape) {
    super(2, filters, rows, columns);
    if (outputShape.length != 0 && outputShape.length != 4) {
      throw Fault.of("Deconvolution2D")
          .expected("outputShape must have 4 lengths, the batch included")
          .received(Arrays.toString(outputShape))
          .remedy("Put -1 where the input decides.")
          .argument();
    }
    this.outputShape = outputShape.clone();
  }

  /**
   * Sets what happens at the borders: Keras 1's name of {@link #padding}.
   *
   * @param mode {@code "valid"} or {@code "same"}
   */
  public Deconvolution2D borderMode(String mode) {
    return padding(mode);
  }

  /**
   * Sets the step of the kernel: Keras 1's name of {@link #strides}.
   *
   * @param steps one step per spatial axis; one number stands for all
   */
  public Deconvolution2D subsample(int... steps) {
    return strides(steps);
  }

  /** The lengths that are asked for follow from the input's by padding on the output's side. */
  @Override
  protected void build(Shape input) {
    if (outputShape.length > 0) {
      Shape asked = Shape.of(outputShape);
      fit(
          channelsFirst() ? asked.slice(2, 4) : asked.slice(1, 3),
          channelsFirst() ? input.slice(2, 4) : input.slice(1, 3));
    }
    super.build(input);
  }

  @Override
  public String className() {
    return "Conv2DTranspose";
  }
}
