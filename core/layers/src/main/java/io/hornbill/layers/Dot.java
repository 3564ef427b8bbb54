package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The products of two inputs, sample by sample, summed along one axis of each.
 *
 * <p>Inputs {@code [batch, …]}; output {@code [batch, other axes of the first, other axes of the
 * second]}, or {@code [batch, 1]} if there are none.
 *
 * <pre>{@code
 * Tensor similarity = new Dot(1).normalize(true).apply(a, b); // [batch, 64] twice: [batch, 1]
 * }</pre>
 */
public final class Dot extends MaskedLayer<Dot> {
  private static final Setting<List<Integer>> AXES =
      axes("axes", -1, -1)
          .normalized(axes -> axes.size() == 1 ? Collections.nCopies(2, axes.get(0)) : axes)
          .check(
              "one axis for both inputs or one for each",
              (owner, name, axes) -> {
                if (axes.size() != 2) {
                  throw Fault.of(owner)
                      .expected("axes must be one axis for both inputs or one for each")
                      .received("%s numbers", axes.size())
                      .remedy("Give 1 or 2.")
                      .argument();
                }
              });
  private static final Setting<Boolean> NORMALIZE = Setting.flag("normalize", false);

  /**
   * Makes a layer.
   *
   * @param axes the axis of both inputs, or the axis of each; negative ones count from the end
   */
  public Dot(int... axes) {
    declare(AXES, NORMALIZE);
    set(AXES, list(axes));
    expectMinRank(2, "[batch, …]");
  }

  /**
   * Sets whether both inputs are scaled to length 1 along their axis first, which makes the result
   * their cosine.
   *
   * @param normalize true for the cosine
   */
  public Dot normalize(boolean normalize) {
    return with(NORMALIZE, normalize);
  }

  @Override
  protected void build(List<Shape> inputs) {
    if (inputs.size() != 2) {
      throw Fault.of(owner())
          .expected("the layer multiplies two inputs")
          .received(inputs.size())
          .remedy("Apply it to exactly two.")
          .argument();
    }
    int[] axes = ints(AXES);
    long a = inputs.get(0).dim(axes[0]);
    long b = inputs.get(1).dim(axes[1]);
    if (a != b && a >= 0 && b >= 0) {
      throw Fault.of(owner())
          .expected("the summed axes must have equal lengths")
          .received("%s of %s and %s of %s", axes[0], inputs.get(0), axes[1], inputs.get(1))
          .remedy("Choose other axes.")
          .argument();
    }
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    int[] axes = ints(AXES);
    Tensor a = unit(inputs.get(0), axes[0]);
    Tensor b = unit(inputs.get(1), axes[1]);
    StringBuilder left = new StringBuilder("a");
    StringBuilder right = new StringBuilder("a");
    StringBuilder out = new StringBuilder("a");
    char next = 'c';
    for (int i = 1; i < a.rank(); i++) {
      char letter = i == a.shape().axis(axes[0]) ? 'b' : next++;
      left.append(letter);
      out.append(letter == 'b' ? "" : letter);
    }
    for (int i = 1; i < b.rank(); i++) {
      char letter = i == b.shape().axis(axes[1]) ? 'b' : next++;
      right.append(letter);
      out.append(letter == 'b' ? "" : letter);
    }
    Tensor product = Ops.einsum(left + "," + right + "->" + out, a, b);
    return List.of(product.rank() == 1 ? Ops.expandDims(product, 1) : product);
  }

  private Tensor unit(Tensor x, int axis) {
    if (!get(NORMALIZE)) {
      return x;
    }
    Tensor squares = Ops.sum(Ops.square(x), axis, true);
    return x.times(Ops.rsqrt(Ops.maximum(squares, 1e-12)));
  }

  @Override
  protected boolean takesList() {
    return true;
  }

  @Override
  protected List<@Nullable Tensor> computeMask(
      List<Tensor> inputs, List<@Nullable Tensor> masks, List<Tensor> outputs) {
    List<@Nullable Tensor> none = new ArrayList<>();
    none.add(null);
    return none;
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
