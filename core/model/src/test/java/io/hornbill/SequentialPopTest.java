package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.graph.Tensor;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Layer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SequentialPopTest {
  private final INDArray x = Nd4j.rand(4, 3);

  @Test
  void predictsWhatTheLayerBeforeComputes() {
    Dense hidden = new Dense(5).activation("tanh");
    Dense scores = new Dense(2);
    try (Sequential model = new Sequential(new Input(3), hidden, scores)) {
      model.compile("adam", "mse");
      INDArray before = model.predict(x);
      model.trainOnBatch(x, Nd4j.zeros(4, 2));
      INDArray inner = new Model(model.input(), hidden.output()).predict(x);

      assertThat(model.pop()).isSameAs(scores);

      assertThat(before.shape()).containsExactly(4, 2);
      assertThat(model.predict(x)).isEqualTo(inner);
      assertThat(model.layers()).containsExactly(hidden);
      assertThat(model.weights()).hasSize(2);
    }
  }

  @Test
  void takesOtherLayersThen() {
    try (Sequential model = new Sequential(new Input(3), new Dense(5), new Dense(2))) {
      model.compile("sgd", "mse");
      model.fit(x, Nd4j.zeros(4, 2), f -> f.verbose(0));
      List<INDArray> first = model.getLayer(0).getWeights();
      model.pop();
      model.add(new Dense(7));

      assertThat(model.predict(x).shape()).containsExactly(4, 7);
      assertThat(model.getLayer(0).getWeights()).isEqualTo(first);
      model.compile("sgd", "mse");
      model.fit(x, Nd4j.zeros(4, 7), f -> f.verbose(0));
      assertThat(model.getLayer(0).getWeights()).isNotEqualTo(first);
    }
  }

  @Test
  void takesTheLastLayerOfAModelWithoutInput() {
    try (Sequential model = new Sequential(new Dense(5), new Dense(2))) {
      model.pop();

      assertThat(model.predict(x).shape()).containsExactly(4, 5);
      model.pop();
      model.add(new Dense(6));
      assertThat(model.predict(x).shape()).containsExactly(4, 6);
    }
  }

  @Test
  void needsALayer() {
    try (Sequential model = new Sequential()) {
      assertThatThrownBy(model::pop)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("there must be a layer to remove")
          .hasMessageContaining("a model without layers");
    }
  }

  @Test
  void summarizesWhatIsNotBuilt() {
    try (Sequential model = new Sequential(new Dense(5), new Dense(2));
        Scorer own = new Scorer()) {
      assertThat(summary(model))
          .anyMatch(line -> line.matches("│ dense\\S* \\(Dense\\) +│ \\? +│ +0 \\(unbuilt\\) │"))
          .anyMatch(line -> line.equals(" Total params: 0 (0.00 B)"));
      assertThat(summary(own)).anyMatch(line -> line.contains("0 (unbuilt)"));
      model.predict(x);
      assertThat(summary(model)).noneMatch(line -> line.contains("unbuilt"));
    }
  }

  private static List<String> summary(Model model) {
    List<String> lines = new ArrayList<>();
    model.summary(lines::add);
    return lines;
  }

  private static final class Scorer extends Model {
    private final Layer scores = new Dense(2);

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return scores.apply(x);
    }
  }
}
