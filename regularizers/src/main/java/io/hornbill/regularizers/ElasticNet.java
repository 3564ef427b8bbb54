package io.hornbill.regularizers;

import static io.hornbill.graph.Ops.abs;
import static io.hornbill.graph.Ops.constant;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;

import io.hornbill.base.ConfiguredValue;
import io.hornbill.base.Setting;
import io.hornbill.graph.Tensor;

/** A penalty on sizes and squares of the elements: {@code l1 * Σ |w| + l2 * Σ w²}. */
public abstract class ElasticNet<P extends ElasticNet<P>> extends ConfiguredValue<P>
    implements Regularizer {
  static final Setting<Double> SIZES = Setting.number("l1", 0).notNegative();
  static final Setting<Double> SQUARES = Setting.number("l2", 0).notNegative();

  ElasticNet(String className, Setting<Double> sizes, Setting<Double> squares) {
    super(className, sizes, squares);
  }

  /**
   * Sets the factor of the sizes.
   *
   * @param l1 the factor, at least 0
   * @return a penalty with that factor
   */
  public P l1(double l1) {
    return with(SIZES, l1);
  }

  /**
   * Sets the factor of the squares.
   *
   * @param l2 the factor, at least 0
   * @return a penalty with that factor
   */
  public P l2(double l2) {
    return with(SQUARES, l2);
  }

  @Override
  public Tensor apply(Tensor x) {
    double l1 = get(SIZES);
    double l2 = get(SQUARES);
    if (l1 == 0 && l2 == 0) {
      return constant(0, x.dataType());
    }
    if (l1 == 0) {
      return sum(square(x)).times(l2);
    }
    Tensor sizes = sum(abs(x)).times(l1);
    return l2 == 0 ? sizes : sizes.plus(sum(square(x)).times(l2));
  }
}
