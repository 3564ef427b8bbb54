package io.hornbill.layers.keras1;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Add;
import io.hornbill.layers.Average;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Dot;
import io.hornbill.layers.KerasLayer;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Maximum;
import io.hornbill.layers.Multiply;
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

  private static final Setting<String> MODE =
      Setting.string("mode", "sum")
          .only("one of " + MODES, "Choose one, or write a Lambda.", MODES::contains);
  private static final Setting<String> MODE_TYPE =
      Setting.of("mode_type", "raw", (config, key) -> "raw", raw -> raw);
  private static final Setting<Integer> CONCAT_AXIS = Setting.integer("concat_axis", -1);
  private static final Setting<List<Integer>> DOT_AXES = axes("dot_axes", -1);

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
    declare(MODE, MODE_TYPE, CONCAT_AXIS, DOT_AXES);
    set(MODE, mode);
    expectMinRank(2, "[batch, …]");
  }

  /**
   * Merges as Keras 1's function {@code merge} does, for {@code import static}.
   *
   * @param mode what is done: sum, mul, concat, ave, cos, dot or max
   * @param inputs at least two tensors
   * @return the output of a new layer
   */
  public static Tensor merge(String mode, Tensor... inputs) {
    return new Merge(mode).apply(inputs);
  }

  /**
   * Sets the axis of mode {@code "concat"}.
   *
   * @param concatAxis the axis; negative ones count from the end
   */
  public Merge concatAxis(int concatAxis) {
    return with(CONCAT_AXIS, concatAxis);
  }

  /**
   * Sets the axes of modes {@code "dot"} and {@code "cos"}.
   *
   * @param dotAxes the axis of both inputs, or the axis of each; negative ones count from the end
   */
  public Merge dotAxes(int... dotAxes) {
    return with(DOT_AXES, list(dotAxes));
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
    Layer inner = addLayer("merging", merging().name(name()));
    lendDataType(inner);
    inner.buildFor(inputs.toArray(Shape[]::new));
    merging = inner;
  }

  private Layer merging() {
    return switch (get(MODE)) {
      case "mul" -> new Multiply();
      case "ave" -> new Average();
      case "max" -> new Maximum();
      case "concat" -> new Concatenate().axis(get(CONCAT_AXIS));
      case "dot" -> new Dot(ints(DOT_AXES));
      case "cos" -> new Dot(ints(DOT_AXES)).normalize(true);
      default -> new Add();
    };
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    return context.callAll(built(merging), inputs);
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
    Layer inner = built(merging);
    if (inner instanceof Concatenate || inner instanceof Dot) {
      return masksOf(inner, inputs, masks, outputs);
    }
    List<@Nullable Tensor> result = new ArrayList<>();
    result.add(masks.stream().filter(Objects::nonNull).reduce(Ops::minimum).orElse(null));
    return result;
  }
}
