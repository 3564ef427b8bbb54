package io.hornbill.saving.internal.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import io.hornbill.files.internal.hdf5.Hdf5File;
import io.hornbill.layers.Dense;
import io.hornbill.optimizers.Adagrad;
import io.hornbill.optimizers.Adam;
import io.hornbill.optimizers.AdamW;
import io.hornbill.optimizers.Ftrl;
import io.hornbill.optimizers.Lion;
import io.hornbill.optimizers.LossScaleOptimizer;
import io.hornbill.optimizers.Nadam;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.optimizers.RMSprop;
import io.hornbill.optimizers.SGD;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Optimizers in {@code .h5} files: what tf_keras 2.21 writes and reads, in its order. */
class OptimizerFormTest {
  @TempDir Path folder;

  /** The class, the settings that matter, and the kinds of memory in order, without the weights. */
  static Stream<Arguments> forms() {
    List<String> moments = List.of("momentum", "velocity");
    return Stream.of(
        form(new SGD(0.1), "SGD", Map.of(), List.of()),
        form(new SGD(0.1).momentum(0.9).decay(0.1), "SGD", Map.of("decay", 0.1), kinds("momentum")),
        form(
            new Adam(0.1).amsgrad(true),
            "Adam",
            Map.of(),
            kinds("momentum", "velocity", "velocity_hat")),
        form(
            new Adam(0.1).weightDecay(0.1),
            "Custom>Adam",
            Map.of("weight_decay", 0.1),
            each(moments)),
        form(new AdamW(0.1), "Custom>AdamW", Map.of("name", "adamw"), each(moments)),
        form(new Lion(0.1), "Custom>Lion", Map.of(), each(List.of("momentum"))),
        form(new RMSprop(0.1), "Custom>RMSprop", Map.of(), each(List.of("velocity"))),
        form(
            new RMSprop(0.1).momentum(0.5),
            "RMSprop",
            Map.of("momentum", 0.5),
            kinds("velocity", "momentum")),
        form(new RMSprop(0.1).epsilonAfterRoot(true), "RMSprop", Map.of(), kinds("velocity")),
        form(new RMSprop(0.1).decay(0.1), "RMSprop", Map.of("decay", 0.1), kinds("velocity")),
        form(new Adagrad(0.1), "Custom>Adagrad", Map.of(), each(List.of("accumulator"))),
        form(new Nadam(0.1), "Nadam", Map.of("decay", 0.004), nadam()),
        form(new Nadam(0.1).decay(0.1), "Nadam", Map.of("decay", 0.004), nadam()),
        form(Nadam.keras3(), "Custom>Nadam", Map.of(), each(moments)),
        form(new Ftrl(0.1), "Ftrl", Map.of(), each(List.of("accumulator", "linear/linear"))),
        form(
            new AdamW(0.1).decay(0.1).useEma(true),
            "Custom>AdamW",
            Map.of("use_ema", true),
            averaged(moments)));
  }

  private static Arguments form(
      Optimizer optimizer, String className, Map<String, Object> settings, List<String> memory) {
    return Arguments.of(optimizer, className, settings, memory);
  }

  /** Each kind for the kernel and the bias. */
  private static List<String> kinds(String... kinds) {
    return Stream.of(kinds).flatMap(kind -> Stream.of("kernel_" + kind, "bias_" + kind)).toList();
  }

  /** The kernel with all kinds, and the bias with all kinds. */
  private static List<String> each(List<String> kinds) {
    return Stream.of("kernel_", "bias_")
        .flatMap(weight -> kinds.stream().map(kind -> weight + kind))
        .toList();
  }

  /** The averages of the weights, and then what the class remembers. */
  private static List<String> averaged(List<String> kinds) {
    return Stream.concat(kinds("average").stream(), each(kinds).stream()).toList();
  }

  private static List<String> nadam() {
    return Stream.concat(Stream.of("momentum_cache"), kinds("momentum", "velocity").stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void areWrittenAsKeras2ReadsThemAndGoOn(
      Optimizer optimizer, String className, Map<String, Object> settings, List<String> memory) {
    Path path = folder.resolve("m.h5");
    try (Model model = trained(optimizer)) {
      model.save(path);
      expectWritten(path, className, settings, memory);
      try (Model again = Model.load(path)) {
        assertThat(again.optimizer().config()).isEqualTo(optimizer.config());
        assertThat(again.optimizerVariables())
            .zipSatisfy(
                model.optimizerVariables(),
                (read, kept) ->
                    assertThat(read.value().getDouble(0))
                        .isCloseTo(kept.value().getDouble(0), within(1e-6)));
      }
    }
  }

  /** Keras 2 keeps what the optimizer within remembers, and begins the scale anew. */
  @Test
  void whatScalesLossesIsWrittenWithTheOptimizerWithinAsKeras2ReadsIt() {
    Path path = folder.resolve("scaled.h5");
    try (Model model = trained(new LossScaleOptimizer(new Adam(0.1)).initialScale(1024))) {
      model.save(path);
      expectWritten(
          path,
          "LossScaleOptimizer",
          Map.of("initial_scale", 1024.0),
          kinds("momentum", "velocity"));
      try (Hdf5File file = Hdf5File.open(path);
          Model again = Model.load(path)) {
        String text = file.root().attributes().text("training_config");
        Config outer = part(part(Json.read(text, "m.h5"), "optimizer_config"), "config");
        assertThat(outer.asMap())
            .containsOnlyKeys("inner_optimizer", "initial_scale", "dynamic_growth_steps");
        Config inner = part(outer, "inner_optimizer");
        assertThat(inner.text("module", "")).isEqualTo("keras.optimizers");
        assertThat(part(inner, "config").asMap()).doesNotContainKeys("weight_decay", "use_ema");
        assertThat(again.trainOnBatch(x(), y())).isEqualTo(model.trainOnBatch(x(), y()));
      }
    }
  }

  /** What the newer classes alone compute stays as Keras 3 has it. */
  @Test
  void whatScalesLossesOfANewerOptimizerIsWrittenForKeras3() {
    Path path = folder.resolve("newer.h5");
    try (Model model = trained(new LossScaleOptimizer(new AdamW(0.1)))) {
      model.save(path);
      try (Model again = Model.load(path)) {
        assertThat(again.trainOnBatch(x(), y())).isEqualTo(model.trainOnBatch(x(), y()));
      }
    }
  }

  private static void expectWritten(
      Path path, String className, Map<String, Object> settings, List<String> memory) {
    try (Hdf5File file = Hdf5File.open(path)) {
      String text = file.root().attributes().text("training_config");
      Config written = part(Json.read(text, "m.h5"), "optimizer_config");
      assertThat(written.text("class_name", "")).isEqualTo(className);
      assertThat(part(written, "config").asMap())
          .containsAllEntriesOf(settings)
          .doesNotContainKeys("schedule_decay", "epsilon_after_root");
      List<String> names =
          StoredLayers.texts(file.root().group("optimizer_weights"), "weight_names");
      boolean newer = className.startsWith("Custom>");
      assertThat(names.get(0)).isEqualTo(newer ? "iteration:0" : className + "/iter:0");
      String plain = className.substring(className.indexOf('>') + 1);
      assertThat(names.subList(1, names.size()))
          .containsExactlyElementsOf(memory.stream().map(one -> plain + "/" + one + ":0").toList());
    }
  }

  private static Config part(Config config, String field) {
    return Objects.requireNonNull(config.config(field));
  }

  private static Model trained(Optimizer optimizer) {
    Model model = new Sequential(new Input(2), new Dense(2));
    model.compile(optimizer, "mse");
    for (int i = 0; i < 2; i++) {
      model.trainOnBatch(x(), y());
    }
    return model;
  }

  private static INDArray x() {
    return Nd4j.createFromArray(new float[][] {{0.5f, -1}, {0.25f, 2}});
  }

  private static INDArray y() {
    return Nd4j.createFromArray(new float[][] {{1, 0}, {-1, 2}});
  }
}
