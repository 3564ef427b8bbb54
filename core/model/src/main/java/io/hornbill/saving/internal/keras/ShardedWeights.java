package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights in several files of HDF5, which a map in JSON names. The variables of one part may be in
 * more than one of them.
 */
final class ShardedWeights implements WeightSource {
  private final String file;
  private final Map<String, Hdf5Weights> shards = new LinkedHashMap<>();

  ShardedWeights(ByteSource map) {
    file = map.name();
    String text = new String(map.bytes(0, map.size()), StandardCharsets.UTF_8);
    Config places = Json.read(text, file).config("weight_map");
    if (places == null) {
      throw Fault.of("KerasFormat")
          .expected("JSON of weights must name the files they are in")
          .received("no weight_map in %s", file)
          .remedy(
              "Read the file that Model.saveWeights of Keras wrote; an architecture is read"
                  + " by Model.fromJson.")
          .as(ModelFormatException::new);
    }
    boolean opened = false;
    try {
      places.asMap().values().forEach(names -> open(map, names));
      opened = true;
    } finally {
      if (!opened) {
        close();
      }
    }
  }

  /** One name, or a list of them. */
  private void open(ByteSource map, @Nullable Object names) {
    if (names instanceof Collection<?> several) {
      several.forEach(name -> open(map, name));
    } else {
      shards.computeIfAbsent(String.valueOf(names), name -> new Hdf5Weights(map.sibling(name)));
    }
  }

  @Override
  public String file() {
    return file;
  }

  @Override
  public boolean has(String group) {
    return shards.values().stream().anyMatch(shard -> shard.has(group));
  }

  @Override
  public int count(String group) {
    return holding(group).stream().mapToInt(shard -> shard.count(group)).sum();
  }

  @Override
  public @Nullable String name(String group) {
    return holding(group).get(0).name(group);
  }

  @Override
  public List<String> members(String folder) {
    return shards.values().stream()
        .flatMap(shard -> shard.members(folder).stream())
        .distinct()
        .toList();
  }

  @Override
  public long[] shape(String group, int index) {
    return shard(group, index).shape(group, index);
  }

  @Override
  public INDArray read(String group, int index, DataType type) {
    return shard(group, index).read(group, index, type);
  }

  private List<Hdf5Weights> holding(String group) {
    return shards.values().stream().filter(shard -> shard.has(group)).toList();
  }

  private Hdf5Weights shard(String group, int index) {
    return holding(group).stream()
        .filter(shard -> shard.members(group).contains(String.valueOf(index)))
        .findFirst()
        .orElseThrow(
            () ->
                Fault.of("KerasFormat")
                    .expected("all variables must be in one of the files")
                    .received("none for %s/%s in those of %s", group, index, file)
                    .remedy("Fetch or save them again.")
                    .as(ModelFormatException::new));
  }

  @Override
  public void close() {
    new ArrayList<>(shards.values()).forEach(Hdf5Weights::close);
  }
}
