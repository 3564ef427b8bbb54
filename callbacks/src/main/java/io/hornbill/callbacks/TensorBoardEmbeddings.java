package io.hornbill.callbacks;

import io.hornbill.base.Fault;
import io.hornbill.callbacks.internal.events.EventFile;
import io.hornbill.callbacks.internal.events.Message;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The vectors of embedding layers as TensorBoard's projector reads them. */
final class TensorBoardEmbeddings {
  private final Path folder;
  private final TrainingModel model;

  TensorBoardEmbeddings(Path folder, TrainingModel model) {
    this.folder = folder;
    this.model = model;
  }

  /** The matrices {@code [words, axes]} by the names of their layers. */
  private Map<String, INDArray> matrices() {
    Map<String, INDArray> result = new LinkedHashMap<>();
    for (TrainedLayer layer : model.trainedLayers()) {
      if (layer.className().equals("Embedding")) {
        result.put(layer.name(), layer.weights().values().iterator().next());
      }
    }
    return result;
  }

  /** Writes which layers there are, and what their rows are called. */
  void configure(@Nullable String metadataOfAll, Map<String, String> metadata) {
    Map<String, INDArray> matrices = matrices();
    for (String layer : metadata.keySet()) {
      if (!matrices.containsKey(layer)) {
        throw Fault.of("TensorBoard")
            .expected("embeddingsMetadata must name embedding layers")
            .received("\"%s\"", layer)
            .remedy("Choose among %s.", matrices.keySet())
            .argument();
      }
    }
    Message projector = Message.of("Projector");
    matrices.forEach(
        (layer, matrix) -> {
          Message embedding = Message.of("Embedding").with("tensor_name", layer);
          String path = metadata.getOrDefault(layer, metadataOfAll == null ? "" : metadataOfAll);
          if (!path.isEmpty()) {
            embedding.with("metadata_path", path);
          }
          for (long length : matrix.shape()) {
            embedding.with("tensor_shape", (int) length);
          }
          projector.with("embeddings", embedding.with("tensor_path", file(layer)));
        });
    write(folder.resolve("projector_config.pbtxt"), List.of(projector.text()));
  }

  /** Writes the vectors as they are. */
  void write() {
    matrices()
        .forEach(
            (layer, matrix) ->
                write(
                    folder.resolve(file(layer)),
                    () ->
                        LongStream.range(0, matrix.size(0))
                            .mapToObj(row -> line(matrix.getRow(row)))
                            .iterator()));
  }

  private static String file(String layer) {
    return "embedding_" + layer.replace('/', '_') + ".tsv";
  }

  private static String line(INDArray row) {
    StringBuilder line = new StringBuilder();
    for (long i = 0; i < row.length(); i++) {
      line.append(i == 0 ? "" : "\t").append(row.getFloat(i));
    }
    return line.append('\n').toString();
  }

  private static void write(Path file, Iterable<String> parts) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (Writer out = Files.newBufferedWriter(file)) {
        for (String part : parts) {
          out.write(part);
        }
      }
    } catch (IOException e) {
      throw EventFile.unwritable(file, e);
    }
  }
}
