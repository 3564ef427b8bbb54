package io.hornbill.spark.internal;

import org.apache.spark.sql.catalyst.InternalRow;

/** Steps of plans, which Spark compiles into classes of another package. */
public final class GeneratedCode {
  private GeneratedCode() {}

  /**
   * Hands on a row as it is.
   *
   * @param row a row
   * @return the same row
   */
  public static InternalRow itself(InternalRow row) {
    return row;
  }
}
