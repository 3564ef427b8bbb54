package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import java.util.List;

/**
 * Runs any cell along a sequence.
 *
 * <p>Input {@code [batch, time, ...]}, and if you like the first value of each state; output that
 * of the cell at the last step, or {@code [batch, time, ...]} with {@link #returnSequences}. The
 * weights are those of the cell.
 *
 * <pre>{@code
 * new RNN(new GRUCell(32)).returnSequences(true)
 * new RNN(new StackedRNNCells(new LSTMCell(32), new LSTMCell(16)))
 * }</pre>
 */
public final class RNN extends Recurrence<RNN> {
  private final Layer cell;

  /**
   * Makes a layer.
   *
   * @param cell the cell: {@link LSTMCell}, {@link GRUCell}, {@link SimpleRNNCell}, {@link
   *     StackedRNNCells} or a layer of your own that is a {@link Cell}
   * @throws IllegalArgumentException if the layer is not a cell
   */
  public RNN(Layer cell) {
    if (!(cell instanceof Cell)) {
      throw Fault.of("RNN")
          .expected("cell must be a Cell")
          .received(cell)
          .remedy("Let the layer implement Cell.")
          .argument();
    }
    this.cell = addLayer("cell", cell);
    declareLayer("cell", cell);
  }

  /**
   * Makes a layer of cells on top of one another, a {@link StackedRNNCells} of them.
   *
   * @param cells the cells, the lowest first
   * @throws IllegalArgumentException if there is none, or one is not a {@link Cell}
   */
  public RNN(List<? extends Layer> cells) {
    this(new StackedRNNCells(cells));
  }

  static RNN from(Config config) {
    return new RNN(Layers.required(config, "cell")).configure(config);
  }

  @Override
  Layer cell() {
    return cell;
  }
}
