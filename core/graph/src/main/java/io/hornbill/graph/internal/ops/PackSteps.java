package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the steps of sequences are put together so that those that count come first, in their order.
 * Input: marks {@code [batch, time]}, not 0 where a step counts. Outputs, of the same shape: which
 * step stands at each place, those that do not count behind the others; and for each step the place
 * of the last one up to it that counts, -1 if there is none. Has no gradient.
 */
public record PackSteps() implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Spec spec = inputs.get(0).spec();
    return List.of(spec, spec);
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    return Op.gradientList((Tensor) null);
  }

  /**
   * Computes both outputs.
   *
   * @param time the number of steps of a sequence
   * @param marks the marks of all sequences
   * @param order is filled: which step stands at each place
   * @param places is filled: the place of the last step that counts
   */
  public static void compute(int time, double[] marks, double[] order, double[] places) {
    for (int first = 0; first < marks.length; first += time) {
      int count = 0;
      for (int t = 0; t < time; t++) {
        if (marks[first + t] != 0) {
          order[first + count++] = t;
        }
        places[first + t] = count - 1;
      }
      for (int t = 0; t < time; t++) {
        if (marks[first + t] == 0) {
          order[first + count++] = t;
        }
      }
    }
  }
}
