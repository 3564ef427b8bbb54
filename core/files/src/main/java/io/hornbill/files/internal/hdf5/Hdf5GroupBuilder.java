package io.hornbill.files.internal.hdf5;

import io.hornbill.base.Fault;
import io.hornbill.files.internal.ArrayMemory;
import io.hornbill.files.internal.NumericType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A group of an HDF5 file to be written.
 *
 * <pre>{@code
 * Hdf5GroupBuilder group = new Hdf5Builder().root().group("layers/dense/vars");
 * group.dataset("0", kernel).dataset("1", bias).attribute("name", "dense");
 * }</pre>
 */
public final class Hdf5GroupBuilder {

  private static final int LARGEST_ATTRIBUTE = 64_512;

  /** What a dataset consists of; the array's bytes are written when their turn comes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record DatasetParts(
      byte[] type, long[] shape, long bytes, List<String> texts, FileLayout.Content content) {}

  /** What an attribute consists of: bytes, or texts of any length. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record AttributeParts(byte[] type, byte[] space, byte[] data, List<String> texts) {}

  private final String path;
  private final Map<String, Hdf5GroupBuilder> groups = new TreeMap<>(FileLayout::compareBytes);
  private final Map<String, DatasetParts> datasets = new TreeMap<>(FileLayout::compareBytes);
  private final Map<String, AttributeParts> attributes = new LinkedHashMap<>();

  Hdf5GroupBuilder(String path) {
    this.path = path;
  }

  /**
   * Gets a group, making it and those on the way if they are not there yet.
   *
   * @param relative names separated by slashes
   * @return the group at that path below this group
   * @throws IllegalArgumentException if a dataset is in the way
   */
  public Hdf5GroupBuilder group(String relative) {
    Hdf5GroupBuilder at = this;
    for (String name : relative.split("/", -1)) {
      if (!name.isEmpty()) {
        Hdf5GroupBuilder outer = at;
        require(!outer.datasets.containsKey(name), "a path must be free", relative);
        at =
            outer.groups.computeIfAbsent(
                name,
                key ->
                    new Hdf5GroupBuilder(outer.path + (outer.path.endsWith("/") ? "" : "/") + key));
      }
    }
    return at;
  }

  /**
   * Adds an array: FLOAT, DOUBLE, HALF, BFLOAT16, INT, LONG and UBYTE as they are, everything else
   * as floats.
   *
   * @param relative the dataset's path below this group
   * @param array the array, of any order and view; it must stay unchanged until the file is written
   * @throws IllegalArgumentException if the path is taken
   */
  public Hdf5GroupBuilder dataset(String relative, INDArray array) {
    NumericType type = ArrayMemory.typeOf(array);
    return add(
        relative,
        new DatasetParts(
            Encoder.numberType(type),
            array.shape(),
            array.isEmpty() ? 0 : array.length() * type.bytes(),
            List.of(),
            channel ->
                ArrayMemory.write(array, type, bytes -> FileLayout.writeFully(channel, bytes))));
  }

  /**
   * Adds whole numbers, such as an optimizer's count of steps.
   *
   * @param relative the dataset's path below this group
   * @param type how they are to be represented
   * @param shape the shape; empty for a single number
   * @param values the numbers in row-major order
   * @throws IllegalArgumentException if the path is taken, or the numbers do not fill the shape
   */
  public Hdf5GroupBuilder dataset(String relative, NumericType type, long[] shape, long... values) {
    require(
        ArrayMemory.count(shape, relative) == values.length,
        "the numbers must fill the shape",
        values.length + " for " + Arrays.toString(shape));
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, type.bytes()));
    type.fromLongs(values, bytes);
    return add(
        relative,
        new DatasetParts(
            Encoder.numberType(type),
            shape.clone(),
            bytes.capacity(),
            List.of(),
            channel -> FileLayout.writeFully(channel, bytes.rewind())));
  }

  /**
   * Adds texts.
   *
   * @param relative the dataset's path below this group
   * @param texts the texts
   * @throws IllegalArgumentException if the path is taken
   */
  public Hdf5GroupBuilder dataset(String relative, List<String> texts) {
    return add(
        relative,
        new DatasetParts(
            Encoder.variableTextType(),
            new long[] {texts.size()},
            16L * texts.size(),
            List.copyOf(texts),
            channel -> {}));
  }

  /**
   * Sets an attribute to a string of any length.
   *
   * @param name the attribute's name
   * @param text the text
   */
  public Hdf5GroupBuilder attribute(String name, String text) {
    return put(name, Encoder.variableTextType(), Encoder.space(), new byte[0], List.of(text));
  }

  /**
   * Sets an attribute to a whole number of 8 bytes.
   *
   * @param name the attribute's name
   * @param value the number
   */
  public Hdf5GroupBuilder attribute(String name, long value) {
    byte[] data = new Encoder().u64(value).toBytes();
    return put(name, Encoder.numberType(NumericType.INT64), Encoder.space(), data, List.of());
  }

  /**
   * Sets an attribute to floating-point numbers of 8 bytes.
   *
   * @param name the attribute's name
   * @param values the numbers
   * @throws IllegalArgumentException if they take more than 64,512 bytes
   */
  public Hdf5GroupBuilder attribute(String name, double... values) {
    Encoder data = new Encoder();
    for (double value : values) {
      data.u64(Double.doubleToRawLongBits(value));
    }
    byte[] space = Encoder.space(values.length);
    return put(name, Encoder.numberType(NumericType.FLOAT64), space, data.toBytes(), List.of());
  }

  /**
   * Sets an attribute to a list of texts, as Keras lists layers and weights: of one length, the
   * longest one's, padded with zeros. An empty list becomes an empty array of floats, as in h5py.
   *
   * @param name the attribute's name
   * @param texts the texts
   * @throws IllegalArgumentException if they take more than 64,512 bytes, which is as much as HDF5
   *     keeps in one attribute
   */
  public Hdf5GroupBuilder attribute(String name, List<String> texts) {
    if (texts.isEmpty()) {
      return attribute(name, new double[0]);
    }
    int longest = 1;
    for (String text : texts) {
      longest = Math.max(longest, text.getBytes(StandardCharsets.UTF_8).length);
    }
    require(
        (long) longest * texts.size() <= LARGEST_ATTRIBUTE,
        "an attribute must have at most 64512 bytes; split the list, as Keras does",
        texts.size() + " strings of " + longest + " bytes");
    Encoder data = new Encoder();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      data.bytes(bytes).zeros(longest - bytes.length);
    }
    return put(
        name,
        Encoder.fixedTextType(longest),
        Encoder.space(texts.size()),
        data.toBytes(),
        List.of());
  }

  Map<String, Hdf5GroupBuilder> groups() {
    return groups;
  }

  Map<String, DatasetParts> datasets() {
    return datasets;
  }

  Map<String, AttributeParts> attributes() {
    return attributes;
  }

  private Hdf5GroupBuilder put(
      String name, byte[] type, byte[] space, byte[] data, List<String> texts) {
    require(data.length <= LARGEST_ATTRIBUTE, "an attribute must have at most 64512 bytes", name);
    require(!name.isEmpty() && name.length() < 1024, "an attribute must have a name", name);
    attributes.put(name, new AttributeParts(type, space, data, texts));
    return this;
  }

  private Hdf5GroupBuilder add(String relative, DatasetParts dataset) {
    int slash = relative.lastIndexOf('/');
    Hdf5GroupBuilder parent = slash < 0 ? this : group(relative.substring(0, slash));
    String name = relative.substring(slash + 1);
    boolean free =
        !name.isEmpty() && !parent.groups.containsKey(name) && !parent.datasets.containsKey(name);
    require(free, "a dataset must have a path of its own", relative);
    parent.datasets.put(name, dataset);
    return this;
  }

  private void require(boolean condition, String expectation, String received) {
    if (!condition) {
      throw Fault.of("Hdf5Builder")
          .expected(expectation)
          .received("%s in \"%s\"", received, path)
          .remedy("Choose another name or less content.")
          .argument();
    }
  }
}
