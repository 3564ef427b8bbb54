package io.hornbill.training;

import io.hornbill.base.Checks;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.Loss;
import io.hornbill.losses.Losses;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The loss that Keras calls {@code crossentropy}: the binary, the sparse categorical or the
 * categorical one, by the shapes.
 */
final class ShapedCrossentropy implements Loss {
  /** Looks a loss up by its name. */
  static Loss get(String name) {
    Checks.given("compile", "the name of loss", name);
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("crossentropy") || lower.equals("ce")
        ? new ShapedCrossentropy()
        : Losses.get(name);
  }

  private static Loss fitting(Shape yTrue, Shape yPred) {
    if (yPred.last() == 1) {
      return Losses.get("binary_crossentropy");
    }
    boolean sparse = yTrue.rank() < yPred.rank() || yTrue.last() == 1;
    return Losses.get(sparse ? "sparse_categorical_crossentropy" : "categorical_crossentropy");
  }

  @Override
  public String name() {
    return "crossentropy";
  }

  @Override
  public String className() {
    return "crossentropy";
  }

  @Override
  public Tensor apply(Tensor yTrue, Tensor yPred) {
    return fitting(yTrue.shape(), yPred.shape()).apply(yTrue, yPred);
  }

  @Override
  public Tensor reduced(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight, @Nullable Tensor mask) {
    return fitting(yTrue.shape(), yPred.shape()).reduced(yTrue, yPred, sampleWeight, mask);
  }

  @Override
  public boolean takesClassNumbers() {
    return true;
  }

  @Override
  public void checkTargets(INDArray yTrue, Shape yPred) {
    fitting(Shape.of(yTrue.shape()), yPred).checkTargets(yTrue, yPred);
  }
}
