package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function in Java that no other op computes: of words, of tables, of pictures. It has no
 * gradient.
 *
 * @param label what it is called in messages and profiles
 * @param code computes it
 * @param outputs types and shapes of what comes out
 */
public record HostFunction(String label, Code code, List<Spec> outputs) implements Op {
  /** Computes the outputs from the inputs. */
  @FunctionalInterface
  public interface Code {
    /**
     * Computes.
     *
     * @param inputs the elements of each input in C order, to be read only
     * @param outputs the elements of each output, all of which are to be written
     */
    void compute(double[][] inputs, double[][] outputs);
  }

  @Override
  public String name() {
    return label;
  }

  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    return outputs;
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    return Op.gradientList(new Tensor[node.inputs().size()]);
  }
}
