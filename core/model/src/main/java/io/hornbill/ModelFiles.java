package io.hornbill;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.saving.LoadOptions;
import io.hornbill.saving.internal.ModelFormat;
import io.hornbill.saving.internal.keras.KerasFormat;
import io.hornbill.saving.internal.legacy.LegacyFormat;
import io.hornbill.saving.internal.legacy.ModelConfigs;
import io.hornbill.saving.internal.legacy.Origin;
import io.hornbill.saving.internal.torch.TorchFormat;
import io.hornbill.training.TrainableModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Chooses the format of a file: by its name on writing, by its content on reading. */
final class ModelFiles {
  static final KerasFormat KERAS =
      new KerasFormat(config -> ModelConfigs.translate(config, Origin.of("2", null)));

  private static final List<ModelFormat> FORMATS =
      List.of(new TorchFormat(), new LegacyFormat(), KERAS);

  private ModelFiles() {}

  static ModelFormat forModel(Path file) {
    String name = name(file);
    return FORMATS.stream()
        .filter(format -> format.isModelName(name))
        .findFirst()
        .orElseThrow(
            () ->
                Fault.of("Model")
                    .expected("the name of a saved model must end in .keras or .h5")
                    .received(file)
                    .remedy("Use .keras.")
                    .argument());
  }

  static ModelFormat forWeights(Path file) {
    String name = name(file);
    return FORMATS.stream()
        .filter(format -> format.isWeightsName(name))
        .findFirst()
        .orElseThrow(
            () ->
                Fault.of("Model")
                    .expected(
                        "the name of saved weights must end in .weights.h5, .safetensors or .h5")
                    .received(file)
                    .remedy("Use .weights.h5.")
                    .argument());
  }

  static ModelFormat of(ByteSource content) {
    return FORMATS.stream()
        .filter(format -> format.recognizes(content))
        .findFirst()
        .orElseThrow(
            () ->
                Fault.of("Model")
                    .expected("the file must be a model or weights as Keras saves them")
                    .received(
                        "%s, which is neither a zip archive, HDF5 nor safetensors", content.name())
                    .remedy("Check that it was fetched whole.")
                    .as(ModelFormatException::new));
  }

  static Model read(Path path, LoadOptions options) {
    if (Files.isDirectory(path)) {
      return model(KERAS.readFolder(path, options), path.toString());
    }
    try (ByteSource content = ByteSource.open(path)) {
      return model(of(content).read(content, options), content.name());
    }
  }

  static Model model(TrainableModel read, String place) {
    if (read instanceof Model model) {
      return model;
    }
    throw Fault.of("Model")
        .expected("the file must hold a Sequential or a functional model")
        .received("%s in %s", read.className(), place)
        .remedy("Register a factory of a Model for it.")
        .as(ModelFormatException::new);
  }

  private static String name(Path file) {
    return Objects.toString(Checks.given("Model", "path", file).getFileName(), "")
        .toLowerCase(Locale.ROOT);
  }
}
