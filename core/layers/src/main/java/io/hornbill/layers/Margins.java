package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What cropping and zero padding have in common: a number of elements at both ends of each spatial
 * axis.
 *
 * @param <T> the layer's own type
 */
public abstract class Margins<T extends Margins<T>> extends KerasLayer<T>
    implements DataFormatSetter<T> {
  private final boolean crop;
  private final String field;
  private final int axes;
  private final int[] ends;

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
    this.field = field;
    this.axes = axes;
    Checks.argument(
        (values.length == 1 || values.length == axes || values.length == 2 * axes)
            && Arrays.stream(values).allMatch(v -> v >= 0),
        "%s: %s must be 1, %s or %s whole numbers of at least 0. Received: %s. Give start and end of each axis.",
        className(),
        field,
        axes,
        2 * axes,
        Arrays.toString(values));
    ends = new int[2 * axes];
    for (int i = 0; i < ends.length; i++) {
      boolean pairs = values.length == 2 * axes;
      ends[i] = values.length == 1 ? values[0] : pairs ? values[i] : values[i / 2];
    }
    declareDataFormat();
    expectRank(axes + 2, "[batch, …spatial, channels]");
  }

  /** Reads a number, one per axis, or pairs. */
  static int[] read(Config config, String field, int otherwise) {
    List<Integer> values = new ArrayList<>();
    if (config.get(field) instanceof List<?> list) {
      for (Object entry : list) {
        if (entry instanceof List<?> pair) {
          pair.forEach(v -> values.add(((Number) v).intValue()));
        } else if (entry instanceof Number number) {
          values.add(number.intValue());
        }
      }
      return values.stream().mapToInt(Integer::intValue).toArray();
    }
    return new int[] {config.integer(field, otherwise)};
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor y = x;
    int first = channelsFirst() ? 2 : 1;
    for (int i = 0; i < axes; i++) {
      int axis = first + i;
      long length = x.dim(axis);
      Checks.argument(
          !crop || length < 0 || length > ends[2 * i] + ends[2 * i + 1],
          "%s: %s must leave something of axis %s. Received: %s and %s of %s. Crop less.",
          owner(),
          field,
          axis,
          ends[2 * i],
          ends[2 * i + 1],
          x.shape());
      if (crop) {
        y = Ops.crop(y, axis, ends[2 * i], ends[2 * i + 1]);
      } else {
        y = Ops.pad(y, axis, ends[2 * i], ends[2 * i + 1]);
      }
    }
    return y;
  }

  @Override
  public Config config() {
    List<Object> pairs = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      pairs.add(List.of(ends[2 * i], ends[2 * i + 1]));
    }
    return super.config().with(field, axes == 1 ? pairs.get(0) : pairs);
  }
}
