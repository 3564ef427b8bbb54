package io.hornbill.layers;

import io.hornbill.graph.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Means and variances along kept axes, of one batch after the other. */
final class Moments {
  private final boolean[] kept;
  private final double[] mean;
  private final double[] variance;
  private double count;

  Moments(boolean[] kept, int places) {
    this.kept = kept.clone();
    mean = new double[places];
    variance = new double[places];
  }

  double[] mean() {
    return mean;
  }

  double[] variance() {
    return variance;
  }

  void add(INDArray batch) {
    double[] values = batch.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    int[] places = places(Shape.of(batch.shape()), values.length);
    double own = (double) values.length / mean.length;
    double[] sums = new double[mean.length];
    double[] squares = new double[mean.length];
    for (int i = 0; i < values.length; i++) {
      sums[places[i]] += values[i] / own;
    }
    for (int i = 0; i < values.length; i++) {
      double off = values[i] - sums[places[i]];
      squares[places[i]] += off * off / own;
    }
    count += own;
    double share = own / count;
    for (int i = 0; i < mean.length; i++) {
      double off = sums[i] - mean[i];
      variance[i] =
          variance[i] * (1 - share) + squares[i] * share + off * off * share * (1 - share);
      mean[i] += off * share;
    }
  }

  /** For each element its place among the kept ones. */
  private int[] places(Shape shape, int length) {
    int[] places = new int[length];
    int[] at = new int[kept.length];
    for (int i = 0; i < length; i++) {
      int place = 0;
      for (int axis = 0; axis < kept.length; axis++) {
        place = kept[axis] ? place * (int) shape.dim(axis) + at[axis] : place;
      }
      places[i] = place;
      for (int axis = kept.length - 1; axis >= 0 && ++at[axis] == shape.dim(axis); axis--) {
        at[axis] = 0;
      }
    }
    return places;
  }
}
