package io.hornbill.engine.tiles;

import io.hornbill.engine.tiles.ExactKernel.Body;
import io.hornbill.graph.Shape;
import io.hornbill.graph.ops.MatMul;
import java.util.Arrays;

/** The definition of the batched matrix product. */
final class MatrixProduct {
  private MatrixProduct() {}

  static Body of(MatMul op, Shape a, Shape b, Shape y) {
    int rows = (int) y.dim(-2);
    int columns = (int) y.dim(-1);
    int inner = (int) a.dim(op.transposeA() ? -2 : -1);
    int aRow = op.transposeA() ? 1 : inner;
    int aInner = op.transposeA() ? rows : 1;
    int bInner = op.transposeB() ? 1 : columns;
    int bColumn = op.transposeB() ? inner : 1;
    int[] aStart = starts(a, y, rows * inner);
    int[] bStart = starts(b, y, inner * columns);
    return (in, out) -> {
      double[] result = out[0];
      Arrays.fill(result, 0);
      for (int matrix = 0; matrix < aStart.length; matrix++) {
        for (int i = 0; i < rows; i++) {
          int to = (matrix * rows + i) * columns;
          for (int k = 0; k < inner; k++) {
            double factor = in[0][aStart[matrix] + i * aRow + k * aInner];
            int from = bStart[matrix] + k * bInner;
            for (int j = 0; j < columns; j++) {
              result[to + j] += factor * in[1][from + j * bColumn];
            }
          }
        }
      }
    };
  }

  /** Where the matrix of each result begins, with the axes before the last two broadcast. */
  private static int[] starts(Shape x, Shape y, int size) {
    Shape batch = y.slice(0, y.rank() - 2);
    int[] starts = new int[(int) batch.size()];
    for (int i = 0; i < starts.length; i++) {
      int rest = i;
      int position = 0;
      int stride = 1;
      for (int axis = batch.rank() - 1; axis >= 0; axis--) {
        int own = axis - (y.rank() - x.rank());
        int at = rest % (int) batch.dim(axis);
        rest /= (int) batch.dim(axis);
        if (own >= 0) {
          position += x.dim(own) == 1 ? 0 : at * stride;
          stride *= (int) x.dim(own);
        }
      }
      starts[i] = position * size;
    }
    return starts;
  }
}
