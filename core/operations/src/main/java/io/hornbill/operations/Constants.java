package io.hornbill.operations;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays that stand among the arguments, made once. */
final class Constants {
  private final IdentityHashMap<Object, INDArray> made = new IdentityHashMap<>();

  /** The array of {@code {"class_name": "__tensor__", "config": {"value": ...}}}. */
  Tensor of(Config written, DataType type) {
    Object value = written.get("value");
    INDArray array;
    synchronized (made) {
      array = made.computeIfAbsent(value == null ? this : value, key -> array(value));
      if (array.dataType() != type) {
        array = array.castTo(type);
        made.put(value == null ? this : value, array);
      }
    }
    return Ops.constant(array);
  }

  static boolean isConstant(@Nullable Object value) {
    Object name = field(value, "class_name");
    return "__tensor__".equals(name) || "__numpy__".equals(name);
  }

  static @Nullable Object field(@Nullable Object value, String field) {
    return value instanceof Config config
        ? config.get(field)
        : value instanceof Map<?, ?> map ? map.get(field) : null;
  }

  /** The settings of a constant. */
  static Config config(@Nullable Object raw) {
    Object config = field(raw, "config");
    return config == null ? new Config() : Config.config("constant", config);
  }

  static INDArray array(@Nullable Object nested) {
    List<Double> flat = new ArrayList<>();
    flatten(nested, flat);
    double[] values = flat.stream().mapToDouble(Double::doubleValue).toArray();
    long[] shape = shape(nested);
    double size = Arrays.stream(shape).asDoubleStream().reduce(1, (p, q) -> p * q);
    if (!(size == values.length && size > 0)) {
      throw Fault.of("Operation")
          .expected("an array must have rows of the same length, and at least one number")
          .received("shape %s of %s numbers", Arrays.toString(shape), values.length)
          .remedy("Correct the configuration.")
          .argument();
    }
    return shape.length == 0
        ? Nd4j.scalar(DataType.DOUBLE, values[0])
        : Nd4j.create(values, shape, 'c');
  }

  private static long[] shape(@Nullable Object nested) {
    List<Long> lengths = new ArrayList<>();
    Object inner = nested;
    while (inner instanceof List<?> list) {
      lengths.add((long) list.size());
      inner = list.isEmpty() ? null : list.get(0);
    }
    return lengths.stream().mapToLong(Long::longValue).toArray();
  }

  private static void flatten(@Nullable Object value, List<Double> flat) {
    if (value instanceof List<?> list) {
      list.forEach(one -> flatten(one, flat));
    } else if (value instanceof Boolean truth) {
      flat.add(truth ? 1.0 : 0.0);
    } else if (value instanceof Number number) {
      flat.add(number.doubleValue());
    } else {
      flat.add(value instanceof String text ? special(text) : Double.NaN);
    }
  }

  /** JSON has no names for these but those of Python. */
  static double special(String text) {
    return switch (text) {
      case "Infinity", "inf" -> Double.POSITIVE_INFINITY;
      case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }
}
