package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.callbacks.Callback;
import io.hornbill.layers.Dense;
import io.hornbill.losses.Loss;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.training.CompileOptions;
import io.hornbill.training.FitOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is null by mistake is named, and nothing is changed. */
class NullArgumentsTest {
  private final Model model = new Sequential(new Input(3), new Dense(2));

  @AfterEach
  void close() {
    model.close();
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("Received: null. ");
  }

  @Test
  void compileNamesWhatIsNull() {
    refused(() -> model.compile((Consumer<CompileOptions>) null), "compile: options must be given");
    refused(() -> model.compile((Optimizer) null, "mse"), "compile: optimizer must be given");
    refused(() -> model.compile("sgd", (Loss) null), "compile: loss must be given");
    refused(() -> model.compile((String) null, "mse"), "the name of optimizer must be given");
    refused(() -> model.compile("sgd", (String) null), "the name of loss must be given");
    assertThat(model.isCompiled()).isFalse();
  }

  @Test
  void trainingNamesWhatIsNull() {
    model.compile("sgd", "mse");
    INDArray x = Nd4j.ones(4, 3);
    INDArray y = Nd4j.ones(4, 2);
    List<INDArray> before = model.getWeights();
    refused(
        () -> model.fit(List.of(x), List.of(y), (Consumer<FitOptions>) null),
        "fit: options must be given");
    refused(
        () -> model.fit(x, y, o -> o.callbacks((Callback[]) null)), "fit: callbacks must be given");
    refused(
        () -> model.fit(x, y, o -> o.callbacks((Callback) null)),
        "fit: each of callbacks must be given");
    refused(
        () -> model.fit(x, y, o -> o.callbacks(Arrays.asList((Callback) null))),
        "fit: each of callbacks must be given");
    refused(() -> model.evaluate(List.of(x), List.of(y), null), "evaluate: options must be given");
    refused(() -> model.predict(List.of(x), null), "predict: options must be given");
    assertThat(model.getWeights()).isEqualTo(before);
  }

  @Test
  void filesNameWhatIsNull() {
    refused(() -> model.save((Path) null), "Model: path must be given");
    refused(() -> model.save((String) null), "Model: file must be given");
    refused(() -> model.saveWeights((Path) null), "Model: path must be given");
    refused(() -> model.loadWeights((Path) null), "loadWeights: path must be given");
    refused(() -> Model.load((Path) null), "load: path must be given");
    refused(() -> Model.load((String) null), "Model: file must be given");
    refused(() -> Model.fromJson(null), "fromJson: json must be given");
  }

  @Test
  void weightsNameWhatIsNull() {
    refused(() -> model.setWeights((List<INDArray>) null), "");
    List<INDArray> before = model.getWeights();
    refused(() -> model.setWeights(Arrays.asList(before.get(0), null)), "");
    assertThat(model.getWeights()).isEqualTo(before);
  }
}
