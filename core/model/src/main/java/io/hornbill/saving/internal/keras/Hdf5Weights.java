package io.hornbill.saving.internal.keras;

import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.hdf5.Hdf5Dataset;
import io.hornbill.files.internal.hdf5.Hdf5File;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weights in HDF5. */
final class Hdf5Weights implements WeightSource {
  private final Hdf5File hdf5;
  private final String file;

  Hdf5Weights(ByteSource source) {
    hdf5 = Hdf5File.open(source);
    file = source.name();
  }

  @Override
  public String file() {
    return file;
  }

  @Override
  public boolean has(String group) {
    return hdf5.root().hasGroup(group);
  }

  @Override
  public int count(String group) {
    return hdf5.root().group(group).names().size();
  }

  @Override
  public @Nullable String name(String group) {
    var attributes = hdf5.root().group(group).attributes();
    return attributes.has("name") ? attributes.text("name") : null;
  }

  @Override
  public List<String> members(String folder) {
    return has(folder) ? hdf5.root().group(folder).names() : List.of();
  }

  @Override
  public long[] shape(String group, int index) {
    return dataset(group, index).shape();
  }

  @Override
  public INDArray read(String group, int index, DataType type) {
    Hdf5Dataset dataset = dataset(group, index);
    return type == DataType.DOUBLE
        ? Nd4j.createFromArray(dataset.toDoubleArray()).reshape('c', dataset.shape())
        : dataset.toFloats();
  }

  private Hdf5Dataset dataset(String group, int index) {
    List<String> names = hdf5.root().group(group).names();
    String number = String.valueOf(index);
    // Layers with files of their own give variables names.
    return hdf5.root().dataset(group + "/" + (names.contains(number) ? number : names.get(index)));
  }

  @Override
  public void close() {
    hdf5.close();
  }
}
