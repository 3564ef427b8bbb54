package io.hornbill.layers.preprocessing;

import io.hornbill.base.JavaHeap;
import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;

/** The forms that ids come out in. */
final class Encoding {
  static final String INT = "int";
  static final String ONE_HOT = "one_hot";
  static final String MULTI_HOT = "multi_hot";
  static final String COUNT = "count";
  static final String TF_IDF = "tf_idf";

  private Encoding() {}

  /** A mode, by its name now or by an older one. */
  static Setting<String> setting(String initial, String... allowed) {
    Setting<String> plain = Setting.choice("output_mode", initial, allowed);
    return plain.normalized(
        mode -> mode.equals("binary") ? MULTI_HOT : mode.equals("tf-idf") ? TF_IDF : mode);
  }

  /** The shape of what ids of a shape become. */
  static Shape shape(String mode, Shape ids, long depth) {
    if (mode.equals(INT)) {
      return ids;
    }
    if (ids.rank() == 0) {
      return Shape.of(depth);
    }
    boolean shorter = !mode.equals(ONE_HOT) || (ids.rank() > 1 && ids.last() == 1);
    return (shorter ? ids.without(ids.rank() - 1) : ids).append(depth);
  }

  /** What ids become; those below 0 or from the depth on count for nothing. */
  static Column encode(String mode, Column ids, int depth) {
    return encode(mode, ids, depth, new double[0]);
  }

  /** What ids become, each of which counts as much as its weight says. */
  static Column encode(String mode, Column ids, int depth, double[] weights) {
    if (mode.equals(INT)) {
      return ids;
    }
    Shape shape = shape(mode, ids.shape(), depth);
    double[] out = new double[JavaHeap.length(Double.BYTES, "Encoding", shape.dims())];
    double[] values = ids.values();
    int group = out.length == 0 ? 1 : Math.max(1, values.length / (out.length / depth));
    for (int i = 0; i < values.length; i++) {
      int id = (int) values[i];
      if (id >= 0 && id < depth) {
        int place = i / group * depth + id;
        double weight = weights.length == 0 ? 1 : weights[i];
        out[place] = mode.equals(COUNT) || mode.equals(TF_IDF) ? out[place] + weight : 1;
      }
    }
    return Column.of(shape, out);
  }
}
