package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the layers have in common that make one output of several inputs, element by element with
 * broadcasting.
 *
 * @param <T> the layer's own type
 */
abstract class ElementwiseMerge<T extends ElementwiseMerge<T>> extends MaskedLayer<T> {
  private boolean masksOfAll;

  /** Makes a layer. */
  protected ElementwiseMerge() {
    expectMinRank(1, "[batch, …]");
  }

  @Override
  protected void build(List<Shape> inputs) {
    if (inputs.size() < 2) {
      throw Fault.of(owner())
          .expected("a merging layer needs at least 2 inputs")
          .received(inputs.size())
          .remedy("Apply it to all of them at once.")
          .argument();
    }
    int rank = inputs.stream().mapToInt(Shape::rank).max().orElse(0);
    Shape shape = aligned(inputs.get(0), rank);
    for (Shape input : inputs) {
      shape = Shape.broadcast(owner(), shape, aligned(input, rank));
    }
  }

  private static Shape aligned(Shape shape, int rank) {
    long[] ones = new long[rank - shape.rank()];
    Arrays.fill(ones, 1);
    return shape.slice(0, 1).append(ones).append(shape.slice(1, shape.rank()).dims());
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    List<Tensor> aligned = aligned(inputs);
    List<@Nullable Tensor> masks = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor mask = context.masks().get(i);
      Tensor x = inputs.get(i);
      boolean own = mask != null && aligned.get(i) == x && x.rank() == mask.rank() + 1;
      masks.add(own && !masksOfAll ? Ops.expandDims(mask, -1) : null);
    }
    return List.of(
        masks.stream().allMatch(Objects::isNull) ? merge(aligned) : merge(aligned, masks));
  }

  /**
   * Combines inputs of which some have masks; as without unless a layer says otherwise.
   *
   * @param inputs at least two tensors of the same rank
   * @param masks 1 where a step counts and 0 where it does not, {@code [batch, steps, 1]}; null for
   *     none
   * @return the output
   */
  Tensor merge(List<Tensor> inputs, List<@Nullable Tensor> masks) {
    return merge(inputs);
  }

  /** As Keras since 3.8: the other input where a step does not count. */
  static Tensor choose(
      List<Tensor> inputs, List<@Nullable Tensor> masks, BinaryOperator<Tensor> choice) {
    Tensor output = inputs.get(0);
    Tensor seen = masks.get(0);
    for (int i = 1; i < inputs.size(); i++) {
      Tensor x = inputs.get(i);
      Tensor mask = masks.get(i);
      if (mask != null) {
        x = Ops.where(mask, x, output);
      }
      if (seen != null) {
        output = Ops.where(seen, output, x);
      }
      seen = seen == null || mask == null ? null : Ops.maximum(seen, mask);
      output = choice.apply(output, x);
    }
    return output;
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
  protected boolean takesList() {
    return true;
  }

  /** A step counts where it counts in any input; an input without a mask counts everywhere. */
  @Override
  protected List<@Nullable Tensor> computeMask(
      List<Tensor> inputs, List<@Nullable Tensor> masks, List<Tensor> outputs) {
    List<@Nullable Tensor> result = new ArrayList<>();
    result.add(masksOfAll ? allOf(masks) : anyOf(masks));
    return result;
  }

  /** Before Keras 3, what was merged counted where all of it did. */
  @Override
  void calledAsBeforeKeras3() {
    masksOfAll = true;
  }

  @Override
  final boolean masksAsBeforeKeras3() {
    return masksOfAll;
  }

  static @Nullable Tensor allOf(List<@Nullable Tensor> masks) {
    Tensor all = null;
    for (Tensor mask : masks) {
      if (mask != null && mask != all) {
        all = all == null ? mask : all.times(mask);
      }
    }
    return all;
  }

  static @Nullable Tensor anyOf(List<@Nullable Tensor> masks) {
    Tensor any = masks.get(0);
    for (Tensor mask : masks) {
      if (mask == null || any == null) {
        return null;
      }
      any = any == mask ? any : Ops.maximum(any, mask);
    }
    return any;
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
