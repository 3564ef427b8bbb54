package io.hornbill.files.internal.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ArrayMemory;
import io.hornbill.files.internal.AtomicFiles;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.MemoryBudget;
import io.hornbill.files.internal.NumericType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A file of the safetensors format, open for reading, and the way to write one. The header is
 * checked wholly before any array is read: an array that reaches out of the file, or into another
 * one, is refused.
 *
 * <pre>{@code
 * Safetensors.write(Path.of("w.safetensors"), Map.of("kernel", kernel), Map.of("format", "keras"));
 * try (Safetensors file = Safetensors.open(Path.of("w.safetensors"))) {
 *   INDArray kernel = file.toFloats("kernel");
 * }
 * }</pre>
 *
 * @see <a href="https://huggingface.co/docs/safetensors/index">The format</a>
 */
public final class Safetensors implements AutoCloseable {

  private final ByteSource source;
  private final TensorHeader header;

  private Safetensors(ByteSource source, TensorHeader header) {
    this.source = source;
    this.header = header;
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return the open file, to be closed
   * @throws ModelFormatException if the file is damaged
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static Safetensors open(Path file) {
    return open(ByteSource.open(file));
  }

  /**
   * Opens a file that lies in memory or within an archive. Closing this closes the source, also
   * when opening fails.
   *
   * @param source the file's bytes
   * @return the open file, to be closed
   * @throws ModelFormatException if the file is damaged
   */
  public static Safetensors open(ByteSource source) {
    boolean opened = false;
    try {
      Safetensors file = new Safetensors(source, new TensorHeader(source));
      opened = true;
      return file;
    } finally {
      if (!opened) {
        source.close();
      }
    }
  }

  /**
   * Lists the arrays.
   *
   * @return their names, in the header's order
   */
  public List<String> names() {
    return List.copyOf(header.entries().keySet());
  }

  /**
   * Gives what the writer told about the file.
   *
   * @return texts by name
   */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(header.metadata());
  }

  /**
   * Tells the shape of an array.
   *
   * @param name its name
   * @return the length of each axis
   * @throws ModelFormatException if there is no such array
   */
  public long[] shape(String name) {
    return entry(name).shape().clone();
  }

  /**
   * Tells how the numbers of an array are represented.
   *
   * @param name its name
   * @return the type
   * @throws ModelFormatException if there is no such array
   */
  public NumericType type(String name) {
    return entry(name).type();
  }

  /**
   * Reads an array, single-precision numbers straight into its memory.
   *
   * @param name its name
   * @return a FLOAT array in 'c' order
   * @throws ModelFormatException if there is no such array, or it does not fit into memory
   */
  public INDArray toFloats(String name) {
    TensorEntry entry = entry(name);
    long start = header.dataStart() + entry.start();
    return ArrayMemory.read(
        entry.type(),
        entry.shape(),
        (offset, target) -> source.read(start + offset, target),
        name + " in " + source.name());
  }

  /**
   * Reads the numbers of an array. Fractions are cut off.
   *
   * @param name its name
   * @return the elements in row-major order
   * @throws ModelFormatException if there is no such array, or it does not fit into memory
   */
  public long[] toLongArray(String name) {
    TensorEntry entry = entry(name);
    ByteBuffer data = data(entry);
    long[] numbers = new long[data.remaining() / entry.type().bytes()];
    entry.type().toLongs(data, numbers, 0, numbers.length);
    return numbers;
  }

  /**
   * Reads the numbers of an array.
   *
   * @param name its name
   * @return the elements in row-major order
   * @throws ModelFormatException if there is no such array, or it does not fit into memory
   */
  public double[] toDoubleArray(String name) {
    TensorEntry entry = entry(name);
    ByteBuffer data = data(entry);
    double[] numbers = new double[data.remaining() / entry.type().bytes()];
    entry.type().toDoubles(data, numbers, 0, numbers.length);
    return numbers;
  }

  /**
   * Writes a file, replacing one that is there in one step. DOUBLE, HALF, BFLOAT16, INT, LONG and
   * UBYTE arrays are written as they are, all others as floats.
   *
   * @param file the file
   * @param arrays the arrays by name
   * @param metadata texts to keep with them
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, Map<String, INDArray> arrays, Map<String, String> metadata) {
    List<Map.Entry<String, INDArray>> sorted = new ArrayList<>(arrays.entrySet());
    // As the reference does: wide types first, which keeps all of them aligned.
    sorted.sort(
        Comparator.comparing(
                (Map.Entry<String, INDArray> entry) ->
                    -ArrayMemory.typeOf(entry.getValue()).bytes())
            .thenComparing(Map.Entry::getKey));
    byte[] header = header(sorted, metadata);
    AtomicFiles.writeChannel(
        file,
        channel -> {
          ByteBuffer start = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
          writeFully(channel, start.putLong(header.length).put(header).flip());
          for (Map.Entry<String, INDArray> entry : sorted) {
            INDArray array = entry.getValue();
            ArrayMemory.write(
                array, ArrayMemory.typeOf(array), bytes -> writeFully(channel, bytes));
          }
        });
  }

  @Override
  public void close() {
    source.close();
  }

  private static byte[] header(
      List<Map.Entry<String, INDArray>> arrays, Map<String, String> metadata) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    if (!metadata.isEmpty()) {
      metadata.forEach(root.putObject(TensorHeader.METADATA)::put);
    }
    long at = 0;
    for (Map.Entry<String, INDArray> entry : arrays) {
      INDArray array = entry.getValue();
      NumericType type = ArrayMemory.typeOf(array);
      long size = array.isEmpty() ? 0 : array.length() * type.bytes();
      ObjectNode node = root.putObject(entry.getKey());
      node.put("dtype", TensorTypes.nameOf(type));
      for (long axis : array.shape()) {
        node.withArray("shape").add(axis);
      }
      node.withArray("shape");
      node.putArray("data_offsets").add(at).add(at + size);
      at += size;
    }
    try {
      String json = new ObjectMapper().writeValueAsString(root);
      int length = json.getBytes(StandardCharsets.UTF_8).length;
      return (json + " ".repeat(-length & 7)).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw Fault.of("Safetensors")
          .expected("the header must be writable")
          .received(e.getMessage())
          .remedy("Use ordinary names.")
          .state(e);
    }
  }

  private static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private ByteBuffer data(TensorEntry entry) {
    long size = entry.end() - entry.start();
    MemoryBudget.require(size / entry.type().bytes() * 8, source.name());
    return ByteBuffer.wrap(source.bytes(header.dataStart() + entry.start(), size));
  }

  private TensorEntry entry(String name) {
    TensorEntry entry = header.entries().get(name);
    if (entry == null) {
      throw Fault.of("Safetensors")
          .expected("the file must hold the array that is asked for")
          .received(
              "\"%s\" of %s, which holds %s",
              name, source.name(), header.entries().keySet().stream().limit(20).toList())
          .remedy("Check that the file belongs to this model.")
          .as(ModelFormatException::new);
    }
    return entry;
  }
}
