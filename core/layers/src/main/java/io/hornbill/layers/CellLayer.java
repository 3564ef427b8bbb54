package io.hornbill.layers;

import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the recurrent layers with a cell of their own have in common; the settings of the cell are
 * the layer's.
 *
 * @param <T> the layer's own type
 * @param <C> the type of the cell
 */
abstract class CellLayer<T extends CellLayer<T, C>, C extends GatedCell<C>> extends Recurrence<T>
    implements ActivationSetter<T>,
        KernelSetters<T>,
        RecurrentSetters<T>,
        BiasSetters<T>,
        SeedSetter<T> {
  private final C cell;

  /**
   * Makes a layer.
   *
   * @param cell its cell
   */
  CellLayer(C cell) {
    this.cell = addLayer("cell", cell);
    includeSettings(cell);
  }

  /**
   * Sets the share of inputs that are dropped in training, the same ones at all steps.
   *
   * @param rate the share, in {@code [0, 1)}
   */
  public final T dropout(double rate) {
    cell.dropout(rate);
    return self();
  }

  /**
   * Sets the share of outputs of the step before that are dropped in training, the same ones at all
   * steps. The sequence is then computed step by step, which takes longer.
   *
   * @param rate the share, in {@code [0, 1)}
   */
  public final T recurrentDropout(double rate) {
    cell.recurrentDropout(rate);
    return self();
  }

  @Override
  final C cell() {
    return cell;
  }

  @Override
  final List<Variable> roundedWeights() {
    return cell.weights();
  }

  @Override
  final HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }

  /** Randomness follows the seed of the layer, not that of the cell. */
  @Override
  final CellRun begin(Shape step, CallContext context) {
    return cell.begin(step, context);
  }

  @Override
  final @Nullable List<Tensor> fused(Tensor x, List<Tensor> states, CallContext context) {
    return cell.fused(x, states, context);
  }

  @Override
  int inputRank() {
    return 3;
  }
}
