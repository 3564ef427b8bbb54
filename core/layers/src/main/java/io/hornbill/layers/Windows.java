package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How kernels and pools move over the spatial axes. */
final class Windows {
  /**
   * The greatest kernel, pool, stride, distance and margin: more than any data has along an axis,
   * and so little that no native kernel's numbers of 32 bits overflow by it.
   */
  static final int LONGEST = 1 << 20;

  static final Setting<List<Integer>> KERNEL_SIZE = Setting.integers("kernel_size");
  static final Setting<List<Integer>> STRIDES = Setting.integers("strides");
  static final Setting<List<Integer>> DILATION_RATE = Setting.integers("dilation_rate");
  static final Setting<String> PADDING = padding("valid", "same");
  static final Setting<String> CAUSAL_PADDING = padding("valid", "same", "causal");

  private Windows() {}

  private static Setting<String> padding(String... allowed) {
    List<String> known = List.of(allowed);
    return Setting.string("padding", "valid")
        .normalized(text -> text.toLowerCase(Locale.ROOT))
        .only("one of " + known, "Choose one.", known::contains);
  }

  /** Declares that there is a number per spatial axis, or one for all, and at least 1. */
  static Setting<List<Integer>> perAxis(Setting<List<Integer>> setting, int axes, int value) {
    return setting
        .initially(Collections.nCopies(axes, value))
        .check(
            "from 1 to %s, one per spatial axis".formatted(LONGEST),
            (owner, name, v) -> check(owner, name, v, axes, 1))
        .normalized(values -> spread(values, axes));
  }

  /** Declares that there is a number per spatial axis, or one for all, or none. */
  static Setting<@Nullable List<Integer>> perAxisOrNone(
      Setting<@Nullable List<Integer>> setting, int axes, int least) {
    return setting
        .check(
            "from %s to %s, one per spatial axis".formatted(least, LONGEST),
            (owner, name, values) ->
                check(owner, name, Objects.requireNonNull(values), axes, least))
        .normalized(values -> spread(Objects.requireNonNull(values), axes));
  }

  private static List<Integer> spread(List<Integer> values, int axes) {
    return values.size() == 1 ? Collections.nCopies(axes, values.get(0)) : values;
  }

  private static void check(String owner, String name, List<Integer> values, int axes, int least) {
    if (values.size() != axes || !values.stream().allMatch(value -> value >= least)) {
      throw Fault.of(owner)
          .expected("%s must be one whole number of at least %s, or %s", name, least, axes)
          .received(values)
          .remedy("Give one per spatial axis.")
          .argument();
    }
    if (!values.stream().allMatch(value -> value <= LONGEST)) {
      throw Fault.of(owner)
          .expected("%s must be at most %s", name, LONGEST)
          .received(values)
          .remedy("Give less.")
          .argument();
    }
  }

  static int[] ones(int axes) {
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    return ones;
  }

  static List<Integer> list(int... values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** Requires that not both strides and dilation exceed 1. */
  static void checkSteps(String owner, int[] strides, int[] dilationRate) {
    if (!Arrays.stream(strides).allMatch(s -> s == 1)
        && !Arrays.stream(dilationRate).allMatch(d -> d == 1)) {
      throw Fault.of(owner)
          .expected("strides and dilationRate must not both exceed 1")
          .received(
              "strides %s, dilationRate %s",
              Arrays.toString(strides), Arrays.toString(dilationRate))
          .remedy("Use one of them.")
          .argument();
    }
  }

  static List<Long> longs(int... values) {
    return Arrays.stream(values).asLongStream().boxed().toList();
  }

  /**
   * Makes the window.
   *
   * @param x the input's shape, channels last
   * @param size the window's number of elements
   * @param strides the steps
   * @param dilations the distances between the elements
   * @param padding valid, same or causal
   */
  static Window of(Shape x, int[] size, int[] strides, int[] dilations, String padding) {
    List<Long> before = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    for (int i = 0; i < size.length; i++) {
      long reach = (size[i] - 1L) * dilations[i] + 1;
      long total =
          switch (padding) {
            case "same" -> same(x.dim(i + 1), reach, strides[i]);
            case "causal" -> reach - 1;
            default -> 0;
          };
      long first = padding.equals("causal") ? total : total / 2;
      before.add(first);
      after.add(total - first);
    }
    return new Window(longs(strides), longs(dilations), before, after);
  }

  /**
   * The number of places per spatial axis, for an input of known lengths with the channels last.
   */
  static Shape places(String owner, Shape last, List<Integer> size, Window window) {
    long[] places = new long[size.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = window.outputLength(i, last.dim(i + 1), size.get(i));
    }
    requireRoom(owner, "kernelSize", last, size, window);
    return Shape.of(places);
  }

  /** Requires that the window has at least one place, as far as lengths are known. */
  static void requireRoom(
      String owner, String setting, Shape last, List<Integer> size, Window window) {
    for (int i = 0; i < size.size(); i++) {
      if (window.outputLength(i, last.dim(i + 1), size.get(i)) == 0) {
        throw Fault.of(owner)
            .expected("the window must fit into the input")
            .received("%s %s, input %s", setting, size, last)
            .remedy("Use a smaller one, padding \"same\", or larger inputs.")
            .argument();
      }
    }
  }

  /** As many places as strides, rounded up; of an unknown length nobody asks the number. */
  private static long same(long length, long reach, long stride) {
    if (length < 0) {
      return reach - 1;
    }
    long places = (length + stride - 1) / stride;
    return Math.max((places - 1) * stride + reach - length, 0);
  }
}
