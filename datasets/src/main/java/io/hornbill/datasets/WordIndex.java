package io.hornbill.datasets;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Words and their indices, kept as JSON. */
final class WordIndex {

  private WordIndex() {}

  static Map<String, Integer> read(String owner, Path file) {
    try {
      return new ObjectMapper()
          .readValue(file.toFile(), new TypeReference<Map<String, Integer>>() {});
    } catch (IOException e) {
      throw Fault.of(owner)
          .expected("the file must be JSON of words and numbers")
          .received("%s in %s", e.getMessage(), file)
          .remedy("Fetch it again.")
          .as(ModelFormatException::new, e);
    }
  }
}
