package io.hornbill.spark;

import java.io.Serializable;

/** A row as the model takes it. */
final class Sample implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Numbers by input. */
  final float[][] x;

  /** Numbers by target. */
  final float[][] y;

  /** How much the row counts. */
  final float weight;

  /** Whether the row is for validation. */
  final boolean validation;

  Sample(float[][] x, float[][] y, float weight, boolean validation) {
    this.x = x;
    this.y = y;
    this.weight = weight;
    this.validation = validation;
  }
}
