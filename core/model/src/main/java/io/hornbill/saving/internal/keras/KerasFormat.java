package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.NativeLibraries;
import io.hornbill.base.ReadScope;
import io.hornbill.base.Warnings;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.Json;
import io.hornbill.files.internal.hdf5.Hdf5File;
import io.hornbill.files.internal.zip.ZipReader;
import io.hornbill.files.internal.zip.ZipWriter;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Layers;
import io.hornbill.layers.internal.LayerReading;
import io.hornbill.saving.LoadOptions;
import io.hornbill.saving.WeightsOptions;
import io.hornbill.saving.internal.ModelFormat;
import io.hornbill.training.TrainableModel;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keras 3's files: {@code .keras} archives of a model; and weights alone as {@code .weights.h5},
 * {@code .npz} and {@code .safetensors}. Weights in {@code .npz}, pickled dictionaries of arrays,
 * are only read: Keras 3.15 refuses them itself.
 */
public final class KerasFormat implements ModelFormat {
  private static final Logger LOG = LoggerFactory.getLogger(KerasFormat.class);
  private static final String METADATA = "metadata.json";
  private static final String CONFIG = "config.json";
  private static final String HDF5 = "model.weights.h5";
  private static final String NPZ = "model.weights.npz";
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss");

  private final UnaryOperator<Config> ofKeras2;

  /**
   * Makes the format.
   *
   * @param ofKeras2 translates the architecture of a model of Keras 2
   */
  public KerasFormat(UnaryOperator<Config> ofKeras2) {
    this.ofKeras2 = ofKeras2;
  }

  @Override
  public boolean isModelName(String fileName) {
    return fileName.endsWith(".keras");
  }

  @Override
  public boolean isWeightsName(String fileName) {
    return fileName.endsWith(".weights.h5") || fileName.endsWith(".safetensors");
  }

  @Override
  public boolean recognizes(ByteSource content) {
    return isZip(content)
        || Hdf5File.isHdf5(content)
        || isSafetensors(content)
        || isShardMap(content);
  }

  private static boolean isZip(ByteSource content) {
    return content.size() >= 4 && Arrays.equals(content.bytes(0, 4), new byte[] {'P', 'K', 3, 4});
  }

  /** The length of a header is followed by JSON. */
  private static boolean isSafetensors(ByteSource content) {
    return content.size() >= 10 && content.bytes(8, 1)[0] == '{';
  }

  /** A map of shards begins with the sum of their lengths. */
  private static boolean isShardMap(ByteSource content) {
    byte[] start = content.bytes(0, Math.min(content.size(), 1024));
    String text = new String(start, StandardCharsets.UTF_8);
    return text.startsWith("{") && text.contains("\"weight_map\"");
  }

  // Whole models.

  @Override
  public TrainableModel read(ByteSource content, LoadOptions options) {
    if (!isZip(content)) {
      throw Fault.of("KerasFormat")
          .expected("the file must hold a whole model")
          .received("weights alone in %s", content.name())
          .remedy("Make the model, and call its loadWeights(path).")
          .as(ModelFormatException::new);
    }
    return guarded(
        content.name(),
        () -> {
          // The archive is a view; the caller closes the content.
          ZipReader zip = ZipReader.open(content.slice(0, content.size(), content.name()));
          return read(ModelParts.of(zip), content.size(), content.name(), options);
        });
  }

  /**
   * Reads a model from a folder into which an archive was unpacked.
   *
   * @param folder the folder, with {@code config.json} and the weights
   * @param options whether to compile, and parts of the user's own
   * @return a new model
   * @throws ModelFormatException if a file is damaged
   * @throws UncheckedIOException if a file is missing
   */
  public TrainableModel readFolder(Path folder, LoadOptions options) {
    ModelParts parts = ModelParts.of(folder);
    return guarded(
        folder.toString(),
        () -> {
          try (ByteSource weights = parts.source(parts.has(HDF5) ? HDF5 : NPZ)) {
            return read(parts, weights.size(), folder.toString(), options);
          }
        });
  }

  private TrainableModel read(ModelParts parts, long size, String name, LoadOptions options) {
    String place = CONFIG + " of " + name;
    Config config = Json.read(new String(parts.bytes(CONFIG), StandardCharsets.UTF_8), place);
    Config compiled = config.config("compile_config");
    LayerReading reading = LayerReading.ofFile(size);
    ReadScope scope = options.scope();
    Config architecture =
        new Config(config.asMap())
            .with("compile_config", null)
            .in(scope.with(LayerReading.class, reading));
    KerasVersion version = version(parts, name);
    boolean keras2 = version.isKeras2();
    TrainableModel model =
        keras2
            ? KerasConfig.readKeras2(ofKeras2.apply(architecture), place)
            : KerasConfig.read(architecture, place);
    model.kerasVersion(keras2 ? "2" : "3");
    NativeLibraries.require();
    KerasConfig.build(model, config.config("build_config"));
    if (model.isDefined() || (model.isSubclassed() && !model.weights().isEmpty())) {
      try (WeightSource source = weights(parts)) {
        readState(
            keras2 ? StateTree.of(model, architecture) : StateTree.of(model), source, reading);
        Assets.read(StateTree.of(model), parts);
        if (options.isCompile() && compiled != null && !compiled.asMap().isEmpty()) {
          compile(model, compiled.in(scope), keras2, place);
          readOptimizer(model, source, version, architecture);
        }
        StepStates.read(model, source);
      }
    }
    return model;
  }

  /** Keras 2.12 to 2.15 write such archives, too, and mean what Keras 2 means. */
  private static KerasVersion version(ModelParts parts, String file) {
    if (!parts.has(METADATA)) {
      return KerasVersion.of(null);
    }
    String text = new String(parts.bytes(METADATA), StandardCharsets.UTF_8);
    return KerasVersion.of(Json.read(text, METADATA + " of " + file).text("keras_version", ""));
  }

  private static void readState(StateNode model, WeightSource source, LayerReading reading) {
    new StateReader(source, new WeightsOptions()).find(model).fill();
    reading.finish();
  }

  private static void compile(TrainableModel model, Config compiled, boolean keras2, String place) {
    try {
      KerasConfig.compile(model, keras2 ? OptimizersOfKeras2.completed(compiled) : compiled, place);
    } catch (IllegalArgumentException e) {
      throw Fault.of("KerasFormat")
          .expected("what a model was compiled for must be known")
          .received("%s (in %s)", e.getMessage(), place)
          .remedy("Register the part, or load with compile(false).")
          .as(ModelFormatException::new, e);
    }
  }

  private static void readOptimizer(
      TrainableModel model, WeightSource source, KerasVersion version, Config architecture) {
    StateNode optimizer = StateTree.optimizer(model, source, version);
    boolean keras2 = version.isKeras2();
    if (keras2) {
      List<String> layers = StateTree.layers(architecture.config("config"));
      List<Variable> slots = OptimizersOfKeras2.inOrderOf(layers, model, optimizer.variables());
      optimizer = optimizer.with(OptimizersOfKeras2.kept(slots));
    }
    int saved = source.has(optimizer.group()) ? source.count(optimizer.group()) : 0;
    if (saved == optimizer.variables().size()) {
      new StateReader(source, new WeightsOptions()).find(optimizer).fill();
      if (keras2) {
        OptimizersOfKeras2.complete(model);
      }
    } else if (keras2 && optimizer.variables().size() == 1 && saved > 1) {
      // Keras 2 keeps momentums of SGD that has none.
      Variable counter = optimizer.variables().get(0);
      counter.adopt(source.read(optimizer.group(), 0, counter.dataType()));
    } else if (saved > 2) {
      Warnings.warn(
          LOG,
          Fault.of("KerasFormat")
              .expected("the optimizer must have as many variables as the file")
              .received("%s and %s in %s", optimizer.variables().size(), saved, source.file())
              .remedy("The optimizer starts anew."));
    }
  }

  private static WeightSource weights(ModelParts parts) {
    return parts.has(NPZ) && !parts.has(HDF5)
        ? new NpzWeights(parts.source(NPZ))
        : new Hdf5Weights(parts.source(HDF5));
  }

  @Override
  public void write(TrainableModel model, Path file) {
    Config plain = KerasConfig.write(model);
    Config masked = ExplicitMasks.rewrite(plain, Layers.masksAsBeforeKeras3(model), file);
    KerasVersion wanted = KerasVersion.wanted(model);
    Config config = OldestForm.rewrite(masked, wanted);
    Config sorted = masked.equals(plain) ? new Config() : LayerOrder.sorted(masked);
    StateNode tree = StateTree.of(model, sorted);
    List<String> order = StateTree.layers(sorted.config("config"));
    LayersOfOldKeras.warn(model, file);
    LayersOfOldKeras.warnOfShared(config, file);
    UnnamedFunctions.warn(config, file);
    NewClasses.warn(config, wanted, file);
    Config metadata =
        new Config()
            .with("keras_version", KerasVersion.written(model))
            .with("date_saved", LocalDateTime.now(ZoneId.systemDefault()).format(DATE));
    StateWriter.reading(
        model,
        () -> {
          var weights = StateWriter.hdf5(model, tree, order);
          ZipWriter.write(
              file,
              zip -> {
                zip.add(METADATA, Json.write(metadata).getBytes(StandardCharsets.UTF_8));
                zip.add(CONFIG, Json.write(config).getBytes(StandardCharsets.UTF_8));
                zip.add(HDF5, weights::write);
                for (Map.Entry<String, String> asset : Assets.of(tree).entrySet()) {
                  zip.add(asset.getKey(), asset.getValue().getBytes(StandardCharsets.UTF_8));
                }
              });
        });
  }

  // Weights.

  @Override
  public void readWeights(TrainableModel model, ByteSource content, WeightsOptions options) {
    guarded(
        content.name(),
        () -> {
          try (WeightSource source = weightsOf(content)) {
            StateReader reader = new StateReader(source, options).find(StateTree.of(model));
            reader.replace();
            StepStates.read(model, source);
            if (isZip(content)) {
              ByteSource view = content.slice(0, content.size(), content.name());
              Assets.read(StateTree.of(model), ModelParts.of(ZipReader.open(view)));
            }
            return model;
          }
        });
  }

  private static WeightSource weightsOf(ByteSource content) {
    ByteSource view = content.slice(0, content.size(), content.name());
    if (isZip(content)) {
      ZipReader zip = ZipReader.open(view);
      return zip.has(HDF5) || zip.has(NPZ) ? weights(ModelParts.of(zip)) : new NpzWeights(view);
    }
    if (Hdf5File.isHdf5(content)) {
      return new Hdf5Weights(view);
    }
    return isSafetensors(content) ? new SafetensorsWeights(view) : new ShardedWeights(content);
  }

  @Override
  public void writeWeights(TrainableModel model, Path file) {
    boolean safetensors = String.valueOf(file.getFileName()).endsWith(".safetensors");
    StateWriter.reading(
        model,
        () -> {
          if (safetensors) {
            StateWriter.safetensors(model, file);
          } else {
            StateWriter.hdf5(model).write(file);
          }
        });
  }

  /**
   * Reads a file. Whatever it makes the parts of a model complain of is the file's fault.
   *
   * @param file the file, for messages
   * @param action reads it
   * @param <T> what it returns
   * @return what the action returned
   * @throws ModelFormatException in the place of other exceptions
   */
  public static <T> T guarded(String file, Supplier<T> action) {
    try {
      return action.get();
    } catch (ModelFormatException | UncheckedIOException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw Fault.of("KerasFormat")
          .expected("the file must describe a model that can be made")
          .received("%s (in %s)", e.getMessage() == null ? e.toString() : e.getMessage(), file)
          .remedy(
              "If it has parts that are not Keras', register them: Model.load(path, o ->"
                  + " o.register(name, factory)); else fetch or save it again.")
          .as(ModelFormatException::new, e);
    }
  }
}
