package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keras 1's layer for several inputs: what is done with them is a setting.
 *
 * <table>
 * <caption>The modes</caption>
 * <tr><th>mode</th><th>output</th><th>today's layer</th></tr>
 * <tr><td>{@code "sum"}</td><td>the sum, element by element</td><td>{@link Add}</td></tr>
 * <tr><td>{@code "mul"}</td><td>the product, element by element</td><td>{@link Multiply}</td></tr>
 * <tr><td>{@code "ave"}</td><td>the mean, element by element</td><td>{@link Average}</td></tr>
 * <tr><td>{@code "max"}</td><td>the greatest, element by element</td><td>{@link Maximum}</td></tr>
 * <tr><td>{@code "concat"}</td><td>side by side along {@link #concatAxis}</td><td>{@link Concatenate}</td></tr>
 * <tr><td>{@code "dot"}</td><td>products summed along {@link #dotAxes}</td><td>{@link Dot}</td></tr>
 * <tr><td>{@code "cos"}</td><td>the same of inputs of length 1: their cosine</td><td>{@link Dot}</td></tr>
 * </table>
 *
 * <pre>{@code
 * Tensor merged = new Merge("concat").concatAxis(1).apply(a, b);
 * }</pre>
 *
 * <p>A step is masked where any input masks it, as in Keras 1; today's layers want all of them to.
 * The cosine of {@code [batch, n]} has the shape {@code [batch, 1]}, which Keras 1 declares (and
 * then adds an axis).
 */
public final class Merge extends KerasLayer<Merge> {
  private static final List<String> MODES =
      List.of("sum", "mul", "concat", "ave", "cos", "dot", "max");

  private final String mode;
  private int concatAxis = -1;
  private int[] dotAxes = {-1};
  private @Nullable Layer merging;

  /** Makes a layer that adds. */
  public Merge() {
    this("sum");
  }

  /**
   * Makes a layer.
   *
   * @param mode what is done: sum, mul, concat, ave, cos, dot or max
   * @throws IllegalArgumentException if it is none of them
   */
  public Merge(String mode) {
    Checks.argument(
        MODES.contains(mode),
        "Merge: mode must be one of %s. Received: \"%s\". Choose one, or write a Lambda.",
        MODES,
        mode);
    this.mode = mode;
    expectMinRank(2, "[batch, …]");
  }

  static Merge from(Config config) {
    return new Merge(config.text("mode", "sum"))
        .concatAxis(config.integer("concat_axis", -1))
        .dotAxes(config.integers("dot_axes", -1))
        .configure(config);
  }

  /**
   * Sets the axis of mode {@code "concat"}.
   *
   * @param concatAxis the axis; negative ones count from the end
   * @return this layer
   */
  public Merge concatAxis(int concatAxis) {
    requireNotBuilt("concatAxis");
    this.concatAxis = concatAxis;
    return this;
  }

  /**
   * Sets the axes of modes {@code "dot"} and {@code "cos"}.
   *
   * @param dotAxes the axis of both inputs, or the axis of each; negative ones count from the end
   * @return this layer
   */
  public Merge dotAxes(int... dotAxes) {
    requireNotBuilt("dotAxes");
    this.dotAxes = dotAxes.clone();
    return this;
  }

  @Override
  protected void build(List<Shape> inputs) {
    Checks.argument(
        inputs.size() >= 2,
        "%s: a merging layer needs at least 2 inputs. Received: %s. Apply it to all of them at once.",
        owner(),
        inputs.size());
    Layer inner = merging().name(name());
    inner.build(inputs);
    merging = inner;
  }

  private Layer merging() {
    return switch (mode) {
      case "mul" -> new Multiply();
      case "ave" -> new Average();
      case "max" -> new Maximum();
      case "concat" -> new Concatenate().axis(concatAxis);
      case "dot" -> new Dot(dotAxes);
      case "cos" -> new Dot(dotAxes).normalize(true);
      default -> new Add();
    };
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    return Built.of(merging).call(inputs, context);
  }

  @Override
  protected boolean takesList() {
    return true;
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  protected List<@Nullable Tensor> computeMask(
      List<Tensor> inputs, List<@Nullable Tensor> masks, List<Tensor> outputs) {
    Layer inner = Built.of(merging);
    if (!(inner instanceof ElementwiseMerge<?>)) {
      return inner.computeMask(inputs, masks, outputs);
    }
    List<@Nullable Tensor> result = new ArrayList<>();
    result.add(masks.stream().filter(Objects::nonNull).reduce(Ops::minimum).orElse(null));
    return result;
  }

  @Override
  public Config config() {
    Object axes = dotAxes.length == 1 ? (Object) dotAxes[0] : Config.listOf(dotAxes);
    return super.config()
        .with("mode", mode)
        .with("mode_type", "raw")
        .with("concat_axis", concatAxis)
        .with("dot_axes", axes);
  }
}
