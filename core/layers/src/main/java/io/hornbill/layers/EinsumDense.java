package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.initializers.Initializer;
import io.hornbill.initializers.Initializers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected layer over any axes, which Einstein's summation names.
 *
 * <pre>{@code output = activation(einsum(equation, x, kernel) + bias)}</pre>
 *
 * <p>The kernel has an axis for each of its letters, the bias those of {@link #biasAxes}.
 *
 * <pre>{@code
 * new EinsumDense("abc,cd->abd", -1, 64).biasAxes("d") // [batch, steps, 32]: [batch, steps, 64]
 * new EinsumDense("...x,xy->...y", 64).biasAxes("y") // the same for any number of axes
 * }</pre>
 */
public final class EinsumDense extends KerasLayer<EinsumDense>
    implements ActivationSetter<EinsumDense>,
        KernelSetters<EinsumDense>,
        BiasValueSetters<EinsumDense> {
  private static final Setting<String> EQUATION =
      Setting.string("equation", "ab,bc->ac")
          .check(
              "axes of input, kernel and output",
              (owner, name, v) -> EinsumEquation.check(owner, v));
  private static final Setting<List<Integer>> OUTPUT_SHAPE =
      Setting.of(
          "output_shape",
          List.of(1),
          (config, key) -> Windows.list(config.integers(key)),
          Axes::written);

  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  private static final Setting<@Nullable String> BIAS_AXES = Setting.optionalString("bias_axes");

  private @Nullable EinsumEquation axes;
  private @Nullable Variable kernel;
  private @Nullable Variable bias;

  /**
   * Makes a layer without a bias.
   *
   * @param equation the axes of input, kernel and output, as {@code "ab,bc->ac"}; dots stand for
   *     any axes
   * @param outputShape the lengths of the output's axes without the batch and those that dots stand
   *     for; -1 for those that are as long as the input's
   * @throws IllegalArgumentException if the equation is not of that form
   */
  public EinsumDense(String equation, int... outputShape) {
    declare(EQUATION, OUTPUT_SHAPE, BIAS_AXES);
    set(EQUATION, equation);
    set(OUTPUT_SHAPE, Windows.list(outputShape));
    declareActivation("activation", "linear");
    declareWeight("kernel", "glorot_uniform");
    declareWeight("bias", "zeros");
    expectMinRank(2, "[batch, …]");
  }

  /**
   * Sets for which axes of the output there is a bias.
   *
   * @param biasAxes their letters; null for no bias
   */
  public EinsumDense biasAxes(@Nullable String biasAxes) {
    return with(BIAS_AXES, biasAxes);
  }

  /**
   * Returns the kernel.
   *
   * @return the weight
   * @throws IllegalStateException if the layer is not built
   */
  public Variable kernel() {
    return Built.weight(this, "kernel", kernel);
  }

  /**
   * Returns the bias.
   *
   * @return the weight
   * @throws IllegalStateException if the layer is not built, or has none
   */
  public Variable bias() {
    return Built.weight(this, "bias", bias);
  }

  @Override
  protected void build(Shape input) {
    String equation = get(EQUATION);
    EinsumEquation full = EinsumEquation.of(owner(), equation, input.rank());
    int dots = equation.endsWith("...") ? input.rank() - equation.indexOf('.') : 0;
    Shape output = full.outputShape(owner(), input, ints(OUTPUT_SHAPE), dots);
    WeightSettings settings = weight("kernel");
    kernel =
        addWeight(
            "kernel",
            full.kernelShape(owner(), input, output),
            settings.initializer(fanned(settings.initializer(), full)));
    String letters = get(BIAS_AXES);
    bias =
        letters == null
            ? null
            : addWeight("bias", full.biasShape(owner(), output, letters), weight("bias"));
    axes = full;
    expectRank(input.rank(), full.input());
  }

  /** Initializers that go by the fans are told which axes lead in and which out. */
  private static Initializer fanned(Initializer initializer, EinsumEquation full) {
    Config config = initializer.config();
    if (!config.has("input_axes")
        || (config.get("input_axes") != null && config.get("output_axes") != null)) {
      return initializer;
    }
    return Initializers.get(
        initializer.name(),
        config
            .with("input_axes", full.kernelAxes(false))
            .with("output_axes", full.kernelAxes(true)));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    EinsumEquation full = Built.of(axes);
    Variable matrix = Built.of(kernel);
    int summed = full.summed();
    Tensor y =
        summed > 0 ? product(x, matrix, summed) : Ops.einsum(full.toString(), x, matrix.tensor());
    return activate("activation", bias == null ? y : y.plus(bias));
  }

  /** The last axes as one, so that it is a plain product with a matrix. */
  private static Tensor product(Tensor x, Variable kernel, int summed) {
    Shape free = x.shape().slice(0, x.rank() - summed);
    Shape made = kernel.shape().slice(summed, kernel.shape().rank());
    long rows = kernel.shape().slice(0, summed).size();
    Tensor flat = summed == 1 ? x : Ops.reshape(x, free.append(rows).dims());
    Tensor y = Ops.dense(flat, Ops.reshape(kernel.tensor(), rows, made.size()));
    return made.rank() == 1 ? y : Ops.reshape(y, free.append(made.dims()).dims());
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
