package io.hornbill.engine.internal.blas;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import io.hornbill.engine.internal.kernel.Buffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;

/** Products of matrices that are parts of three buffers: {@code c = op(a) op(b) + beta c}. */
final class Gemm {
  private final int rows;
  private final int columns;
  private final int inner;
  private final Operand a;
  private final Operand b;
  private final Operand c;
  private boolean isDouble;
  private FloatPointer floatA = new FloatPointer();
  private FloatPointer floatB = new FloatPointer();
  private FloatPointer floatC = new FloatPointer();
  private DoublePointer doubleA = new DoublePointer();
  private DoublePointer doubleB = new DoublePointer();
  private DoublePointer doubleC = new DoublePointer();

  /**
   * A matrix in a buffer.
   *
   * @param buffer where it is
   * @param transposed whether it is used transposed
   * @param stride the distance of its rows in memory
   */
  record Operand(Buffer buffer, boolean transposed, int stride) {}

  Gemm(int rows, int columns, int inner, Operand a, Operand b, Operand c) {
    this.rows = rows;
    this.columns = columns;
    this.inner = inner;
    this.a = a;
    this.b = b;
    this.c = c;
  }

  void bind() {
    isDouble = c.buffer.dataType() == DataType.DOUBLE;
    if (isDouble) {
      doubleA = new DoublePointer(a.buffer.pointer());
      doubleB = new DoublePointer(b.buffer.pointer());
      doubleC = new DoublePointer(c.buffer.pointer());
    } else {
      floatA = new FloatPointer(a.buffer.pointer());
      floatB = new FloatPointer(b.buffer.pointer());
      floatC = new FloatPointer(c.buffer.pointer());
    }
  }

  /** Multiplies the matrices that begin at these elements. */
  void run(long atA, long atB, long atC, double beta) {
    int ta = a.transposed ? CblasTrans : CblasNoTrans;
    int tb = b.transposed ? CblasTrans : CblasNoTrans;
    if (isDouble) {
      cblas_dgemm(
          CblasRowMajor,
          ta,
          tb,
          rows,
          columns,
          inner,
          1,
          doubleA.position(atA),
          a.stride,
          doubleB.position(atB),
          b.stride,
          beta,
          doubleC.position(atC),
          c.stride);
    } else {
      cblas_sgemm(
          CblasRowMajor,
          ta,
          tb,
          rows,
          columns,
          inner,
          1,
          floatA.position(atA),
          a.stride,
          floatB.position(atB),
          b.stride,
          (float) beta,
          floatC.position(atC),
          c.stride);
    }
  }
}
