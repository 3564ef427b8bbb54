package io.hornbill.losses;

import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A loss with settings. Losses never change: each setter returns a new loss.
 *
 * @param <L> the loss' own type
 */
public abstract class NamedLoss<L extends NamedLoss<L>> implements Loss {
  private final String className;
  private final Function<Config, L> factory;
  private final String name;
  private final Reduction reduction;

  /**
   * Reads the settings that all losses have.
   *
   * @param className the class' name in Keras' files
   * @param name the name unless the settings have one
   * @param factory makes a loss of this type from settings
   * @param config the settings
   */
  protected NamedLoss(String className, String name, Function<Config, L> factory, Config config) {
    this.className = className;
    this.factory = factory;
    this.name = config.text("name", name);
    this.reduction =
        config.has("reduction")
            ? Reduction.of(config.get("reduction"))
            : Reduction.SUM_OVER_BATCH_SIZE;
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
    return name;
  }

  /**
   * Sets the name.
   *
   * @param name the name
   * @return a loss with that name
   */
  public final L name(String name) {
    return with("name", name);
  }

  @Override
  public final String className() {
    return className;
  }

  @Override
  public final Reduction reduction() {
    return reduction;
  }

  /**
   * Sets how the values of the samples become one number.
   *
   * @param reduction how; by default {@link Reduction#SUM_OVER_BATCH_SIZE}
   * @return a loss with that reduction
   */
  public final L reduction(Reduction reduction) {
    return with("reduction", reduction.keras());
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

  @Override
  public Config config() {
    return new Config().with("name", name).with("reduction", reduction.keras());
  }

  /**
   * Returns a loss that differs in one setting.
   *
   * @param field Keras' name of the setting
   * @param value its value
   * @return the loss
   * @throws IllegalArgumentException if the value is not allowed
   */
  protected final L with(String field, @Nullable Object value) {
    return factory.apply(config().with(field, value));
  }

  @Override
  public final String toString() {
    return className + config();
  }
}
