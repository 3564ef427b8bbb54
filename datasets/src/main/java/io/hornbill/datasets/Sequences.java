package io.hornbill.datasets;

import io.hornbill.base.Fault;
import io.hornbill.base.JavaHeap;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes sequences of different lengths into one array.
 *
 * <pre>{@code
 * List<int[]> rows = List.of(new int[] {1}, new int[] {2, 3}, new int[] {4, 5, 6});
 * Sequences.pad(rows, 2);                                 // [[0, 1], [2, 3], [5, 6]]
 * Sequences.pad(rows, o -> o.padding("post").value(-1));  // [[1, -1, -1], [2, 3, -1], [4, 5, 6]]
 * }</pre>
 */
public final class Sequences {

  private static final String OWNER = "Sequences";

  private Sequences() {}

  /**
   * Pads in front with zeros, to the length of the longest.
   *
   * @param sequences the sequences: {@code int[]}s or lists of numbers
   * @return an array of shape [sequences, length]
   */
  public static INDArray pad(List<?> sequences) {
    return pad(sequences, options -> {});
  }

  /**
   * Pads in front with zeros, and cuts off in front, to a length.
   *
   * @param sequences the sequences: {@code int[]}s or lists of numbers
   * @param maxLen the length
   * @return an array of shape [sequences, maxLen]
   */
  public static INDArray pad(List<?> sequences, int maxLen) {
    return pad(sequences, options -> options.maxLen(maxLen));
  }

  /**
   * Pads and cuts to a length.
   *
   * <pre>{@code
   * Sequences.pad(rows, 80, o -> o.padding("post"));
   * }</pre>
   *
   * @param sequences the sequences: {@code int[]}s or lists of numbers
   * @param maxLen the length
   * @param settings sets the other options
   * @return an array of shape [sequences, maxLen]
   */
  public static INDArray pad(List<?> sequences, int maxLen, Consumer<PadOptions> settings) {
    return pad(sequences, options -> settings.accept(options.maxLen(maxLen)));
  }

  /**
   * Pads and cuts to a length.
   *
   * @param sequences the sequences: {@code int[]}s or lists of numbers
   * @param settings sets the options
   * @return an array of shape [sequences, length]
   */
  public static INDArray pad(List<?> sequences, Consumer<PadOptions> settings) {
    PadOptions options = new PadOptions();
    settings.accept(options);
    List<int[]> rows = sequences.stream().map(Sequences::row).toList();
    Integer given = options.maxLen();
    int length = given == null ? rows.stream().mapToInt(row -> row.length).max().orElse(0) : given;
    float[] padded = new float[JavaHeap.length(Float.BYTES, OWNER, rows.size(), length)];
    Arrays.fill(padded, options.value());
    for (int i = 0; i < rows.size(); i++) {
      int[] row = rows.get(i);
      int kept = Math.min(row.length, length);
      int from = options.cutInFront() ? row.length - kept : 0;
      int to = i * length + (options.padInFront() ? length - kept : 0);
      for (int j = 0; j < kept; j++) {
        padded[to + j] = row[from + j];
      }
    }
    return Nd4j.create(padded, new long[] {sequences.size(), length}, 'c');
  }

  /**
   * Pads in front with zeros, to the length of the longest.
   *
   * @param sequences the sequences, one in each row
   * @return an array of shape [sequences, length]
   */
  public static INDArray pad(int[][] sequences) {
    return pad(List.of(sequences));
  }

  /**
   * Pads in front with zeros, and cuts off in front, to a length.
   *
   * @param sequences the sequences, one in each row
   * @param maxLen the length
   * @return an array of shape [sequences, length]
   */
  public static INDArray pad(int[][] sequences, int maxLen) {
    return pad(List.of(sequences), maxLen);
  }

  /**
   * Pads and cuts to a length.
   *
   * @param sequences the sequences, one in each row
   * @param maxLen the length
   * @param settings sets the other options
   * @return an array of shape [sequences, length]
   */
  public static INDArray pad(int[][] sequences, int maxLen, Consumer<PadOptions> settings) {
    return pad(List.of(sequences), maxLen, settings);
  }

  /**
   * Pads and cuts to a length.
   *
   * @param sequences the sequences, one in each row
   * @param settings sets the options
   * @return an array of shape [sequences, length]
   */
  public static INDArray pad(int[][] sequences, Consumer<PadOptions> settings) {
    return pad(List.of(sequences), settings);
  }

  private static int[] row(Object sequence) {
    if (sequence instanceof int[] row) {
      return row;
    }
    if (sequence instanceof Collection<?> list
        && list.stream().allMatch(Integer.class::isInstance)) {
      return list.stream().mapToInt(Integer.class::cast).toArray();
    }
    throw Fault.of(OWNER)
        .expected("each sequence must be an int[] or a list of whole numbers")
        .received(sequence.getClass().getSimpleName())
        .remedy("Pad other numbers by padFloats or padVectors.")
        .argument();
  }

  /**
   * Pads and cuts sequences of numbers that are not whole.
   *
   * @param sequences the sequences
   * @param settings sets the options
   * @return an array of shape [sequences, length]
   */
  public static INDArray padFloats(List<float[]> sequences, Consumer<PadOptions> settings) {
    return padVectors(sequences.stream().map(Sequences::column).toList(), settings)
        .reshape('c', sequences.size(), -1);
  }

  private static float[][] column(float[] row) {
    float[][] column = new float[row.length][];
    Arrays.setAll(column, i -> new float[] {row[i]});
    return column;
  }

  /**
   * Pads and cuts sequences of vectors.
   *
   * @param sequences the sequences, whose vectors are of one length
   * @param settings sets the options
   * @return an array of shape [sequences, length, vector]
   */
  public static INDArray padVectors(List<float[][]> sequences, Consumer<PadOptions> settings) {
    PadOptions options = new PadOptions();
    settings.accept(options);
    Integer given = options.maxLen();
    int length =
        given == null ? sequences.stream().mapToInt(row -> row.length).max().orElse(0) : given;
    int size =
        sequences.stream()
            .flatMap(Arrays::stream)
            .mapToInt(vector -> vector.length)
            .max()
            .orElse(1);
    float[] padded = new float[JavaHeap.length(Float.BYTES, OWNER, sequences.size(), length, size)];
    Arrays.fill(padded, options.value());
    for (int i = 0; i < sequences.size(); i++) {
      float[][] row = sequences.get(i);
      int kept = Math.min(row.length, length);
      int from = options.cutInFront() ? row.length - kept : 0;
      int to = i * length + (options.padInFront() ? length - kept : 0);
      for (int j = 0; j < kept; j++) {
        float[] vector = row[from + j];
        if (vector.length != size) {
          throw Fault.of("Sequences")
              .expected("all vectors must have one length")
              .received("%s and %s in row %s", size, vector.length, i)
              .remedy("Pad them first.")
              .argument();
        }
        System.arraycopy(vector, 0, padded, (to + j) * size, size);
      }
    }
    return Nd4j.create(padded, new long[] {sequences.size(), length, size}, 'c');
  }

  /**
   * Marks which words are in each sequence, as Keras' {@code Tokenizer.sequences_to_matrix} does in
   * its mode {@code "binary"}.
   *
   * <pre>{@code
   * Sequences.toMatrix(List.of(new int[] {1, 1, 3}), 4);    // [[0, 1, 0, 1]]
   * }</pre>
   *
   * @param sequences the sequences
   * @param numWords how many words are marked; higher numbers are left out
   * @return an array of zeros and ones of shape [sequences, numWords]
   */
  public static INDArray toMatrix(List<int[]> sequences, int numWords) {
    float[] marks = new float[JavaHeap.length(Float.BYTES, OWNER, sequences.size(), numWords)];
    for (int i = 0; i < sequences.size(); i++) {
      for (int word : sequences.get(i)) {
        if (word < 0) {
          throw Fault.of("Sequences")
              .expected("words must be numbers of at least 0")
              .received("%s in row %s", word, i)
              .remedy("Number them from 0.")
              .argument();
        }
        if (word < numWords) {
          marks[i * numWords + word] = 1;
        }
      }
    }
    return Nd4j.create(marks, new long[] {sequences.size(), numWords}, 'c');
  }
}
