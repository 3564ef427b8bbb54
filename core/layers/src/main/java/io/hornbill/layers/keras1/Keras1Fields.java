package io.hornbill.layers.keras1;

import io.hornbill.base.Setting;
import io.hornbill.layers.PartSettings;

/**
 * Keras 1's names of the settings of kernels and biases, for layers that Keras has dropped since.
 */
final class Keras1Fields {
  private Keras1Fields() {}

  /** Today's settings, written by the old names and read by both. */
  static Setting<?>[] kernelAndBias() {
    return new Setting<?>[] {
      PartSettings.initializer("kernel_initializer", "glorot_uniform").writtenAs("init"),
      PartSettings.regularizer("kernel_regularizer").writtenAs("W_regularizer"),
      PartSettings.constraint("kernel_constraint").writtenAs("W_constraint"),
      Setting.flag("use_bias", true).writtenAs("bias"),
      // The bias always began with zeros.
      PartSettings.initializer("bias_initializer", "zeros").writtenIf(any -> false),
      PartSettings.regularizer("bias_regularizer").writtenAs("b_regularizer"),
      PartSettings.constraint("bias_constraint").writtenAs("b_constraint")
    };
  }
}
