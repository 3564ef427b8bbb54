package io.hornbill.saving.legacy;

import io.hornbill.graph.Config;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;
import io.hornbill.saving.ByteSource;
import io.hornbill.saving.Json;
import io.hornbill.saving.LoadOptions;
import io.hornbill.saving.ModelFormat;
import io.hornbill.saving.ModelFormatException;
import io.hornbill.saving.WeightsOptions;
import io.hornbill.saving.hdf5.Hdf5Attributes;
import io.hornbill.saving.hdf5.Hdf5File;
import io.hornbill.saving.hdf5.Hdf5Group;
import io.hornbill.training.TrainableModel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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
    Hdf5Group root = Hdf5File.open(content).root();
    Hdf5Attributes attributes = root.attributes();
    if (!attributes.has("model_config")) {
      throw new ModelFormatException(
          "Model: the file must hold a whole model. Received: weights alone in %s. Build the model, then call loadWeights."
              .formatted(content.name()));
    }
    Config written = Json.read(attributes.text("model_config"), content.name());
    TrainableModel model = model(written, origin(root, root), options, content.name());
    if (root.hasGroup(WEIGHTS)) {
      loader(model, root, content.name(), new WeightsOptions()).loadOwn();
    }
    return model;
  }

  private static TrainableModel model(
      Config written, Origin origin, LoadOptions options, String place) {
    try {
      Layer layer = options.within(() -> Layers.read(ModelConfigs.translate(written, origin)));
      if (layer instanceof TrainableModel model) {
        return model;
      }
      throw new IllegalArgumentException(
          "Model: the file must hold a model. Received: a layer, %s. Save a model."
              .formatted(layer.className()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ModelFormatException("%s In %s.".formatted(e.getMessage(), place), e);
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
    loader(model, Hdf5File.open(content).root(), content.name(), options).load();
  }

  @Override
  public void writeWeights(TrainableModel model, Path file) {
    new LegacyWriter(model).writeWeights(file);
  }
}
