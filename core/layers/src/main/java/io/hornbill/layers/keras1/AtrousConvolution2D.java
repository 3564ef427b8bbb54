package io.hornbill.layers.keras1;

import io.hornbill.layers.Conv;
import io.hornbill.layers.Conv2D;

/**
 * Keras 1's name and arguments of {@link Conv2D}, as which it is saved.
 *
 * <pre>{@code
 * new AtrousConvolution2D(64, 3, 3).borderMode("same").subsample(2, 2)
 * }</pre>
 */
public final class AtrousConvolution2D extends Conv<AtrousConvolution2D> {
  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param rows the kernel's length along this axis
   * @param columns the kernel's length along this axis
   */
  public AtrousConvolution2D(int filters, int rows, int columns) {
    super(2, filters, rows, columns);
  }

  /**
   * Sets the distance between the elements of the kernel: Keras 1's name of {@link #dilationRate}.
   *
   * @param rate one distance per spatial axis; one number stands for all
   */
  public AtrousConvolution2D atrousRate(int... rate) {
    return dilationRate(rate);
  }

  /**
   * Sets what happens at the borders: Keras 1's name of {@link #padding}.
   *
   * @param mode {@code "valid"} or {@code "same"}
   */
  public AtrousConvolution2D borderMode(String mode) {
    return padding(mode);
  }

  /**
   * Sets the step of the kernel: Keras 1's name of {@link #strides}.
   *
   * @param steps one step per spatial axis; one number stands for all
   */
  public AtrousConvolution2D subsample(int... steps) {
    return strides(steps);
  }

  @Override
  public String className() {
    return "Conv2D";
  }
}
