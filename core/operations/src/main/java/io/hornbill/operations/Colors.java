package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;

/** Colors as red, green, blue and as hue, saturation, value. */
final class Colors {
  private Colors() {}

  static Tensor hsv(Tensor x) {
    Tensor image = Comparisons.choose(Ops.less(Ops.abs(x), 1.1920929e-7), 0, x);
    Tensor r = channel(image, 0);
    Tensor g = channel(image, 1);
    Tensor b = channel(image, 2);
    Tensor value = Ops.maximum(Ops.maximum(r, g), b);
    Tensor range = value.minus(Ops.minimum(Ops.minimum(r, g), b));
    Tensor bright = Ops.greater(value, 0);
    Tensor colored = Ops.greater(range, 0);
    Tensor saturation =
        bright.times(range.dividedBy(Comparisons.choose(Ops.equal(bright, 0), 1, value)));
    Tensor norm = Ops.reciprocal(Comparisons.choose(Ops.equal(colored, 0), 1, range).times(6));
    Tensor fromGreen = norm.times(b.minus(r)).plus(2 / 6.0);
    Tensor fromBlue = norm.times(r.minus(g)).plus(4 / 6.0);
    Tensor hue = Ops.where(Ops.equal(value, g), fromGreen, fromBlue);
    hue = Ops.where(Ops.equal(value, r), norm.times(g.minus(b)), hue);
    hue = colored.times(hue).plus(Ops.less(hue, 0));
    return Ops.stack(List.of(hue, saturation, value), -1);
  }

  static Tensor rgb(Tensor x) {
    Tensor hue = channel(x, 0);
    Tensor saturation = channel(x, 1);
    Tensor value = channel(x, 2);
    Tensor dh = hue.times(6);
    Tensor r = Ops.clip(Ops.abs(dh.minus(3)).minus(1), 0, 1);
    Tensor g = Ops.clip(Ops.abs(dh.minus(2)).times(-1).plus(2), 0, 1);
    Tensor b = Ops.clip(Ops.abs(dh.minus(4)).times(-1).plus(2), 0, 1);
    Tensor rest = saturation.times(-1).plus(1);
    return Ops.stack(
        List.of(
            rest.plus(saturation.times(r)).times(value),
            rest.plus(saturation.times(g)).times(value),
            rest.plus(saturation.times(b)).times(value)),
        -1);
  }

  private static Tensor channel(Tensor x, int i) {
    return Ops.select(x, x.rank() - 1, i);
  }
}
