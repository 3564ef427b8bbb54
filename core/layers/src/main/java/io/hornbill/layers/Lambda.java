package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function of yours as a layer, without weights.
 *
 * <pre>{@code
 * model.add(new Lambda(x -> square(x).times(0.5)));
 * Tensor distance = new Lambda((a, b) -> abs(a.minus(b))).apply(left, right);
 * Tensor all = Lambda.ofAll(in -> in.get(0).plus(in.get(1)).plus(in.get(2))).apply(a, b, c);
 * }</pre>
 *
 * <p>A function cannot be written to a file: a model with such a layer has no {@code config()} and
 * saves its weights alone. To save it whole, write a layer class with {@code call}, {@code
 * className} and {@code config}, and register it with {@link Layers#register(String, Function)}.
 * For the same reason a Lambda in a file of Keras is not read: register your own layer under that
 * name.
 */
public final class Lambda extends KerasLayer<Lambda> {
  private final Function<List<Tensor>, Tensor> function;
  private int inputs;
  private long @Nullable [] outputShape;
  private @Nullable UnaryOperator<@Nullable Tensor> mask;

  /**
   * Makes a layer of one input.
   *
   * @param function makes the output of the input, both {@code [batch, ...]}
   */
  public Lambda(UnaryOperator<Tensor> function) {
    this((List<Tensor> inputs) -> function.apply(inputs.get(0)));
    expectInputs(1);
  }

  /**
   * Makes a layer of two inputs.
   *
   * @param function makes the output of the inputs
   */
  public Lambda(BinaryOperator<Tensor> function) {
    this((List<Tensor> inputs) -> function.apply(inputs.get(0), inputs.get(1)));
    expectInputs(2);
  }

  private Lambda(Function<List<Tensor>, Tensor> function) {
    this.function = function;
  }

  /**
   * Makes a layer of two inputs.
   *
   * @param function makes the output of the inputs
   * @return a new layer
   */
  public static Lambda of(BinaryOperator<Tensor> function) {
    return new Lambda(function);
  }

  /**
   * Makes a layer of any number of inputs.
   *
   * @param function makes the output of the list of all inputs
   * @return a new layer
   */
  public static Lambda ofAll(Function<List<Tensor>, Tensor> function) {
    return new Lambda(function);
  }

  private void expectInputs(int count) {
    inputs = count;
  }

  /**
   * Sets the shape of the output, which is otherwise found by calling the function.
   *
   * @param outputShape the lengths without the batch; -1 for unknown ones
   */
  public Lambda outputShape(long... outputShape) {
    requireNotBuilt("outputShape");
    this.outputShape = outputShape.clone();
    return this;
  }

  /**
   * Sets the mask of the output; without it there is none.
   *
   * @param mask makes it of the first input's mask, which is null where all steps count; {@code m
   *     -> m} passes it on
   */
  public Lambda mask(UnaryOperator<@Nullable Tensor> mask) {
    requireNotBuilt("mask");
    this.mask = mask;
    return this;
  }

  @Override
  protected void build(List<Shape> shapes) {
    if (inputs != 0 && shapes.size() != inputs) {
      throw Fault.of(owner())
          .expected("the function takes %s inputs", inputs)
          .received(shapes.size())
          .remedy("Apply the layer to as many, or make it by Lambda.ofAll.")
          .argument();
    }
  }

  @Override
  protected List<Spec> infer(List<Spec> from) {
    long[] lengths = outputShape;
    return lengths == null
        ? super.infer(from)
        : List.of(new Spec(dataType(), from.get(0).shape().slice(0, 1).append(lengths)));
  }

  @Override
  protected List<Tensor> call(List<Tensor> xs, CallContext context) {
    Tensor y = function.apply(xs);
    long[] lengths = outputShape;
    if (lengths != null && !y.shape().slice(1, y.rank()).matches(Shape.of(lengths))) {
      throw Fault.of(owner())
          .expected("the function must make the shape that outputShape says")
          .received("%s of the function", y.shape())
          .remedy("Correct outputShape, or leave it out.")
          .argument();
    }
    return List.of(y);
  }

  /** What a function does with the rows is not known. */
  @Override
  protected boolean keepsRowsApart(boolean inTraining) {
    return false;
  }

  @Override
  protected boolean supportsMasking() {
    return mask != null;
  }

  @Override
  protected List<@Nullable Tensor> computeMask(
      List<Tensor> xs, List<@Nullable Tensor> masks, List<Tensor> outputs) {
    List<@Nullable Tensor> result = new ArrayList<>();
    result.add(Built.of(mask).apply(masks.get(0)));
    return result;
  }

  /**
   * Fails: there is no way to write a function.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public Config config() {
    throw Fault.of(owner())
        .expected("the layers of a model that is written must have a configuration")
        .received("a Java function")
        .remedy(
            "Save the weights alone by saveWeights, or make the function a Layer of your"
                + " own with config() and Layers.register.")
        .unsupported();
  }
}
