package io.hornbill.layers.preprocessing;

import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import io.hornbill.layers.internal.FloatType;
import java.util.List;
import java.util.Optional;

/**
 * Puts strings or whole numbers into bins by their hash: FarmHash, or with a salt SipHash.
 *
 * <p>Input of any shape. Output the numbers of the bins in the same shape, or one-hot, several-hot
 * or counts {@code [..., bins]}.
 */
public final class Hashing extends ColumnLayer<Hashing> {
  private static final Setting<Integer> NUM_BINS = Setting.integer("num_bins", 1).positive();
  private static final Setting<Optional<Object>> MASK_VALUE =
      Setting.of(
          "mask_value",
          Optional.empty(),
          (Config config, String k) -> Optional.ofNullable(config.get(k)),
          (Optional<Object> v) -> v.orElse(null));
  private static final Setting<String> OUTPUT_MODE =
      Encoding.setting(
          Encoding.INT, Encoding.INT, Encoding.ONE_HOT, Encoding.MULTI_HOT, Encoding.COUNT);
  private static final Setting<Boolean> SPARSE = Setting.flag("sparse", false);

  /**
   * Makes a layer.
   *
   * @param numBins the number of bins, that of the mask included
   */
  public Hashing(int numBins) {
    declare(NUM_BINS, Hashes.SALT, MASK_VALUE, OUTPUT_MODE, SPARSE);
    set(NUM_BINS, numBins);
    dataType(FloatType.current()); // numbers of bins follow no policy of two bytes, as in Keras
  }

  /**
   * Sets the string that alone gets bin 0.
   *
   * @param maskValue a string
   */
  public Hashing maskValue(String maskValue) {
    return with(MASK_VALUE, Optional.of(maskValue));
  }

  /**
   * Sets the number that alone gets bin 0.
   *
   * @param maskValue a whole number
   */
  public Hashing maskValue(long maskValue) {
    return with(MASK_VALUE, Optional.of(maskValue));
  }

  /**
   * Sets what the hashes follow from.
   *
   * @param salt one or two numbers, with which SipHash is used
   */
  public Hashing salt(long... salt) {
    return with(Hashes.SALT, Hashes.list(salt));
  }

  /**
   * Sets the form of the output.
   *
   * @param outputMode {@code "int"}, {@code "one_hot"}, {@code "multi_hot"} or {@code "count"}
   */
  public Hashing outputMode(String outputMode) {
    return with(OUTPUT_MODE, outputMode);
  }

  /**
   * Sets whether Keras computes sparse tensors; arrays are dense here.
   *
   * @param sparse false by default
   */
  public Hashing sparse(boolean sparse) {
    return with(SPARSE, sparse);
  }

  int bins() {
    return get(NUM_BINS);
  }

  @Override
  String kerasType() {
    return get(OUTPUT_MODE).equals(Encoding.INT) ? "int64" : super.kerasType();
  }

  @Override
  Shape outputShape(List<Shape> inputs) {
    return Encoding.shape(get(OUTPUT_MODE), inputs.get(0), get(NUM_BINS));
  }

  @Override
  Column transform(List<Column> inputs) {
    Column in = inputs.get(0);
    int bins = get(NUM_BINS);
    String mask = get(MASK_VALUE).map(String::valueOf).orElse("");
    boolean masks = get(MASK_VALUE).isPresent() && bins > 1;
    double[] ids = new double[in.size()];
    for (int i = 0; i < ids.length; i++) {
      String text = in.text(i);
      long bin = Hashes.bin(text, get(Hashes.SALT), masks ? bins - 1 : bins);
      ids[i] = masks ? (text.equals(mask) ? 0 : bin + 1) : bin;
    }
    return Encoding.encode(get(OUTPUT_MODE), Column.of(in.shape(), ids), bins);
  }
}
