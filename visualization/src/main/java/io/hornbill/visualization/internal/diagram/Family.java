package io.hornbill.visualization.internal.diagram;

import java.util.regex.Pattern;

/** What kind of layer a class is; each kind has its colour, dark enough for white letters. */
enum Family {
  INPUT("Input.*", 0x374151),
  CONVOLUTION(".*(Conv|Locally).*", 0x1D4ED8),
  POOLING(".*(Pool|Padding|Cropping|UpSampling).*", 0x0E7490),
  NORMALIZATION(".*(Norm|Dropout|Noise|Regularization).*", 0x7C5A10),
  RECURRENT(".*(LSTM|GRU|RNN|Bidirectional|TimeDistributed).*", 0x6D28D9),
  ATTENTION(".*(Attention|Embedding).*", 0x9D174D),
  WEIGHTS(".*Dense.*", 0x166534),
  MODEL("Functional|Sequential|Model", 0x111827),
  OTHER(".*", 0x4B5563);

  private final Pattern classes;
  private final int color;

  Family(String classes, int color) {
    this.classes = Pattern.compile(classes);
    this.color = color;
  }

  static Family of(String className) {
    for (Family family : values()) {
      if (family.classes.matcher(className).matches()) {
        return family;
      }
    }
    return OTHER;
  }

  int color() {
    return color;
  }
}
