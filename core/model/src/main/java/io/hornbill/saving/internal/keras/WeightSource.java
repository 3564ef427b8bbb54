package io.hornbill.saving.internal.keras;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights in a file by their places. */
interface WeightSource extends AutoCloseable {
  /** The file, for messages. */
  String file();

  /** Whether there is a group of variables, be it empty. */
  boolean has(String group);

  /** How many variables a group has. */
  int count(String group);

  /** The name of the part whose variables a group has; null if it is not known. */
  @Nullable String name(String group);

  /** The names of what is in a folder, such as {@code layers}. */
  List<String> members(String folder);

  /** The shape of a variable. */
  long[] shape(String group, int index);

  /** A new array of a variable. */
  INDArray read(String group, int index, DataType type);

  @Override
  void close();
}
