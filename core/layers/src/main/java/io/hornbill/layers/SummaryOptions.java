package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Network#summary(SummaryOptions, java.util.function.Consumer) summary} writes its
 * table.
 *
 * <pre>{@code
 * model.summary(new SummaryOptions().showTrainable(true).expandNested(true));
 * model.summary(new SummaryOptions().lineLength(100).layerRange("conv1", "conv2_.*"));
 * }</pre>
 *
 * @see <a href="https://keras.io/api/models/model/#summary-method">Keras' summary</a>
 */
public final class SummaryOptions {
  private static final String OWNER = "SummaryOptions";

  private int lineLength;
  private int widest;
  private List<Double> positions = List.of();
  private boolean expandNested;
  private boolean showTrainable;
  private @Nullable String first;
  private @Nullable String last;

  /** Makes the usual options: columns as wide as what is in them. */
  public SummaryOptions() {}

  /**
   * Sets how wide the table is. Columns then have Keras' shares of the width; texts go on in the
   * next line, and what is longer than a line ends in an ellipsis.
   *
   * @param characters at least 20; by default as many as the longest names need, but not more than
   *     the terminal has
   * @return these options
   * @throws IllegalArgumentException if it is less than 20
   */
  public SummaryOptions lineLength(int characters) {
    if (characters < 20) {
      throw Fault.of("SummaryOptions")
          .expected("lineLength must be at least 20")
          .received(characters)
          .remedy("Choose more.")
          .argument();
    }
    lineLength = characters;
    return this;
  }

  /**
   * Sets where columns end, as shares of the line or as numbers of characters.
   *
   * @param ends ascending; one per column: name, shape, weights, where the input comes from unless
   *     the model is a chain, and trainable if it is shown. By default 0.45, 0.8, 1, or 0.3, 0.56,
   *     0.74, 1
   * @return these options
   * @throws IllegalArgumentException if they do not ascend from above 0
   */
  public SummaryOptions positions(double... ends) {
    for (int i = 0; i < ends.length; i++) {
      if (!(ends[i] > (i == 0 ? 0 : ends[i - 1]))) {
        throw Fault.of("SummaryOptions")
            .expected("positions must ascend")
            .received(Arrays.toString(ends))
            .remedy("Say where each column ends.")
            .argument();
      }
    }
    positions = Arrays.stream(ends).boxed().toList();
    return this;
  }

  /**
   * Sets whether layers of inner models follow them.
   *
   * @param expand false by default
   * @return these options
   */
  public SummaryOptions expandNested(boolean expand) {
    expandNested = expand;
    return this;
  }

  /**
   * Sets whether a column says which layers are trained: Y or N, or - for those without weights.
   *
   * @param show false by default
   * @return these options
   */
  public SummaryOptions showTrainable(boolean show) {
    showTrainable = show;
    return this;
  }

  /**
   * Shows a part of the layers.
   *
   * @param from the first layer's name, or a regular expression whose first match counts
   * @param to the last layer's name, or a regular expression whose last match counts
   * @return these options
   */
  public SummaryOptions layerRange(String from, String to) {
    first = from;
    last = to;
    return this;
  }

  /**
   * Sets how wide the table may become where no {@link #lineLength} is set.
   *
   * @param characters such as the terminal's width; 0 for any width, the default
   * @return these options
   * @throws IllegalArgumentException if it is negative
   */
  public SummaryOptions widest(int characters) {
    widest = (int) Checks.notNegative(OWNER, "widest", characters);
    return this;
  }

  int lineLength() {
    return lineLength;
  }

  int widest() {
    return widest;
  }

  List<Double> positions() {
    return positions;
  }

  boolean isExpandNested() {
    return expandNested;
  }

  boolean isShowTrainable() {
    return showTrainable;
  }

  @Nullable String first() {
    return first;
  }

  @Nullable String last() {
    return last;
  }
}
