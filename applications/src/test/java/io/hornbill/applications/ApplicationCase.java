package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.graph.Variable;
import io.hornbill.layers.internal.ImageDataFormat;
import io.hornbill.saving.WeightsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network of Keras with files that Keras saved, and what Hornbill makes of it. */
record ApplicationCase(
    Path folder, String name, String architecture, Config settings, String dataFormat) {

  /** Makes the network of an architecture, with settings by Keras' names and random weights. */
  static Model create(String architecture, Config settings) {
    try {
      Class<?> type = Class.forName("io.hornbill.applications." + architecture);
      Consumer<ApplicationOptions<?>> set =
          options -> {
            options.weights(null);
            settings.asMap().forEach((key, value) -> set(options, key, value));
          };
      return (Model) type.getMethod("create", Consumer.class).invoke(null, set);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(architecture, e);
    }
  }

  private static void set(ApplicationOptions<?> options, String key, @Nullable Object value) {
    String[] words = key.split("_");
    StringBuilder setter = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      setter
          .append(words[i].substring(0, 1).toUpperCase(Locale.ROOT))
          .append(words[i].substring(1));
    }
    try {
      for (Method method : options.getClass().getMethods()) {
        if (method.getName().equals(setter.toString()) && method.getParameterCount() == 1) {
          method.invoke(options, argument(method.getParameterTypes()[0], value));
          return;
        }
      }
      throw new IllegalStateException("no setter " + setter);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(key, e);
    }
  }

  private static @Nullable Object argument(Class<?> type, @Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().mapToLong(n -> n == null ? -1 : ((Number) n).longValue()).toArray();
    }
    return value instanceof Number number && type == double.class ? number.doubleValue() : value;
  }

  /** What differs from Keras by what was compared: settings, greatest errors of predictions. */
  Map<String, String> compare() {
    ImageDataFormat.set(dataFormat);
    Map<String, String> found = new LinkedHashMap<>();
    try (Npz npz = Npz.open(folder.resolve(name + ".npz"))) {
      long start = System.nanoTime();
      Model model = create(architecture, settings);
      found.put("created, ms", millis(start));
      found.put("config", String.join("; ", differences(model)));
      INDArray x = npz.get("x").toFloats();
      INDArray y = npz.get("y").toFloats();
      for (String suffix : List.of("h5", "weights.h5", "keras")) {
        predict(found, suffix, model, x, y, o -> {});
        predict(found, suffix, model, x, y, o -> o.byName(true));
      }
      model.close();
      whole(found, "h5", x, y);
      whole(found, "keras", x, y);
    } finally {
      ImageDataFormat.set(ImageDataFormat.CHANNELS_LAST);
    }
    return found;
  }

  private static String millis(long start) {
    return String.valueOf((System.nanoTime() - start) / 1_000_000);
  }

  private void predict(
      Map<String, String> found,
      String suffix,
      Model model,
      INDArray x,
      INDArray y,
      Consumer<WeightsOptions> options) {
    for (Variable weight : model.weights()) {
      weight.assign(Nd4j.zeros(weight.shape().dims()));
    }
    WeightsOptions chosen = new WeightsOptions();
    options.accept(chosen);
    String way = suffix + (chosen.isByName() ? " by name" : "");
    long start = System.nanoTime();
    model.loadWeights(folder.resolve(name + "." + suffix), options);
    found.put(way + " loaded, ms", millis(start));
    start = System.nanoTime();
    INDArray own = model.predict(x);
    found.put(way + " predicted, ms", millis(start));
    found.put(way + ", error", error(own, y));
  }

  /** The model itself, as the file describes it. */
  private void whole(Map<String, String> found, String suffix, INDArray x, INDArray y) {
    try (Model model = Model.load(folder.resolve(name + "." + suffix))) {
      found.put("whole " + suffix + ", error", error(model.predict(x), y));
    } catch (RuntimeException e) {
      found.put("whole " + suffix + " " + e + ", error", "NaN");
    }
  }

  private static String error(INDArray own, INDArray y) {
    double error = own.sub(y).amaxNumber().doubleValue() / y.amaxNumber().doubleValue();
    return "%.2e".formatted(error);
  }

  // Configurations.

  private List<String> differences(Model model) {
    Config own = Json.read(model.toJson(), "own");
    Config keras = Json.read(read(folder.resolve(name + ".config.json")), name);
    return KerasConfigurations.differences(keras.asMap(), own.asMap());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
