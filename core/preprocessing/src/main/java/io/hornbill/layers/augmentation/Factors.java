package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Settings that are a range to draw from, given by one number or by two. */
final class Factors {
  private Factors() {}

  /**
   * A range within bounds; one number f stands for -f to f, cut to the bounds, of which Keras
   * writes 0 as a whole number.
   */
  static Setting<List<Double>> range(String key, double initial, double low, double high) {
    return range(key, initial, low, high, v -> v.get(0) == 0 && v.get(1) > 0 ? fromZero(v) : v);
  }

  private static List<Object> fromZero(List<Double> range) {
    return List.of(0, range.get(1));
  }

  /** A range that is written as one number if it is -f to f. */
  static Setting<List<Double>> shift(String key, double initial, double low, double high) {
    return range(key, initial, low, high, v -> v.get(0) == -v.get(1) ? v.get(1) : v);
  }

  /** A range of whole numbers, which Keras computes with as such. */
  static Setting<List<Double>> wholeRange(String key, double initial, double low, double high) {
    return range(key, initial, low, high, Factors::asWhole);
  }

  private static Object asWhole(List<Double> range) {
    return range.stream().allMatch(v -> v == v.intValue())
        ? range.stream().map(Double::intValue).toList()
        : range;
  }

  private static Setting<List<Double>> range(
      String key, double initial, double low, double high, Function<List<Double>, Object> form) {
    return Setting.of(
            key,
            spread(List.of(initial), low),
            (config, k) -> list(config.numbers(k)),
            (List<Double> v) -> form.apply(v))
        .normalized(v -> spread(v, low))
        .check(
            "one or two numbers in [%s, %s]".formatted(low, high),
            (owner, name, v) -> check(owner, name, v, low, high));
  }

  /** Numbers that may be left out; none by default. */
  static Setting<List<Double>> optional(String key) {
    return Setting.of(
        key,
        List.<Double>of(),
        (config, k) -> list(config.numbers(k)),
        (List<Double> v) ->
            v.isEmpty()
                ? null
                : v.size() == 1
                    ? v.get(0)
                    : v.get(0) == -v.get(v.size() - 1) ? v.get(v.size() - 1) : v);
  }

  /** Two numbers of any size, from the lesser to the greater: the range of pixels. */
  static Setting<List<Double>> values() {
    return Setting.of(
            "value_range",
            List.of(0.0, 255.0),
            (config, k) -> list(config.numbers(k)),
            (List<Double> v) -> asWhole(v))
        .normalized(v -> v.stream().sorted().toList())
        .check(
            "two numbers",
            (owner, name, v) -> {
              if (!(v.size() == 2 && v.get(0) < v.get(1))) {
                throw Fault.of(owner)
                    .expected("%s must be two numbers", name)
                    .received(v)
                    .remedy("Give the least and the greatest value of a pixel.")
                    .argument();
              }
            });
  }

  private static List<Double> spread(List<Double> v, double low) {
    return v.size() == 1
        ? List.of(Math.max(-Math.abs(v.get(0)), low), Math.abs(v.get(0)))
        : v.stream().sorted().toList();
  }

  private static void check(String owner, String name, List<Double> v, double low, double high) {
    if (v.size() != 2 || !v.stream().allMatch(f -> f >= low && f <= high)) {
      throw Fault.of(owner)
          .expected("%s must be one or two numbers in [%s, %s]", name, low, high)
          .received(v)
          .remedy("Give shares within these.")
          .argument();
    }
  }

  static List<Double> list(double... values) {
    return Arrays.stream(values).boxed().toList();
  }
}
