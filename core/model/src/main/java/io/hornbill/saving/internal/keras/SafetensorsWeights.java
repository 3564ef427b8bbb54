package io.hornbill.saving.internal.keras;

import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.safetensors.Safetensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weights as safetensors, each under its place, and the parts' names in the metadata. */
final class SafetensorsWeights implements WeightSource {
  private final Safetensors tensors;
  private final String file;
  private final Set<String> places;

  SafetensorsWeights(ByteSource source) {
    tensors = Safetensors.open(source);
    file = source.name();
    places = new TreeSet<>(tensors.names());
  }

  @Override
  public String file() {
    return file;
  }

  @Override
  public boolean has(String group) {
    return tensors.metadata().containsKey(group) || count(group) > 0;
  }

  @Override
  public int count(String group) {
    String start = group + "/";
    return (int) places.stream().filter(place -> place.startsWith(start)).count();
  }

  @Override
  public @Nullable String name(String group) {
    return tensors.metadata().get(group);
  }

  @Override
  public List<String> members(String folder) {
    String start = folder + "/";
    Set<String> members = new TreeSet<>();
    List<String> all = new ArrayList<>(places);
    all.addAll(tensors.metadata().keySet());
    for (String place : all) {
      if (place.startsWith(start)) {
        int end = place.indexOf('/', start.length());
        members.add(place.substring(start.length(), end < 0 ? place.length() : end));
      }
    }
    return List.copyOf(members);
  }

  @Override
  public long[] shape(String group, int index) {
    return tensors.shape(group + "/" + index);
  }

  @Override
  public INDArray read(String group, int index, DataType type) {
    String place = group + "/" + index;
    return type == DataType.DOUBLE
        ? Nd4j.createFromArray(tensors.toDoubleArray(place)).reshape('c', tensors.shape(place))
        : tensors.toFloats(place);
  }

  @Override
  public void close() {
    tensors.close();
  }
}
