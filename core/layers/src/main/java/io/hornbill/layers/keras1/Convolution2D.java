package io.hornbill.layers.keras1;

import io.hornbill.layers.Conv;
import io.hornbill.layers.Conv2D;

/**
 * Keras 1's name and arguments of {@link Conv2D}, as which it is saved.
 *
 * <pre>{@code
 * new Convolution2D(64, 3, 3).borderMode("same").subsample(2, 2)
 * }</pre>
 */
public final class Convolution2D extends Conv<Convolution2D> {
  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param rows the kernel's length along this axis
   * @param columns the kernel's length along this axis
   */
  public Convolution2D(int filters, int rows, int columns) {
    super(2, filters, rows, columns);
  }

  /**
   * Sets what happens at the borders: Keras 1's name of {@link #padding}.
   *
   * @param mode {@code "valid"} or {@code "same"}
   */
  public Convolution2D borderMode(String mode) {
    return padding(mode);
  }

  /**
   * Sets the step of the kernel: Keras 1's name of {@link #strides}.
   *
   * @param steps one step per spatial axis; one number stands for all
   */
  public Convolution2D subsample(int... steps) {
    return strides(steps);
  }

  @Override
  public String className() {
    return "Conv2D";
  }
}
