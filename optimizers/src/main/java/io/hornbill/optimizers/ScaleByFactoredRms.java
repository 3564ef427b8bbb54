package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.expandDims;
import static io.hornbill.graph.Ops.mean;
import static io.hornbill.graph.Ops.power;
import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;

import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Divides by a moving root mean square of which, for matrices, only the means of rows and columns
 * are remembered.
 *
 * <pre>{@code
 * β = 1 - t^beta2Decay
 * r = β r + (1 - β) mean over columns of (g² + epsilon)
 * c = β c + (1 - β) mean over rows of (g² + epsilon)
 * v = r c / mean(r),  or β v + (1 - β) (g² + epsilon) for vectors
 * update = g / √v
 * }</pre>
 *
 * @param beta2Decay how the averages slow down, negative
 * @param epsilon added to the squares
 */
record ScaleByFactoredRms(double beta2Decay, double epsilon) implements Part {
  @Override
  public List<List<Slot>> slots() {
    Slot rows = factor("row", shape -> shape.without(-1));
    Slot columns = factor("column", shape -> shape.without(-2));
    return List.of(List.of(rows, columns, Slot.zeros("velocity")));
  }

  @Override
  public Update apply(Update update, Parameter parameter) {
    Step step = parameter.step();
    Tensor beta = step.shared(this, () -> power(step.time(), beta2Decay).times(-1).plus(1));
    Tensor g = update.direction();
    Tensor squares = square(g).plus(epsilon);
    if (g.rank() < 2) {
      return update.with(g.dividedBy(sqrt(parameter.average("velocity", squares, beta))));
    }
    Tensor r = parameter.average("row", mean(squares, -1), beta);
    Tensor c = parameter.average("column", mean(squares, -2), beta);
    Tensor rows = expandDims(r.dividedBy(mean(r, -1, true)), -1);
    Tensor v = parameter.assign("velocity", rows.times(expandDims(c, -2)));
    return update.with(g.dividedBy(sqrt(v)));
  }

  /** Keras keeps the factors of vectors too, as unused numbers, and so they are in files. */
  private static Slot factor(String name, UnaryOperator<Shape> shape) {
    return new Slot(name, v -> Slot.array(v, 0, dims(v, shape)));
  }

  private static long[] dims(Variable variable, UnaryOperator<Shape> shape) {
    return variable.shape().rank() < 2 ? new long[0] : shape.apply(variable.shape()).dims();
  }
}
