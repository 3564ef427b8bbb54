package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the four numbers of a box mean, by Keras' names. */
enum BoxFormat {
  XYXY,
  YXYX,
  XYWH,
  CENTER_XYWH,
  CENTER_YXHW,
  REL_XYXY,
  REL_YXYX,
  REL_XYWH,
  REL_CENTER_XYWH;

  static final List<String> NAMES =
      Arrays.stream(values()).map(f -> f.name().toLowerCase(Locale.ROOT)).toList();

  static BoxFormat of(String owner, String name) {
    String small = name.toLowerCase(Locale.ROOT);
    if (!NAMES.contains(small)) {
      throw Fault.of(owner)
          .expected("the format of boxes must be one of %s", NAMES)
          .received("\"%s\"", name)
          .remedy("Choose one.")
          .argument();
    }
    return valueOf(small.toUpperCase(Locale.ROOT));
  }

  private boolean relative() {
    return name().startsWith("REL_");
  }

  /** Makes left, top, right and bottom in pixels of four numbers, in place. */
  void toCorners(double[] box, int height, int width) {
    switch (this) {
      case YXYX, REL_YXYX -> swap(box);
      case XYWH, REL_XYWH -> {
        box[2] += box[0];
        box[3] += box[1];
      }
      case CENTER_YXHW -> {
        swap(box);
        aroundMiddle(box);
      }
      case CENTER_XYWH, REL_CENTER_XYWH -> aroundMiddle(box);
      default -> {}
    }
    if (relative()) {
      scale(box, width, height);
    }
  }

  /** Makes four numbers of left, top, right and bottom in pixels, in place. */
  void fromCorners(double[] box, int height, int width) {
    if (relative()) {
      scale(box, 1.0 / width, 1.0 / height);
    }
    switch (this) {
      case YXYX, REL_YXYX -> swap(box);
      case XYWH, REL_XYWH -> {
        box[2] -= box[0];
        box[3] -= box[1];
      }
      case CENTER_YXHW -> {
        toMiddle(box);
        swap(box);
      }
      case CENTER_XYWH, REL_CENTER_XYWH -> toMiddle(box);
      default -> {}
    }
  }

  private static void swap(double[] box) {
    double first = box[0];
    box[0] = box[1];
    box[1] = first;
    double third = box[2];
    box[2] = box[3];
    box[3] = third;
  }

  private static void aroundMiddle(double[] box) {
    double wide = box[2];
    double tall = box[3];
    box[0] -= wide / 2;
    box[1] -= tall / 2;
    box[2] = box[0] + wide;
    box[3] = box[1] + tall;
  }

  private static void toMiddle(double[] box) {
    double wide = box[2] - box[0];
    double tall = box[3] - box[1];
    box[0] += wide / 2;
    box[1] += tall / 2;
    box[2] = wide;
    box[3] = tall;
  }

  private static void scale(double[] box, double x, double y) {
    box[0] *= x;
    box[1] *= y;
    box[2] *= x;
    box[3] *= y;
  }
}
