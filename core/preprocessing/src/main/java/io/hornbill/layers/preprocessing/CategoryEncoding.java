package io.hornbill.layers.preprocessing;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import java.util.List;

/**
 * Turns class ids into zeros and ones, or counts them.
 *
 * <p>Input {@code [batch, ids]}, or {@code [batch]} for one-hot; if you like a second one of the
 * same shape, with what each id counts. Output {@code [batch, tokens]}, one-hot of several ids
 * {@code [batch, ids, tokens]}.
 */
public final class CategoryEncoding extends ColumnLayer<CategoryEncoding> {
  private static final Setting<Integer> NUM_TOKENS = Setting.integer("num_tokens", 1).positive();
  private static final Setting<String> OUTPUT_MODE =
      Encoding.setting(Encoding.MULTI_HOT, Encoding.MULTI_HOT, Encoding.ONE_HOT, Encoding.COUNT);

  /**
   * Makes a layer.
   *
   * @param numTokens how many ids there are, from 0 on
   */
  public CategoryEncoding(int numTokens) {
    declare(NUM_TOKENS, OUTPUT_MODE);
    set(NUM_TOKENS, numTokens);
  }

  /**
   * Sets the form of the output.
   *
   * @param outputMode {@code "multi_hot"}, {@code "one_hot"} or {@code "count"}
   */
  public CategoryEncoding outputMode(String outputMode) {
    return with(OUTPUT_MODE, outputMode);
  }

  @Override
  protected List<String> callArguments() {
    return List.of("inputs", "count_weights");
  }

  @Override
  Shape outputShape(List<Shape> inputs) {
    if (inputs.size() != 1 && !get(OUTPUT_MODE).equals(Encoding.COUNT)) {
      throw Fault.of(owner())
          .expected("weights need the mode \"count\"")
          .received("\"%s\"", get(OUTPUT_MODE))
          .remedy("Leave out the second input.")
          .argument();
    }
    return Encoding.shape(get(OUTPUT_MODE), inputs.get(0), get(NUM_TOKENS));
  }

  @Override
  Column transform(List<Column> inputs) {
    outputShape(inputs.stream().map(Column::shape).toList());
    double[] weights = inputs.size() > 1 ? inputs.get(1).values() : new double[0];
    return Encoding.encode(get(OUTPUT_MODE), inputs.get(0), get(NUM_TOKENS), weights);
  }
}
