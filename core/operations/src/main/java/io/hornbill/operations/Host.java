package io.hornbill.operations;

import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Computed;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes ops that are computed by their plain definition. */
final class Host {
  private Host() {}

  /** One output. */
  static Tensor one(String name, Shape shape, Computed.Body body, Tensor... inputs) {
    return all(name, List.of(shape), body, null, inputs).get(0);
  }

  static List<Tensor> all(
      String name,
      List<Shape> shapes,
      Computed.Body body,
      Computed.@Nullable Rule gradient,
      Tensor... inputs) {
    return Node.of(new Computed(name, in -> shapes, body, gradient), List.of(inputs)).outputs();
  }

  /** A function of two numbers, without a gradient. */
  static Tensor pair(String name, Tensor a, Tensor b, DoubleBinaryOperator function) {
    Shape shape = Shape.broadcast(name, a.shape(), b.shape());
    return one(
        name,
        shape,
        (shapes, in, out) -> {
          for (int i = 0; i < out[0].length; i++) {
            out[0][i] = function.applyAsDouble(in[0][i], in[1][i]);
          }
        },
        Ops.broadcastTo(a, shape),
        Ops.broadcastTo(b, shape));
  }

  /** A function of one number with its derivative. */
  static Tensor unary(
      String name,
      Tensor x,
      DoubleUnaryOperator function,
      java.util.function.UnaryOperator<Tensor> derivative) {
    return all(
            name,
            List.of(x.shape()),
            (shapes, in, out) -> {
              for (int i = 0; i < out[0].length; i++) {
                out[0][i] = function.applyAsDouble(in[0][i]);
              }
            },
            (node, gradients) -> {
              Tensor dy = gradients.get(0);
              return io.hornbill.graph.Op.gradientList(
                  dy == null ? null : dy.times(derivative.apply(node.input(0))));
            },
            x)
        .get(0);
  }

  /** A function of each row along the last axis. */
  static Tensor rows(String name, Tensor x, long length, Rows function) {
    int n = (int) x.dim(-1);
    int m = (int) length;
    return one(
        name,
        x.shape().with(x.rank() - 1, length),
        (shapes, in, out) -> {
          double[] row = new double[n];
          for (int r = 0; r * n < in[0].length || (n == 0 && r == 0); r++) {
            System.arraycopy(in[0], r * n, row, 0, n);
            System.arraycopy(function.of(row.clone()), 0, out[0], r * m, m);
          }
        },
        x);
  }

  /** What becomes of a row. */
  @FunctionalInterface
  interface Rows {
    double[] of(double[] row);
  }
}
