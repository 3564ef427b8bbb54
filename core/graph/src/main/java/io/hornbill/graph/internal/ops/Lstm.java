package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Long short-term memory. The states are {@code h} and {@code c}; the gates are in Keras' order
 * {@code i, f, c, o}.
 *
 * <pre>{@code
 * i, f, o = sigmoid(x W + h U + b),  g = tanh(x W + h U + b)
 * c = f * c + i * g,  h = o * tanh(c)
 * }</pre>
 *
 * <p>A last input may say for each sequence which step is the last one that counts, {@code [batch,
 * 1]}, -1 for none. What comes behind the last one of all sequences need not be computed: nobody
 * may ask for it, nor for the states after the last step.
 *
 * @see <a href="https://www.bioinf.jku.at/publications/older/2604.pdf">Hochreiter, Schmidhuber:
 *     Long short-term memory (1997)</a>
 */
public record Lstm() implements Recurrent {
  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int biases() {
    return 4;
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public List<Tensor> step(
      Tensor projected, List<Tensor> states, Tensor recurrentKernel, @Nullable Tensor rest) {
    Tensor sums = projected.plus(Ops.matmul(states.get(0), recurrentKernel));
    List<Tensor> gates = Ops.split(sums, 4, -1);
    Tensor kept = Ops.sigmoid(gates.get(1)).times(states.get(1));
    Tensor c = kept.plus(Ops.sigmoid(gates.get(0)).times(Ops.tanh(gates.get(2))));
    return List.of(Ops.sigmoid(gates.get(3)).times(Ops.tanh(c)), c);
  }

  /**
   * Says up to where the steps of sequences count.
   *
   * @param outputs the outputs of an op
   * @param last the last step that counts, {@code [batch, 1]}
   * @return the outputs of the same op that may leave the steps behind out; the given ones of
   *     another op than this
   */
  public static List<Tensor> upTo(List<Tensor> outputs, Tensor last) {
    Node node = outputs.get(0).node();
    if (!(node.op() instanceof Lstm)) {
      return outputs;
    }
    List<Tensor> inputs = new ArrayList<>(node.inputs());
    inputs.add(last);
    return Node.of(node.op(), inputs).outputs();
  }
}
