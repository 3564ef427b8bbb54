package io.hornbill.spark;

import io.hornbill.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Models as the bytes of a {@code .keras} file, and those that this JVM shares among its tasks. */
final class ModelBytes {
  private static final int KEPT = 4;
  private static final Map<String, Model> SHARED = new LinkedHashMap<>(8, 0.75f, true);
  private static final AtomicInteger LOADED = new AtomicInteger();

  private ModelBytes() {}

  /** What is done with a file that is deleted afterwards. */
  private interface OnFile<T> {
    T apply(Path file) throws IOException;
  }

  private static <T> T onFile(OnFile<T> action) {
    try {
      Path file = Files.createTempFile("hornbill", ".keras");
      try {
        return action.apply(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] of(Model model) {
    return onFile(
        file -> {
          model.save(file);
          return Files.readAllBytes(file);
        });
  }

  static Model load(byte[] bytes) {
    return onFile(
        file -> {
          Files.write(file, bytes);
          return Model.load(file);
        });
  }

  /** The model of a name, loaded once in this JVM as long as not many others are asked for. */
  static synchronized Model shared(String name, byte[] bytes) {
    Model model = SHARED.get(name);
    if (model == null) {
      LOADED.incrementAndGet();
      model = load(bytes);
      SHARED.put(name, model);
      if (SHARED.size() > KEPT) {
        var oldest = SHARED.entrySet().iterator();
        oldest.next();
        oldest.remove();
      }
    }
    return model;
  }

  /** How many models were loaded to be shared. */
  static int loaded() {
    return LOADED.get();
  }
}
