package io.hornbill.graph.internal.ops;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The same elements in another shape.
 *
 * @param dims the new lengths; one of them may be -1, to be computed
 */
public record Reshape(List<Long> dims) implements Op {
  /**
   * Copies the lengths.
   *
   * @param dims the new lengths; one of them may be -1, to be computed
   */
  public Reshape {
    dims = List.copyOf(dims);
  }

  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    long[] out = dims.stream().mapToLong(Long::longValue).toArray();
    if (x.shape().isKnown()) {
      long size = x.shape().size();
      long known = LongStream.of(out).filter(d -> d >= 0).reduce(1, (a, b) -> a * b);
      long open = LongStream.of(out).filter(d -> d < 0).count();
      for (int i = 0; i < out.length; i++) {
        if (out[i] < 0) {
          out[i] = known == 0 ? 0 : size / known;
        }
      }
      long made = LongStream.of(out).reduce(1, (a, b) -> a * b);
      if (open > 1 || made != size) {
        throw Fault.of("Reshape")
            .expected("the new shape must hold as many elements as the old one")
            .received("%s to %s", x.shape(), dims)
            .remedy("Correct the target shape.")
            .argument();
      }
    } else {
      resolveAgainstUnknown(x.shape(), out);
    }
    return List.of(new Spec(x.dataType(), Shape.of(out)));
  }

  /** With an unknown batch on both sides, what is left must agree, or one must divide the other. */
  private void resolveAgainstUnknown(Shape from, long[] out) {
    long fromUnknown = LongStream.of(from.dims()).filter(d -> d < 0).count();
    long toUnknown = LongStream.of(out).filter(d -> d < 0).count();
    if (fromUnknown == 1 && toUnknown == 1) {
      long a = LongStream.of(from.dims()).filter(d -> d >= 0).reduce(1, (p, q) -> p * q);
      long b = LongStream.of(out).filter(d -> d >= 0).reduce(1, (p, q) -> p * q);
      boolean leading = from.rank() > 0 && from.dim(0) < 0 && out[0] < 0;
      if (leading && a != b && (a <= 0 || b <= 0 || (a % b != 0 && b % a != 0))) {
        throw Fault.of("Reshape")
            .expected("the new shape must hold as many elements as the old one")
            .received("%s to %s", from, Arrays.toString(out))
            .remedy("Correct the target shape.")
            .argument();
      }
    }
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dy = gradients.get(0);
    return Op.gradientList(dy == null ? null : Ops.reshape(dy, node.input(0).shape().dims()));
  }
}
