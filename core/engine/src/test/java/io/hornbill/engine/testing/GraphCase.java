package io.hornbill.engine.testing;

import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.ops.Lstm;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A graph of one input that something is proven of, and weights for it.
 *
 * @param name what it is
 * @param function makes it of the input
 */
public record GraphCase(String name, UnaryOperator<Tensor> function) {
  public static final Variable SQUARE = weight(4, 4);
  public static final Variable WIDE = weight(4, 8);
  public static final Variable RECURRENT = weight(2, 8);
  public static final Variable BIAS = weight(8);
  public static final Variable TABLE = weight(9, 3);

  public static GraphCase of(String name, UnaryOperator<Tensor> function) {
    return new GraphCase(name, function);
  }

  public static Variable weight(long... shape) {
    return new Variable("weight", Nd4j.ones(DataType.FLOAT, shape));
  }

  public static Tensor zeros(long... shape) {
    return Ops.fill(0, new Spec(DataType.FLOAT, Shape.of(shape)));
  }

  /** An LSTM of two units over sequences of four features. */
  public static Tensor lstm(Tensor x) {
    Tensor state = zeros(x.dim(0), 2);
    return Node.of(
            new Lstm(), List.of(x, state, state, WIDE.tensor(), RECURRENT.tensor(), BIAS.tensor()))
        .output(0);
  }

  @Override
  public String toString() {
    return name;
  }
}
