package io.hornbill.layers;

/**
 * The setter of layers with a channel axis.
 *
 * @param <T> the layer's own type
 */
public interface DataFormatSetter<T> extends PartSetters<T> {
  /**
   * Sets where the channel axis is.
   *
   * @param dataFormat {@code "channels_last"} for {@code [batch, ..., channels]} or {@code
   *     "channels_first"} for {@code [batch, channels, ...]}
   * @return the layer
   */
  default T dataFormat(String dataFormat) {
    return with(FluentLayer.DATA_FORMAT, dataFormat);
  }
}
