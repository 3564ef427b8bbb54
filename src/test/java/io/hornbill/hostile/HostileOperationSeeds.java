package io.hornbill.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The models of one operation each that Keras wrote. */
final class HostileOperationSeeds {
  private static final Path FOLDER =
      Path.of("core/model/src/test/resources/io/hornbill/saving/operations");

  private HostileOperationSeeds() {}

  static void addTo(List<String> seeds) {
    for (String file :
        List.of("plain.json.gz", "neural.json.gz", "options.json.gz", "temporal.json.gz")) {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(FOLDER.resolve(file)))) {
        for (JsonNode one : HostileMutations.JSON.readTree(in)) {
          seeds.add(one.get("model").toString());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
