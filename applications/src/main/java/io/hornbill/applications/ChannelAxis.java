package io.hornbill.applications;

import io.hornbill.layers.internal.ImageDataFormat;

/** Where the channels are, in the image data format of new layers. */
final class ChannelAxis {
  private ChannelAxis() {}

  static boolean isLast() {
    return ImageDataFormat.current().equals(ImageDataFormat.CHANNELS_LAST);
  }

  /** The axis in a single image: 2 or 0. */
  static int ofImage() {
    return isLast() ? 2 : 0;
  }

  /** The axis in a batch, counted from the front: 3 or 1. */
  static int ofBatch() {
    return isLast() ? 3 : 1;
  }

  /** The axis in a batch, the last one counted from the end: -1 or 1. */
  static int fromEnd() {
    return isLast() ? -1 : 1;
  }
}
