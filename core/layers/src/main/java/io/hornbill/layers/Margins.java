package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * What cropping and zero padding have in common: a number of elements at both ends of each spatial
 * axis.
 *
 * @param <T> the layer's own type
 */
abstract class Margins<T extends Margins<T>> extends KerasLayer<T> implements DataFormatSetter<T> {
  private final boolean crop;
  private final int axes;
  private final Setting<List<Integer>> ends;

  /**
   * Makes a layer.
   *
   * @param crop true to cut elements off, false to add zeros
   * @param field Keras' name of the argument
   * @param axes the number of spatial axes
   * @param values one number, one per axis, or two per axis
   */
  protected Margins(boolean crop, String field, int axes, int... values) {
    this.crop = crop;
    this.axes = axes;
    List<Integer> given = Windows.list(values);
    ends =
        Setting.of(field, given, Margins::read, Margins::pairs)
            .check("at least 0, a start and an end of each axis", this::check)
            .normalized(numbers -> spread(numbers, axes));
    declare(ends);
    set(ends, given);
    declareDataFormat();
    expectRank(axes + 2, "[batch, …spatial, channels]");
  }

  /** Sets the numbers that the constructor takes. */
  final T ends(int... values) {
    return with(ends, Windows.list(values));
  }

  private void check(String owner, String name, List<Integer> values) {
    if (values.size() != 2 * axes
        || !values.stream().allMatch(v -> v >= 0 && v <= Windows.LONGEST)) {
      throw Fault.of(owner)
          .expected(
              "%s must be 1, %s or %s whole numbers of at least 0 and at most %s",
              name, axes, 2 * axes, Windows.LONGEST)
          .received(values)
          .remedy("Give start and end of each axis.")
          .argument();
    }
  }

  private static List<Integer> spread(List<Integer> values, int axes) {
    if (values.size() == 1) {
      return Collections.nCopies(2 * axes, values.get(0));
    }
    return values.size() == axes ? values.stream().flatMap(v -> Stream.of(v, v)).toList() : values;
  }

  /** Reads a number, one per axis, or pairs. */
  private static List<Integer> read(Config config, String field) {
    if (!(config.get(field) instanceof List<?> list)) {
      return List.of(config.integer(field, 0));
    }
    List<Integer> values = new ArrayList<>();
    for (Object entry : list) {
      if (entry instanceof List<?> pair) {
        addAll(values, field, pair);
      } else {
        addAll(values, field, entry == null ? List.of() : List.of(entry));
      }
    }
    return values;
  }

  private static void addAll(List<Integer> values, String field, List<?> numbers) {
    for (int number : new Config().with(field, numbers).integers(field)) {
      values.add(number);
    }
  }

  private static List<?> pairs(List<Integer> ends) {
    List<List<Integer>> pairs = new ArrayList<>();
    for (int i = 0; i < ends.size(); i += 2) {
      pairs.add(List.of(ends.get(i), ends.get(i + 1)));
    }
    return pairs.size() == 1 ? pairs.get(0) : pairs;
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor y = x;
    for (int i = 0; i < axes; i++) {
      int axis = i + (channelsFirst() ? 2 : 1);
      int start = get(ends).get(2 * i);
      int end = get(ends).get(2 * i + 1);
      long length = x.dim(axis);
      if (crop && length >= 0 && length <= start + end) {
        throw Fault.of(owner())
            .expected("%s must leave something of axis %s", ends.name(), axis)
            .received("%s and %s of %s", start, end, x.shape())
            .remedy("Crop less.")
            .argument();
      }
      y = crop ? Ops.crop(y, axis, start, end) : Ops.pad(y, axis, start, end);
    }
    return y;
  }
}
