package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.NativeLibraries;
import io.hornbill.base.ReadScope;
import io.hornbill.base.Warnings;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.Json;
import io.hornbill.files.internal.hdf5.Hdf5Attributes;
import io.hornbill.files.internal.hdf5.Hdf5File;
import io.hornbill.files.internal.hdf5.Hdf5Group;
import io.hornbill.layers.AssetHolder;
import io.hornbill.layers.Layer;
import io.hornbill.layers.internal.LayerReading;
import io.hornbill.layers.internal.MergedMasks;
import io.hornbill.saving.LoadOptions;
import io.hornbill.saving.WeightsOptions;
import io.hornbill.saving.internal.ModelFormat;
import io.hornbill.saving.internal.keras.KerasFormat;
import io.hornbill.training.TrainableModel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code .h5} files of Keras 1 and 2, which Keras 3 still reads and writes: whole models and
 * weights.
 *
 * <pre>{@code
 * /                    keras_version, backend, model_config, training_config: JSON
 * /model_weights       layer_names
 * /model_weights/dense weight_names: dense/kernel:0, dense/bias:0
 * /optimizer_weights   weight_names
 * }</pre>
 *
 * <p>A file of weights alone has what {@code model_weights} holds at its root.
 */
public final class LegacyFormat implements ModelFormat {
  private static final Logger LOG = LoggerFactory.getLogger(LegacyFormat.class);
  private static final String WEIGHTS = "model_weights";

  /** Makes the format. */
  public LegacyFormat() {}

  @Override
  public boolean isModelName(String fileName) {
    return fileName.endsWith(".h5") || fileName.endsWith(".hdf5");
  }

  @Override
  public boolean isWeightsName(String fileName) {
    return isModelName(fileName) && !fileName.endsWith(".weights.h5");
  }

  @Override
  public boolean recognizes(ByteSource content) {
    if (!Hdf5File.isHdf5(content)) {
      return false;
    }
    Hdf5Group root = Hdf5File.open(content).root();
    return root.attributes().has("model_config")
        || root.hasGroup(WEIGHTS)
        || StoredLayers.areIn(root);
  }

  @Override
  public TrainableModel read(ByteSource content, LoadOptions options) {
    return KerasFormat.guarded(content.name(), () -> readModel(content, options));
  }

  private static TrainableModel readModel(ByteSource content, LoadOptions options) {
    String place = content.name();
    Hdf5Group root = Hdf5File.open(content).root();
    Hdf5Attributes attributes = root.attributes();
    if (!attributes.has("model_config")) {
      throw Fault.of("LegacyFormat")
          .expected("the file must hold a whole model")
          .received("weights alone in %s", place)
          .remedy("Make the model, and call its loadWeights(path).")
          .as(ModelFormatException::new);
    }
    boolean today = attributes.has(MergedMasks.ATTRIBUTE);
    String text = attributes.text("model_config");
    Config written = Json.read(today ? MergedMasks.named(text) : text, place);
    LayerReading reading = LayerReading.ofFile(content.size());
    ReadScope scope = options.scope();
    scope = scope.with(LayerReading.class, reading);
    written.in(today ? scope.with(MergedMasks.class, MergedMasks.ANY) : scope);
    Origin origin = origin(root, root);
    TrainableModel model = ModelConfigs.read(written, origin, place);
    model.kerasVersion(origin.before3() && !today ? "2" : "3");
    NativeLibraries.require();
    if (root.hasGroup(WEIGHTS)) {
      loader(model, root, place, new WeightsOptions()).loadOwn();
    }
    reading.finish();
    warnOfLostVocabularies(model, place);
    if (options.isCompile() && attributes.has("training_config") && model.isDefined()) {
      compile(model, Json.read(attributes.text("training_config"), place).in(scope), origin, place);
      new OptimizerState(model).read(root, origin, place);
    }
    return model;
  }

  /** Keras' own files of this form leave out what a layer learned of strings. */
  private static void warnOfLostVocabularies(Layer layer, String place) {
    if (layer instanceof AssetHolder holder
        && holder.assets().isEmpty()
        && layer.config().get("vocabulary") == null) {
      Warnings.warn(
          LOG,
          Fault.of("%s \"%s\"", layer.className(), layer.name())
              .expected("the file must hold the vocabulary")
              .received("none in %s", place)
              .remedy("Call setVocabulary(tokens), or save as .keras in Keras."));
    }
    layer.sublayers().forEach(inner -> warnOfLostVocabularies(inner, place));
  }

  /** A loss or metric of the user's own does not keep a model from being used. */
  private static void compile(TrainableModel model, Config training, Origin origin, String place) {
    try {
      model.compileFrom(TrainingConfigs.read(training, origin).in(training.scope()));
    } catch (IllegalArgumentException e) {
      Warnings.warn(
          LOG,
          Fault.of("Model \"%s\"", model.name())
              .expected("what the model was compiled for must be known")
              .received("%s (in %s)", e.getMessage(), place)
              .remedy("It is not compiled: register the part, or call compile."));
    }
  }

  private static WeightLoader loader(
      TrainableModel model, Hdf5Group root, String fileName, WeightsOptions options) {
    Hdf5Group weights = root.hasGroup(WEIGHTS) ? root.group(WEIGHTS) : root;
    StoredLayers stored = new StoredLayers(weights);
    Origin origin = origin(root, weights);
    if (text(root, weights, "backend") == null) {
      origin = origin.named(fileName, stored.weightNames());
    }
    return new WeightLoader(model, stored, origin, options, fileName);
  }

  private static Origin origin(Hdf5Group root, Hdf5Group weights) {
    return Origin.of(text(root, weights, "keras_version"), text(root, weights, "backend"));
  }

  private static @Nullable String text(Hdf5Group root, Hdf5Group weights, String name) {
    for (Hdf5Group group : new Hdf5Group[] {weights, root}) {
      if (group.attributes().has(name)) {
        return group.attributes().text(name);
      }
    }
    return null;
  }

  @Override
  public void write(TrainableModel model, Path file) {
    new LegacyWriter(model).writeModel(file);
  }

  @Override
  public void readWeights(TrainableModel model, ByteSource content, WeightsOptions options) {
    KerasFormat.guarded(
        content.name(),
        () -> {
          loader(model, Hdf5File.open(content).root(), content.name(), options).load();
          return model;
        });
  }

  @Override
  public void writeWeights(TrainableModel model, Path file) {
    new LegacyWriter(model).writeWeights(file);
  }
}
