package io.hornbill.layers;

import io.hornbill.graph.Checks;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the layers have in common that make one output of several inputs, element by element with
 * broadcasting.
 *
 * @param <T> the layer's own type
 */
public abstract class Merge<T extends Merge<T>> extends FluentLayer<T> {
  /** Makes a layer. */
  protected Merge() {
    expectMinRank(1, "[batch, …]");
  }

  @Override
  protected void build(List<Shape> inputs) {
    Checks.argument(
        inputs.size() >= 2,
        "%s: a merging layer needs at least 2 inputs. Received: %s. Apply it to all of them at once.",
        owner(),
        inputs.size());
    Shape shape = inputs.get(0);
    for (Shape input : inputs) {
      shape = Shape.broadcast(owner(), shape, input);
    }
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    return List.of(merge(aligned(inputs)));
  }

  /**
   * Combines the inputs.
   *
   * @param inputs at least two tensors of the same rank
   * @return the output
   */
  protected abstract Tensor merge(List<Tensor> inputs);

  /** Keras adds axes of length 1 after the batch. */
  private static List<Tensor> aligned(List<Tensor> inputs) {
    int rank = inputs.stream().mapToInt(Tensor::rank).max().orElse(0);
    List<Tensor> result = new ArrayList<>();
    for (Tensor input : inputs) {
      Tensor x = input;
      while (x.rank() < rank) {
        x = Ops.expandDims(x, 1);
      }
      result.add(x);
    }
    return result;
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  /** A step counts where it counts in every input that has a mask. */
  @Override
  protected List<@Nullable Tensor> computeMask(
      List<Tensor> inputs, List<@Nullable Tensor> masks, List<Tensor> outputs) {
    List<@Nullable Tensor> result = new ArrayList<>();
    result.add(
        masks.stream()
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .reduce(Ops::multiply)
            .orElse(null));
    return result;
  }
}
