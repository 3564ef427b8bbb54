package io.hornbill.saving.internal.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.activations.Activations;
import io.hornbill.activations.Relu;
import io.hornbill.files.testing.Fixtures;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Add;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.GRU;
import io.hornbill.layers.LSTM;
import io.hornbill.layers.RMSNormalization;
import io.hornbill.layers.Reshape;
import io.hornbill.layers.ZeroPadding1D;
import io.hornbill.layers.keras1.Highway;
import io.hornbill.layers.keras1.MaxoutDense;
import io.hornbill.operations.Operation;
import io.hornbill.training.PrintedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What files do not say to all: layers of Keras 1, functions without a name or with weights, masks.
 */
class LayersOfOldKerasTest {
  @TempDir static Path folder;

  private static final String RENORM = "renorm of BatchNormalization \"again\" (in Keras 3.15)";

  private static List<String> said = List.of();

  /** A process of its own writes, as the log of this one belongs to the build. */
  static final class Writing {
    private Writing() {}

    /** Writes one model with and one without layers of Keras 1 into a folder. */
    public static void main(String[] folder) throws IOException {
      Sequential old =
          new Sequential(
              new Input(4),
              new Highway().name("way"),
              new Sequential(new Input(4), new MaxoutDense(2).name("max")),
              new Reshape(2, 1),
              new BatchNormalization().axis(1).name("one"),
              new BatchNormalization().axis(1, 2).name("two"),
              new Dense(1));
      old.save(Path.of(folder[0], "old.keras"));
      old.save(Path.of(folder[0], "old.h5"));
      new Sequential(new Input(4), new Dense(1)).save(Path.of(folder[0], "new.keras"));
      Tensor a = Input.of(4);
      Tensor b = Input.of(4);
      Tensor sum = new Add().apply(words().apply(a), words().apply(b));
      new Model(List.of(a, b), new GRU(2).name("steps").apply(sum))
          .save(Path.of(folder[0], "masks.h5"));
      Activations.register("doubled", x -> x.times(2));
      Sequential own =
          new Sequential(
              new Input(4),
              new Dense(3).activation("doubled"),
              new Dense(2).activation(x -> x.times(3)).name("last"));
      own.save(Path.of(folder[0], "own.keras"));
      own.save(Path.of(folder[0], "own.h5"));
      Tensor x = Input.of(4);
      Model today =
          new Model(
              x, Ops.tanh(new RMSNormalization().name("rms").apply(Operation.of("Sinc").apply(x))));
      for (String version : List.of("3.3", "3.8", "3.12", "2", "3")) {
        today.kerasVersion(version);
        today.save(Path.of(folder[0], "for_%s.keras".formatted(version)));
        today.save(Path.of(folder[0], "for_%s.h5".formatted(version)));
      }
      Sequential padded =
          new Sequential(new Input(3, 4), new ZeroPadding1D(1).dataFormat("channels_first"));
      padded.kerasVersion("3.3");
      padded.save(Path.of(folder[0], "padded.keras"));
      Sequential again =
          new Sequential(new Input(4), new BatchNormalization().renorm(true).name("again"));
      Sequential gated =
          new Sequential(new Input(6, 3), new LSTM(2).zeroOutputForMask(true).name("steps"));
      for (String version : List.of("3.8", "3.12", "2")) {
        for (Model model : List.of(again, gated)) {
          model.kerasVersion(version);
          String format = version.equals("2") ? "h5" : "keras";
          String name = model == again ? "again" : "gated";
          model.save(Path.of(folder[0], "%s_for_%s.%s".formatted(name, version, format)));
        }
      }
      Sequential celu = new Sequential(new Input(4), new Dense(1).activation("celu").name("last"));
      celu.kerasVersion("2");
      celu.save(Path.of(folder[0], "celu.h5"));
      Path shared = Path.of(folder[0], "shared.h5");
      Files.write(shared, Fixtures.resource("saving/tf_keras/shared.h5"));
      Model.load(shared).save(Path.of(folder[0], "shared.keras"));
      Path chain = Path.of(folder[0], "masks_in_chain.h5");
      Files.write(chain, Fixtures.resource("saving/tf_keras/masks_in_chain.h5"));
      Model.load(chain).save(Path.of(folder[0], "chain.keras"));
    }
  }

  private static Embedding words() {
    return new Embedding(5, 3).maskZero(true);
  }

  @BeforeAll
  static void write() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dslf4j.provider=" + PrintedLog.class.getName(),
                "-cp",
                System.getProperty("java.class.path"),
                Writing.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    said = text.lines().toList();
  }

  private static List<String> warnings(String owner) {
    return said.stream().filter(line -> line.startsWith("WARN " + owner + ":")).toList();
  }

  @Test
  void aWarningNamesLayersWhoseActivationsHaveNoName() {
    assertThat(warnings("Model")).contains(unnamed("own.keras"), unnamed("own.h5"));
    Path file = folder.resolve("own.h5");
    assertThatThrownBy(() -> Model.load(file, o -> o.register("doubled", Relu::new)))
        .hasMessageContaining("Unknown activation \"activation\"");
    Model.load(file, o -> o.register("doubled", Relu::new).register("activation", Relu::new))
        .close();
  }

  private static String unnamed(String file) {
    return "WARN Model: activations must be registered for files to find them again. Received: lambdas of \"last\" in %s. Activations.register(\"my_activation\", x -> …) and activation(\"my_activation\") name one; to load this file, o.register(\"activation\", …)."
        .formatted(folder.resolve(file));
  }

  @Test
  void aWarningNamesLayersOfKerasOneThatAreWrittenToKeras() {
    assertThat(warnings("KerasFormat"))
        .contains(
            "WARN KerasFormat: layers in a .keras file must be Keras 3's for Keras to open it. Received: [Highway \"way\", BatchNormalization \"two\", MaxoutDense \"max\"] in %s, of Keras 1 or 2. Hornbill opens the file; for Keras, put other layers in their place."
                .formatted(folder.resolve("old.keras")));
    assertThat(Model.load(folder.resolve("old.keras")).layers()).hasSize(6);
  }

  /** What Keras 3.3, 3.8 and 3.12 and tf_keras 2.21 have, as they were asked. */
  @Test
  void aWarningNamesWhatTheVersionLacksThatAFileIsFor() {
    assertThat(warnings("Model"))
        .filteredOn(line -> line.contains("to open there"))
        .containsExactly(
            lacking(
                "Keras 3.3",
                "RMSNormalization \"rms\" (in Keras 3.12), Sinc \"sinc\" (in Keras 3.15)",
                "for_3.3.keras"),
            lacking(
                "Keras 3.8",
                "RMSNormalization \"rms\" (in Keras 3.12), Sinc \"sinc\" (in Keras 3.15)",
                "for_3.8.keras"),
            lacking("Keras 3.12", "Sinc \"sinc\" (in Keras 3.15)", "for_3.12.keras"),
            lackingInKeras2(
                "RMSNormalization \"rms\" (in Keras 3.12), Sinc \"sinc\" (in Keras 3), Tanh \"tanh\" (in Keras 3)",
                "for_2.h5"),
            lacking(
                "Keras 3.3",
                "data_format of ZeroPadding1D \"zero_padding1d\" (in Keras 3.8)",
                "padded.keras"),
            lacking("Keras 3.8", RENORM, "again_for_3.8.keras"),
            lacking("Keras 3.12", RENORM, "again_for_3.12.keras"),
            lackingInKeras2(
                "zero_output_for_mask of LSTM \"steps\" (in Keras 3.3)", "gated_for_2.h5"),
            lackingInKeras2("activation=celu of \"last\" (in Keras 3.8)", "celu.h5"));
  }

  private static String lacking(String version, String parts, String file) {
    return "WARN Model: layers, operations and settings must be those of %s to open there. Received: %s in %s. Newer versions of Keras open the file, as Hornbill does; for this one, put others in their place."
        .formatted(version, parts, folder.resolve(file));
  }

  private static String lackingInKeras2(String parts, String file) {
    return "WARN Model: layers, operations and settings must be those of Keras 2 to open there. Received: %s in %s. Keras 3 opens the file, as Hornbill does; for Keras 2, put others in their place."
        .formatted(parts, folder.resolve(file));
  }

  @Test
  void aWarningNamesLayersThatKeras2GivesAnotherMask() {
    assertThat(warnings("LegacyFormat"))
        .containsExactly(
            "WARN LegacyFormat: inputs that are merged must have one mask for Keras 2 to use it as here. Received: others for [steps]. Keras up to 3.3 counts steps that count in all inputs, Keras since 3.8 as Hornbill those that count in any: mask one input, or save as .keras.");
  }

  @Test
  void aWarningNamesLayersOfKeras2WhoseMasksNoFileOfKeras3Says() {
    assertThat(warnings("KerasFormat"))
        .hasSize(3)
        .contains(
            "WARN KerasFormat: masks of Keras 2 must be operations for Keras 3 to compute the same. Received: others for [half] in %s, which no operation gives them there. Save as .h5 for Keras 2, or put the layers into a functional model that is not within another."
                .formatted(folder.resolve("chain.keras")));
  }

  @Test
  void aWarningNamesLayersOfSeveralModels() {
    assertThat(warnings("KerasFormat"))
        .contains(
            "WARN KerasFormat: a layer must be part of one model for Keras to open a .keras file. Received: [\"shared\"] of several in %s. Hornbill opens the file; Keras opens the .h5 file, with copies of the layer."
                .formatted(folder.resolve("shared.keras")));
  }

  /** Keras neither counts its weights nor saves them. */
  @Test
  void aLayerWithWeightsAsActivationIsRefusedWithTheReason() {
    String json =
        new Sequential(new Input(4), new Dense(3).activation("relu"))
            .toJson()
            .replace(
                "\"activation\":\"relu\"",
                "\"activation\":{\"module\":\"keras.layers\",\"class_name\":\"PReLU\",\"config\":{\"name\":\"p\"}}");
    assertThatThrownBy(() -> Model.fromJson(json))
        .hasMessageContaining(
            "a layer as activation must be LeakyReLU, ReLU, ELU, Activation or a Softmax along one axis, which have no weights. Received: activation=PReLU. Put PReLU behind the layer instead");
  }
}
