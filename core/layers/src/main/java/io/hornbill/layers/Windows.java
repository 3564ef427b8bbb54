package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import io.hornbill.graph.ops.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How kernels and pools move over the spatial axes. */
final class Windows {
  private Windows() {}

  /** One number stands for all axes. */
  static int[] perAxis(String owner, String name, int axes, int... values) {
    Checks.argument(
        (values.length == 1 || values.length == axes) && Arrays.stream(values).allMatch(v -> v > 0),
        "%s: %s must be one positive whole number, or %s. Received: %s. Give one per spatial axis.",
        owner,
        name,
        axes,
        Arrays.toString(values));
    if (values.length == axes) {
      return values.clone();
    }
    int[] all = new int[axes];
    Arrays.fill(all, values[0]);
    return all;
  }

  /** Declares lengths of which there is one per spatial axis, or one for all. */
  static Setting<List<Integer>> setting(String key, int axes) {
    return Setting.integers(key, perAxis("Windows", key, axes, 1))
        .check(
            "positive, one per spatial axis",
            (owner, name, values) ->
                perAxis(owner, name, axes, values.stream().mapToInt(v -> v).toArray()))
        .normalized(
            values -> values.size() == 1 ? Collections.nCopies(axes, values.get(0)) : values);
  }

  static List<Integer> list(int... values) {
    return Arrays.stream(values).boxed().toList();
  }

  static String padding(String owner, String padding, List<String> allowed) {
    String lower = padding.toLowerCase(Locale.ROOT);
    Checks.argument(
        allowed.contains(lower),
        "%s: padding must be one of %s. Received: \"%s\". Choose one.",
        owner,
        allowed,
        padding);
    return lower;
  }

  /** Requires that not both strides and dilation exceed 1. */
  static void checkSteps(String owner, int[] strides, int[] dilationRate) {
    Checks.argument(
        Arrays.stream(strides).allMatch(s -> s == 1)
            || Arrays.stream(dilationRate).allMatch(d -> d == 1),
        "%s: strides and dilationRate must not both exceed 1. Received: strides %s, dilationRate %s. Use one of them.",
        owner,
        Arrays.toString(strides),
        Arrays.toString(dilationRate));
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

  /** As many places as strides, rounded up; of an unknown length nobody asks the number. */
  private static long same(long length, long reach, long stride) {
    if (length < 0) {
      return reach - 1;
    }
    long places = (length + stride - 1) / stride;
    return Math.max((places - 1) * stride + reach - length, 0);
  }
}
