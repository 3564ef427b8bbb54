package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Applies a layer to each step of a sequence, with the same weights.
 *
 * <p>Input {@code [batch, time, ...]}, output {@code [batch, time, ...]}, where {@code [batch,
 * ...]} is what the inner layer takes and gives. The weights are those of the inner layer.
 *
 * <pre>{@code
 * new TimeDistributed(new Conv2D(16, 3)) // images of a film
 * }</pre>
 */
public final class TimeDistributed extends MaskedLayer<TimeDistributed> {
  private final Layer layer;

  /**
   * Makes a layer.
   *
   * @param layer the layer of one step; also a model
   */
  public TimeDistributed(Layer layer) {
    this.layer = addLayer("layer", layer);
    declareLayer("layer", layer);
    expectMinRank(3, "[batch, time, …]");
  }

  static TimeDistributed from(Config config) {
    return new TimeDistributed(Layers.required(config, "layer")).configure(config);
  }

  @Override
  protected void build(Shape input) {
    lendDataType(layer);
    layer.buildFor(input.without(1));
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    if (inputs.size() != 1) {
      throw Fault.of(owner())
          .expected("the layer takes one sequence")
          .received("%s inputs", inputs.size())
          .remedy("Merge them first, for example by Concatenate.")
          .argument();
    }
    Tensor x = inputs.get(0);
    if (!x.shape().isKnown()) {
      return foreseen(x, context);
    }
    Tensor mask = context.mask();
    if (mask != null) {
      checkMask(mask.shape(), x.shape());
    }
    return layer.keepsRowsApart(context.training())
        ? together(x, mask, context)
        : oneByOne(x, mask, context);
  }

  private void checkMask(Shape mask, Shape x) {
    if (mask.rank() < 2 || mask.dim(0) != x.dim(0) || mask.dim(1) != x.dim(1)) {
      throw Fault.of(owner())
          .expected("the mask must begin with the axes [batch, time] of the input")
          .received("mask %s, input %s", mask, x)
          .remedy("Give one number per step.")
          .argument();
    }
  }

  /** Of unknown lengths only the shapes are wanted, and one step tells them. */
  private List<Tensor> foreseen(Tensor x, CallContext context) {
    Tensor step = Ops.placeholder("step", new Spec(x.dataType(), x.shape().without(1)));
    List<Tensor> outputs = new ArrayList<>();
    for (Tensor y : context.callAll(layer, List.of(step))) {
      Shape whole = Shape.of(y.dim(0), x.dim(1)).append(y.shape().slice(1, y.rank()).dims());
      outputs.add(Ops.placeholder("output", new Spec(y.dataType(), whole)));
    }
    return outputs;
  }

  /** All steps as rows of one batch. */
  private List<Tensor> together(Tensor x, @Nullable Tensor mask, CallContext context) {
    Tensor rows = context.typed(Axes.joined(x), x);
    context.setMask(rows, mask == null ? null : Axes.joined(mask));
    return context.callPlainly(layer, List.of(rows)).stream()
        .map(y -> context.typed(Axes.split(y, x.shape()), y))
        .toList();
  }

  /** Step by step, where the rows of a batch act on one another, as in Keras. */
  private List<Tensor> oneByOne(Tensor x, @Nullable Tensor mask, CallContext context) {
    List<List<Tensor>> outputs = new ArrayList<>();
    for (int t = 0; t < x.dim(1); t++) {
      Tensor step = context.typed(Ops.select(x, 1, t), x);
      context.setMask(step, mask == null ? null : Ops.select(mask, 1, t));
      List<Tensor> ys = context.callPlainly(layer, List.of(step));
      for (int i = 0; i < ys.size(); i++) {
        if (t == 0) {
          outputs.add(new ArrayList<>());
        }
        outputs.get(i).add(ys.get(i));
      }
    }
    return outputs.stream().map(steps -> context.typed(Ops.stack(steps, 1), steps.get(0))).toList();
  }
}
