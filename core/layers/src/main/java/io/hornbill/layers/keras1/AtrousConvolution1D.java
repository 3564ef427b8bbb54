package io.hornbill.layers.keras1;

import io.hornbill.layers.Conv;
import io.hornbill.layers.Conv1D;

/**
 * Keras 1's name and arguments of {@link Conv1D}, as which it is saved.
 *
 * <pre>{@code
 * new AtrousConvolution1D(64, 3).borderMode("same").subsampleLength(2)
 * }</pre>
 */
public final class AtrousConvolution1D extends Conv<AtrousConvolution1D> {
  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param filterLength the kernel's length along this axis
   */
  public AtrousConvolution1D(int filters, int filterLength) {
    super(1, filters, filterLength);
  }

  /**
   * Sets the distance between the elements of the kernel: Keras 1's name of {@link #dilationRate}.
   *
   * @param rate one distance per spatial axis; one number stands for all
   */
  public AtrousConvolution1D atrousRate(int... rate) {
    return dilationRate(rate);
  }

  /**
   * Sets what happens at the borders: Keras 1's name of {@link #padding}.
   *
   * @param mode {@code "valid"} or {@code "same"}
   */
  public AtrousConvolution1D borderMode(String mode) {
    return padding(mode);
  }

  /**
   * Sets the step of the kernel: Keras 1's name of {@link #strides}.
   *
   * @param steps one step per spatial axis; one number stands for all
   */
  public AtrousConvolution1D subsampleLength(int... steps) {
    return strides(steps);
  }

  @Override
  public String className() {
    return "Conv1D";
  }
}
