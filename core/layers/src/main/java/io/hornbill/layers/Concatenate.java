package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inputs side by side along one axis; the other axes are equal. */
public final class Concatenate extends MaskedLayer<Concatenate> {
  private static final Setting<Integer> AXIS = Setting.integer("axis", -1);

  private boolean masksOfAll;

  /** Makes a layer that joins along the last axis. */
  public Concatenate() {
    declare(AXIS);
    expectMinRank(2, "[batch, …]");
  }

  /**
   * Makes a layer that joins along an axis.
   *
   * @param axis the axis; negative ones count from the end
   */
  public Concatenate(int axis) {
    this();
    set(AXIS, axis);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis; negative ones count from the end
   */
  public Concatenate axis(int axis) {
    return with(AXIS, axis);
  }

  @Override
  protected void build(List<Shape> inputs) {
    if (inputs.size() < 1) {
      throw Fault.of(owner())
          .expected("a merging layer needs inputs")
          .received("none")
          .remedy("Apply it to all of them at once.")
          .argument();
    }
    Shape first = inputs.get(0);
    int axis = get(AXIS);
    int along = first.axis(axis);
    for (Shape input : inputs) {
      if (input.rank() != first.rank() || !input.with(along, first.dim(along)).matches(first)) {
        throw Fault.of(owner())
            .expected("inputs must have equal axes but for axis %s", axis)
            .received(inputs)
            .remedy("Reshape them, or join along another axis.")
            .argument();
      }
    }
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    return List.of(Ops.concatenate(inputs, get(AXIS)));
  }

  @Override
  protected boolean takesList() {
    return true;
  }

  @Override
  void calledAsBeforeKeras3() {
    masksOfAll = true;
  }

  @Override
  boolean masksAsBeforeKeras3() {
    return masksOfAll;
  }

  /** Inputs without a mask count everywhere; the masks are joined as the steps are. */
  @Override
  protected List<@Nullable Tensor> computeMask(
      List<Tensor> inputs, List<@Nullable Tensor> masks, List<Tensor> outputs) {
    List<@Nullable Tensor> result = new ArrayList<>();
    int rank = 0;
    for (Tensor mask : masks) {
      rank = mask == null ? rank : mask.rank();
    }
    int along = inputs.get(0).shape().axis(get(AXIS));
    result.add(
        rank == 0
            ? null
            : along < rank
                ? joined(inputs, masks, rank, along)
                : masksOfAll ? ElementwiseMerge.allOf(masks) : ElementwiseMerge.anyOf(masks));
    return result;
  }

  private static Tensor joined(
      List<Tensor> inputs, List<@Nullable Tensor> masks, int rank, int along) {
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor x = inputs.get(i);
      Tensor mask = masks.get(i);
      Spec all = new Spec(x.dataType(), x.shape().slice(0, rank));
      parts.add(mask != null ? mask : Ops.fill(1, all));
    }
    return Ops.concatenate(parts, along);
  }
}
