package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The input in another data type.
 *
 * @param dataType the type, {@code FLOAT} or {@code DOUBLE}
 */
public record Cast(DataType dataType) implements Unary {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    return List.of(new Spec(dataType, inputs.get(0).shape()));
  }

  @Override
  public double value(double x) {
    return x;
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return Ops.cast(dy, x.dataType());
  }
}
