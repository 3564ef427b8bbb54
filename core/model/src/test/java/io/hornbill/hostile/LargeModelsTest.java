package io.hornbill.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.files.ModelFormatException;
import io.hornbill.graph.Ops;
import io.hornbill.layers.Dense;
import io.hornbill.losses.Loss;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is large is read in proportion, takes its memory when it is used, and labels are checked.
 */
@Tag("processes")
class LargeModelsTest {
  private static final int MOST = 20_000;

  private static String sequential(int layers) {
    StringBuilder json =
        new StringBuilder(
            "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"s\", \"layers\": [");
    json.append(
        "{\"class_name\": \"InputLayer\", \"config\": {\"name\": \"in\", \"batch_shape\": [null,"
            + " 2]}}");
    for (int i = 0; i < layers; i++) {
      json.append(", {\"class_name\": \"ReLU\", \"config\": {\"name\": \"r%d\"}}".formatted(i));
    }
    return json.append("]}}").toString();
  }

  /** The layers backwards, each before the one that it depends on. */
  private static String functional(int layers) {
    StringBuilder json =
        new StringBuilder(
            "{\"class_name\": \"Functional\", \"config\": {\"name\": \"f\", \"layers\": [");
    for (int i = layers; i > 0; i--) {
      json.append(
          "{\"class_name\": \"ReLU\", \"name\": \"r%d\", \"config\": {\"name\": \"r%d\"}, \"inbound_nodes\": [[[\"r%d\", 0, 0, {}]]]}, "
              .formatted(i, i, i - 1));
    }
    return json.append(
            "{\"class_name\": \"InputLayer\", \"name\": \"r0\", \"config\": {\"name\": \"r0\","
                + " \"batch_shape\": [null, 2]}, \"inbound_nodes\": []}], ")
        .append(
            "\"input_layers\": [[\"r0\", 0, 0]], \"output_layers\": [[\"r%d\", 0, 0]]}}"
                .formatted(layers))
        .toString();
  }

  /** Seconds of the processor, as other tests run at the same time. */
  private static void assertQuick(String json, int layers) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    assertThat(Model.fromJson(json).layers()).hasSize(layers);
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    assertThat((after - before) / 1e9).isLessThan(5);
  }

  @Test
  void asManyLayersOfASequenceAsAllowedAreReadInFiveSeconds() {
    assertQuick(sequential(MOST - 2), MOST - 2); // the model and its input count too
  }

  @Test
  void asManyLayersWrittenBackwardsAsAllowedAreReadInFiveSeconds() {
    assertQuick(functional(MOST - 2), MOST - 1);
  }

  @Test
  void aHundredThousandLayersAreRefusedAtTheStatedLimit() {
    for (String json : List.of(sequential(100_000), functional(100_000))) {
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      assertThatThrownBy(() -> Model.fromJson(json))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageMatching(
              "(?s).*Model: a file must have at most 20000 layers\\. Received: 10000[0-9] or more\\. Check that .*");
      long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      assertThat((after - before) / 1e9).isLessThan(5);
    }
  }

  @Test
  void aModelOfMillionsOfUnitsTakesNoMemoryBeforeItIsUsed() {
    String json;
    try (Sequential small = new Sequential(new Input(4), new Dense(7).name("wide"))) {
      json = small.toJson().replace("\"units\":7", "\"units\":100000000");
    }
    long before = Pointer.physicalBytes();
    Hornbill.memoryLimit(4L << 30);
    try (Model model = Model.fromJson(json)) {
      assertThat(model.countParams()).isEqualTo(500_000_000);
      assertThat(Pointer.physicalBytes() - before).isLessThan(200 << 20);
      Hornbill.memoryLimit(1L << 30);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(Nd4j.ones(DataType.FLOAT, 1, 4)))
          .withMessageContaining("Received: 2.2 GB for a plan, most of it for Dense(wide) (");
      assertThatThrownBy(() -> Model.fromJson(json.replace("100000000", "1000000000")))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(
              "Dense \"wide\": what a model needs must fit into memory, 1.0 GB. Received: 14.9 GB");
    } finally {
      Hornbill.memoryLimit(0);
    }
  }

  @Test
  void trainingAndEvaluatingRefuseLabelsThatOnlyMetricsWouldCount() {
    INDArray x = Nd4j.ones(DataType.FLOAT, 2, 4);
    INDArray y = Nd4j.createFromArray(1f, 5f);
    try (Sequential model = new Sequential(new Input(4), new Dense(3))) {
      model.compile(
          c ->
              c.optimizer("sgd")
                  .loss((Loss) (yTrue, yPred) -> Ops.mean(Ops.square(yPred), -1))
                  .metrics("sparse_categorical_accuracy"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.evaluate(x, y))
          .withMessageContaining(
              "SparseCategoricalAccuracy: targets must be whole numbers in [0, 3). Received: 5.0");
    }
  }
}
