package io.hornbill.losses;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.internal.Names;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.GraphRunner;
import io.hornbill.losses.internal.Pair;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What training minimizes: a function of targets and predictions.
 *
 * <p>A loss is written in {@link Ops}, so its gradient is automatic, and it is stateless. Your own
 * is a lambda:
 *
 * <pre>{@code
 * Loss clipped = (yTrue, yPred) -> mean(minimum(square(yPred.minus(yTrue)), 4.0), -1);
 * model.compile("adam", clipped, "mae");
 * }</pre>
 *
 * @see Losses
 */
@FunctionalInterface
public interface Loss {
  /**
   * Computes the loss of each sample, or of each position of a sample.
   *
   * @param yTrue the targets, {@code [batch, ...]}
   * @param yPred the predictions, {@code [batch, ..., features]}
   * @return one value per sample or position: the shape of {@code yPred} without its last axis
   * @throws IllegalArgumentException if the shapes do not fit each other
   */
  Tensor apply(Tensor yTrue, Tensor yPred);

  /**
   * Computes the loss of arrays, outside of any model.
   *
   * <pre>{@code
   * INDArray perSample = new Huber().apply(y, model.predict(x));
   * }</pre>
   *
   * @param yTrue the targets, {@code [batch, ...]}
   * @param yPred the predictions, {@code [batch, ..., features]}
   * @return one value per sample or position
   * @throws IllegalArgumentException if the shapes do not fit each other, or a target has no
   *     meaning for this loss
   */
  default INDArray apply(INDArray yTrue, INDArray yPred) {
    checkTargets(yTrue, Shape.of(yPred.shape()));
    List<Tensor> inputs =
        Stream.of(yTrue, yPred)
            .map(array -> new Spec(DataType.FLOAT, Shape.of(array.shape())))
            .map(spec -> Ops.placeholder("y", spec))
            .toList();
    Tensor values = values(Pair.sameRank(inputs.get(0), inputs.get(1)));
    return GraphRunner.present()
        .prepare(inputs, List.of(values), List.of())
        .run(List.of(yTrue, yPred))
        .get(0);
  }

  /**
   * Returns the name.
   *
   * @return by default the class' name in snake case, {@code "loss"} for lambdas
   */
  default String name() {
    return getClass().isHidden() || className().isEmpty() ? "loss" : Names.snakeCase(className());
  }

  /** {@return the name of the class in Keras' files; by default the class' simple name} */
  default String className() {
    return getClass().getSimpleName();
  }

  /**
   * Says whether the targets are answers of yes or no, each for itself. The metric "accuracy" then
   * counts each of them.
   *
   * @return false by default
   */
  default boolean isBinary() {
    return false;
  }

  /**
   * Says how the values of {@link #apply} become one number.
   *
   * @return by default {@link Reduction#SUM_OVER_BATCH_SIZE}
   */
  default Reduction reduction() {
    return Reduction.SUM_OVER_BATCH_SIZE;
  }

  /**
   * Returns the settings, from which {@link Losses#get(String, Config)} makes the loss again.
   *
   * @return the settings in Keras' field names; empty by default
   */
  default Config config() {
    return new Config();
  }

  /**
   * Says which of the values count, for losses that leave some out of the mean by themselves.
   *
   * @param yTrue the targets
   * @param yPred the predictions
   * @param values what {@link #apply} made of them
   * @return 1 where a value counts and 0 where it does not; null, as by default, if all count
   */
  default @Nullable Tensor mask(Tensor yTrue, Tensor yPred, Tensor values) {
    return null;
  }

  /**
   * Checks the numbers of the targets before they are used; the shapes are checked by {@link
   * #apply}.
   *
   * @param yTrue the targets
   * @param yPred the shape of the predictions
   * @throws IllegalArgumentException if a target has no meaning for this loss; the message names
   *     the row
   */
  default void checkTargets(INDArray yTrue, Shape yPred) {}

  /**
   * Says whether {@link #checkTargets} looks at every target as the number of a class, with those
   * that the loss leaves out; then metrics need not look again.
   *
   * @return false by default
   */
  default boolean takesClassNumbers() {
    return false;
  }

  /**
   * Computes the loss of a batch: the values of {@link #apply}, weighted and reduced.
   *
   * <p>Masked-out values do not count, and the weights multiply: with the reduction {@code
   * sum_over_batch_size}, the result is
   *
   * <pre>{@code sum(values * sampleWeight * mask) / count(mask)}</pre>
   *
   * @param yTrue the targets, {@code [batch, ...]}
   * @param yPred the predictions, {@code [batch, ..., features]}
   * @param sampleWeight weights of the shape of the values, or fewer axes that broadcast to it;
   *     null for none
   * @param mask 1 where a value counts and 0 where it does not; null if all count
   * @return a single number; with {@link Reduction#NONE} the weighted values
   * @throws IllegalArgumentException if the shapes do not fit each other
   */
  default Tensor reduced(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight, @Nullable Tensor mask) {
    Pair pair = Pair.sameRank(Ops.cast(yTrue, yPred.dataType()), yPred);
    Tensor values = values(pair);
    Tensor own = mask(pair.first(), pair.second(), values);
    return Weighting.reduce(name(), values, sampleWeight, Weighting.both(mask, own), reduction());
  }

  /**
   * Returns what {@link #reduced} divides by, where that depends on the data: the number of values
   * that count, or the sum of their weights. With it, losses of parts of a batch are put together
   * to that of the whole.
   *
   * @param yTrue the targets, {@code [batch, ...]}
   * @param yPred the predictions, {@code [batch, ..., features]}
   * @param sampleWeight the weights; null for none
   * @param mask 1 where a value counts and 0 where it does not; null if all count
   * @return a single number; null where it is the number of values, or nothing is divided
   */
  default @Nullable Tensor divisor(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight, @Nullable Tensor mask) {
    Pair pair = Pair.sameRank(Ops.cast(yTrue, yPred.dataType()), yPred);
    Tensor values = values(pair);
    Tensor own = mask(pair.first(), pair.second(), values);
    return Weighting.divisor(values, sampleWeight, Weighting.both(mask, own), reduction());
  }

  private Tensor values(Pair pair) {
    Tensor values = apply(pair.first(), pair.second());
    if (values == null) {
      throw Fault.of(name())
          .expected("a loss must return its values")
          .received("null")
          .remedy("Return a tensor.")
          .argument();
    }
    return values;
  }
}
