package io.hornbill.saving.internal;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ArrayMemory;
import io.hornbill.files.internal.safetensors.Safetensors;
import io.hornbill.graph.Guard;
import io.hornbill.graph.Variable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The state of a training in a file: a safetensors file of its arrays, whose texts hold the rest
 * and a checksum. It belongs to the program that wrote it.
 */
public final class ProgressFile {
  private static final String CHECKSUM = "checksum";

  private ProgressFile() {}

  /**
   * Writes the state of a training; a file that is there is replaced in one step.
   *
   * @param variables its arrays
   * @param numbers its numbers
   * @param file the file
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public static void write(List<Variable> variables, Map<String, String> numbers, Path file) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    for (Variable variable : variables) {
      arrays.put(name(arrays.size()), variable.value());
    }
    Map<String, String> texts = new LinkedHashMap<>(numbers);
    Guard.reading(
        variables,
        () -> {
          texts.put(CHECKSUM, checksum(arrays.values(), texts));
          Safetensors.write(file, arrays, texts);
        });
  }

  /**
   * Takes up a training again.
   *
   * @param variables the arrays of the training
   * @param resume takes values of the arrays, and numbers
   * @param file what {@link #write} wrote
   * @throws ModelFormatException if the file is damaged, or of another training; nothing was
   *     changed then
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static void read(
      List<Variable> variables, BiConsumer<List<INDArray>, Map<String, String>> resume, Path file) {
    try (Safetensors stored = Safetensors.open(file)) {
      require(stored.names().size() == variables.size(), file, "another number of arrays");
      List<INDArray> arrays = new ArrayList<>();
      for (Variable variable : variables) {
        String name = name(arrays.size());
        require(
            Arrays.equals(stored.shape(name), variable.value().shape()),
            file,
            "another shape of \"" + variable.name() + "\"");
        arrays.add(array(stored, name, variable.dataType()));
      }
      Map<String, String> texts = new LinkedHashMap<>(stored.metadata());
      String checksum = texts.remove(CHECKSUM);
      require(checksum(arrays, texts).equals(checksum), file, "another checksum");
      resume.accept(arrays, texts);
    }
  }

  private static String name(int index) {
    return "v" + index;
  }

  private static INDArray array(Safetensors stored, String name, DataType type) {
    return type == DataType.DOUBLE
        ? Nd4j.createFromArray(stored.toDoubleArray(name)).reshape('c', stored.shape(name))
        : stored.toFloats(name);
  }

  private static void require(boolean fits, Path file, String received) {
    if (!fits) {
      throw Fault.of("BackupAndRestore")
          .expected("the backup must be whole and of this very training")
          .received("%s in %s", received, file.toAbsolutePath())
          .remedy("Make and compile the model as before, or delete the backup to start over.")
          .as(ModelFormatException::new);
    }
  }

  private static String checksum(Iterable<INDArray> arrays, Map<String, String> texts) {
    CRC32C crc = new CRC32C();
    for (INDArray array : arrays) {
      ArrayMemory.write(array, ArrayMemory.typeOf(array), crc::update);
    }
    texts.forEach((name, text) -> crc.update((name + '=' + text).getBytes(StandardCharsets.UTF_8)));
    return Long.toHexString(crc.getValue());
  }
}
