package io.hornbill.losses;

import io.hornbill.base.ConfiguredValue;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.internal.Pair;

/**
 * A loss with settings. Losses never change: each setter returns a new loss, and throws an {@link
 * IllegalArgumentException} for a value that it does not allow.
 *
 * @param <L> the loss' own type
 */
public abstract class NamedLoss<L extends NamedLoss<L>> extends ConfiguredValue<L> implements Loss {
  private static final Setting<Reduction> REDUCTION =
      Setting.of(
              "reduction",
              Reduction.SUM_OVER_BATCH_SIZE,
              (config, key) -> Reduction.of(config.get(key)),
              Reduction::keras)
          .nullMeans(Reduction.NONE);

  private final Setting<String> name;

  /**
   * Makes a loss with the defaults of its settings.
   *
   * @param className the class' name in Keras' files
   * @param name the default name
   * @param declared the settings of the class
   */
  protected NamedLoss(String className, String name, Setting<?>... declared) {
    super(className);
    this.name = Setting.string("name", name);
    declare(this.name, REDUCTION);
    declare(declared);
  }

  /**
   * Computes the loss of each sample or position.
   *
   * @param yTrue the targets, of the type of the predictions, and of their rank where an axis of
   *     length 1 decides
   * @param yPred the predictions
   * @return the values
   */
  protected abstract Tensor values(Tensor yTrue, Tensor yPred);

  @Override
  public final Tensor apply(Tensor yTrue, Tensor yPred) {
    Pair pair = Pair.sameRank(Ops.cast(yTrue, yPred.dataType()), yPred);
    return values(pair.first(), pair.second());
  }

  @Override
  public final String name() {
    return get(name);
  }

  /**
   * Sets the name.
   *
   * @param name the name
   * @return a loss with that name
   */
  public final L name(String name) {
    return with(this.name, name);
  }

  @Override
  public final String className() {
    return owner();
  }

  @Override
  public final Reduction reduction() {
    return get(REDUCTION);
  }

  /**
   * Sets how the values of the samples become one number.
   *
   * @param reduction how; by default {@link Reduction#SUM_OVER_BATCH_SIZE}
   * @return a loss with that reduction
   */
  public final L reduction(Reduction reduction) {
    return with(REDUCTION, reduction);
  }

  /**
   * Sets how the values of the samples become one number.
   *
   * @param reduction Keras' name of the reduction, by default {@code "sum_over_batch_size"}
   * @return a loss with that reduction
   * @throws IllegalArgumentException if there is no such reduction
   */
  public final L reduction(String reduction) {
    return reduction(Reduction.of(reduction));
  }
}
