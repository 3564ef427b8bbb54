package io.hornbill.layers.preprocessing;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import io.hornbill.layers.internal.FloatType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Puts combinations of several columns into bins by their hash.
 *
 * <p>Inputs two or more of shape {@code [batch]} or {@code [batch, 1]}, strings or whole numbers.
 * Output the numbers of the bins in the same shape, or one-hot {@code [batch, bins]}.
 */
public final class HashedCrossing extends ColumnLayer<HashedCrossing> {
  private static final long KEY = 0xDECAFCAFFEL;
  private static final Setting<Integer> NUM_BINS = Setting.integer("num_bins", 1).positive();
  private static final Setting<String> OUTPUT_MODE =
      Encoding.setting(Encoding.INT, Encoding.INT, Encoding.ONE_HOT);
  private static final Setting<Boolean> SPARSE = Setting.flag("sparse", false);

  /**
   * Makes a layer.
   *
   * @param numBins the number of bins
   */
  public HashedCrossing(int numBins) {
    declare(NUM_BINS, OUTPUT_MODE, SPARSE);
    set(NUM_BINS, numBins);
    dataType(FloatType.current()); // numbers of bins follow no policy of two bytes, as in Keras
  }

  /**
   * Sets the form of the output.
   *
   * @param outputMode {@code "int"} or {@code "one_hot"}
   */
  public HashedCrossing outputMode(String outputMode) {
    return with(OUTPUT_MODE, outputMode);
  }

  /**
   * Sets whether Keras computes sparse tensors; arrays are dense here.
   *
   * @param sparse false by default
   */
  public HashedCrossing sparse(boolean sparse) {
    return with(SPARSE, sparse);
  }

  @Override
  protected boolean takesList() {
    return true;
  }

  @Override
  String kerasType() {
    return get(OUTPUT_MODE).equals(Encoding.INT) && !isOfFloats() ? "int64" : super.kerasType();
  }

  @Override
  Shape outputShape(List<Shape> inputs) {
    if (inputs.size() <= 1
        || !inputs.stream().allMatch(inputs.get(0)::equals)
        || (inputs.get(0).rank() != 1
            && (inputs.get(0).rank() != 2 || inputs.get(0).last() != 1))) {
      throw Fault.of(owner())
          .expected("there must be several inputs [batch] or [batch, 1]")
          .received(inputs)
          .remedy("Reshape them.")
          .argument();
    }
    return Encoding.shape(get(OUTPUT_MODE), inputs.get(0), get(NUM_BINS));
  }

  @Override
  Column transform(List<Column> inputs) {
    outputShape(inputs.stream().map(Column::shape).toList());
    double[] ids = new double[inputs.get(0).size()];
    for (int i = 0; i < ids.length; i++) {
      long hash = KEY;
      for (Column in : inputs) {
        byte[] text = in.text(i).getBytes(StandardCharsets.UTF_8);
        hash = Hashes.joined(hash, in.isStrings() ? FarmHash.hash(text) : (long) in.values()[i]);
      }
      ids[i] = Long.remainderUnsigned(hash, get(NUM_BINS));
    }
    Column column = Column.of(inputs.get(0).shape(), ids);
    return Encoding.encode(get(OUTPUT_MODE), column, get(NUM_BINS));
  }
}
