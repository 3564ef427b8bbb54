package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code x[..., 0]} as {@code x[:, :, 0]}: Keras 3 does not read an ellipsis from {@code
 * .h5} files.
 */
final class Ellipses {
  private Ellipses() {}

  /**
   * Rewrites an operation.
   *
   * @param operation its class name, settings and calls
   * @return the same without an ellipsis
   */
  static Config writtenOut(Config operation) {
    if (!"GetItem".equals(operation.get("class_name"))) {
      return operation;
    }
    List<Config> calls = new ArrayList<>();
    for (Object one : operation.list("inbound_nodes")) {
      Config call = Config.config("inbound_nodes", one);
      List<?> args = call.list("args");
      int rank = args.isEmpty() ? 0 : rank(args.get(0));
      List<@Nullable Object> rest = new ArrayList<>();
      args.forEach(argument -> rest.add(key(argument, rank)));
      calls.add(new Config(call.asMap()).with("args", rest));
    }
    return new Config(operation.asMap()).with("inbound_nodes", calls);
  }

  /**
   * A key in the form that Keras 3 reads, which takes no slice that stands alone.
   *
   * @param key what stands in brackets behind a tensor
   * @return a list of its parts; null, tensors and lists as they are
   */
  static @Nullable Object key(@Nullable Object key) {
    if (isOne(key)) {
      return List.of(TensorFlowOps.slice(null, null, null));
    }
    if (key instanceof Config part && "__slice__".equals(part.get("class_name"))) {
      return List.of(part);
    }
    return key instanceof Number index ? List.of(index) : key;
  }

  private static @Nullable Object key(@Nullable Object key, int rank) {
    if (!(key instanceof List<?> parts)) {
      return key;
    }
    long used = parts.stream().filter(Objects::nonNull).count() - 1;
    List<@Nullable Object> result = new ArrayList<>();
    for (Object part : parts) {
      if (isOne(part)) {
        result.addAll(
            Collections.nCopies((int) (rank - used), TensorFlowOps.slice(null, null, null)));
      } else {
        result.add(part);
      }
    }
    return result;
  }

  static boolean isOne(@Nullable Object part) {
    return part instanceof Config config && "__ellipsis__".equals(config.get("class_name"));
  }

  private static int rank(@Nullable Object tensor) {
    Config config = tensor instanceof Config known ? known.config("config") : null;
    return config == null ? 0 : config.list("shape").size();
  }
}
