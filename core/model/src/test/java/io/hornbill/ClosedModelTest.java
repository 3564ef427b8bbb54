package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hornbill.layers.Dense;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** After {@code close()}, every call says so. */
class ClosedModelTest {
  private final INDArray x = Fixtures.random(1, 8, 4);
  private final INDArray y = Fixtures.signs(x);

  private Map<String, ThrowingCallable> calls(Sequential model, Path folder) {
    List<INDArray> weights = model.getWeights();
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("compile", () -> model.compile("sgd", "mse"));
    calls.put("fit", () -> model.fit(x, y, f -> f.verbose(0)));
    calls.put("trainOnBatch", () -> model.trainOnBatch(x, y));
    calls.put("testOnBatch", () -> model.testOnBatch(x, y));
    calls.put("evaluate", () -> model.evaluate(x, y));
    calls.put("predict", () -> model.predict(x));
    calls.put("predictOnBatch", () -> model.predictOnBatch(x));
    calls.put("splitStep", model::splitStep);
    calls.put("save", () -> model.save(folder.resolve("m.keras")));
    calls.put("saveWeights", () -> model.saveWeights(folder.resolve("m.weights.h5")));
    calls.put("loadWeights", () -> model.loadWeights(folder.resolve("m.weights.h5")));
    calls.put("saveProgress", () -> model.saveProgress(folder.resolve("m.progress")));
    calls.put("getWeights", model::getWeights);
    calls.put("setWeights", () -> model.setWeights(weights));
    calls.put("toJson", model::toJson);
    calls.put("summary", model::summary);
    calls.put("optimizer", model::optimizer);
    calls.put("compileConfig", model::compileConfig);
    calls.put("optimizerVariables", model::optimizerVariables);
    calls.put("learningRate", model::learningRate);
    calls.put("iterations", model::iterations);
    calls.put("activations", model::activations);
    calls.put("trainedLayers", model::trainedLayers);
    calls.put("stopTraining", model::stopTraining);
    calls.put("add", () -> model.add(new Dense(1)));
    return calls;
  }

  @Test
  void everyCallSaysThatTheModelIsClosed(@TempDir Path folder) {
    Sequential model = Fixtures.mlp();
    model.compile("sgd", "mse");
    Map<String, ThrowingCallable> calls = calls(model, folder);
    model.close();

    calls.forEach(
        (name, call) ->
            assertThatIllegalStateException()
                .as(name)
                .isThrownBy(call)
                .withMessageMatching(
                    "Model \"%s\": a model must be open to be used\\. Received: \\w+\\(\\) on a model that was closed by thread \".+\"\\. Make or load it again\\."
                        .formatted(model.name())));
  }

  @Test
  void aSecondCloseDoesNothing() {
    Sequential model = Fixtures.mlp();
    model.close();
    model.close();

    assertThat(model.name()).startsWith("sequential");
  }

  @Test
  void modelsThatShareItsLayersGoOn() {
    Sequential inner = Fixtures.mlp();
    Sequential outer = new Sequential(new Input(4), inner, new Dense(2));
    INDArray before = outer.predict(x);
    inner.predict(x);
    inner.close();

    assertThat(outer.predict(x)).isEqualTo(before);
    outer.compile("sgd", "mse");
    assertThat(outer.fit(x, Fixtures.random(2, 8, 2), f -> f.verbose(0)).epoch()).hasSize(1);
  }
}
