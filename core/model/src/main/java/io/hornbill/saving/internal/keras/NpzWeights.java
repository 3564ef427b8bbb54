package io.hornbill.saving.internal.keras;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.files.internal.npy.NumpyArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weights in NumPy's archives: per part a pickled dictionary of arrays. */
final class NpzWeights implements WeightSource {
  private static final String ROOT = "__root__";

  private final Npz npz;
  private final String file;
  private final List<String> names;
  private final Map<String, Map<?, ?>> read = new HashMap<>();

  NpzWeights(ByteSource source) {
    npz = Npz.open(source);
    file = source.name();
    names = npz.names();
  }

  @Override
  public String file() {
    return file;
  }

  @Override
  public boolean has(String group) {
    return names.contains(entry(group));
  }

  @Override
  public int count(String group) {
    return variables(group).size();
  }

  @Override
  public @Nullable String name(String group) {
    return null;
  }

  @Override
  public List<String> members(String folder) {
    String start = folder + "/";
    return names.stream()
        .filter(name -> name.startsWith(start))
        .map(name -> name.substring(start.length()).split("/", 2)[0])
        .distinct()
        .toList();
  }

  @Override
  public long[] shape(String group, int index) {
    return array(group, index).shape();
  }

  @Override
  public INDArray read(String group, int index, DataType type) {
    NumpyArray array = array(group, index);
    return type == DataType.DOUBLE
        ? Nd4j.createFromArray(array.toDoubleArray()).reshape('c', array.shape())
        : array.toFloats();
  }

  private static String entry(String group) {
    return group.equals("vars") ? ROOT : group.substring(0, group.length() - "/vars".length());
  }

  private Map<?, ?> variables(String group) {
    String entry = entry(group);
    Map<?, ?> known = read.get(entry);
    if (known == null) {
      List<?> objects = npz.get(entry).toObjects();
      if (objects.size() != 1 || !(objects.get(0) instanceof Map<?, ?> map)) {
        throw refusal("something else", entry);
      }
      known = map;
      read.put(entry, known);
    }
    return known;
  }

  private NumpyArray array(String group, int index) {
    if (variables(group).get(String.valueOf(index)) instanceof NumpyArray array) {
      return array;
    }
    throw refusal("none for \"" + index + "\"", entry(group));
  }

  private ModelFormatException refusal(String received, String entry) {
    return Fault.of("KerasFormat")
        .expected("weights in .npz must be dictionaries of arrays")
        .received("%s in %s of %s", received, entry, file)
        .remedy("Save the model with weights in .h5.")
        .as(ModelFormatException::new);
  }

  @Override
  public void close() {
    npz.close();
  }
}
