package io.hornbill.spark;

import java.io.Serializable;

/** A row as the model takes it. */
final class Sample implements Serializable {
  private static final long serialVersionUID = 1L;

  /** By input: numbers as {@code float[]}, or a string. */
  final Object[] x;

  /** Numbers by target. */
  final float[][] y;

  /** How much the row counts. */
  final float weight;

  /** Whether the row is for validation. */
  final boolean validation;

  Sample(Object[] x, float[][] y, float weight, boolean validation) {
    this.x = x;
    this.y = y;
    this.weight = weight;
    this.validation = validation;
  }
}
