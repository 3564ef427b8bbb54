package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.applications.WeightFiles.WeightFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What would be downloaded is what the sources of Keras name: file, address and hash. See {@code
 * make_published_files.py}, which reads them without running them.
 */
class PublishedFilesTest {
  /** Without a hash in Keras' sources; any other is one. */
  private static final List<String> WITHOUT_HASH = List.of("mobilenet_", "music_tagger_");

  private static List<String> published() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                PublishedFilesTest.class.getResourceAsStream("published-files.tsv"),
                StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).toList();
    }
  }

  @Test
  void areThoseThatTheLibraryFetches() throws IOException {
    List<String> own = new ArrayList<>();
    for (WeightFile file : WeightFiles.all()) {
      own.add(file.name() + "\t" + file.url() + "\t" + file.hash());
    }
    List<String> published = published();
    assertThat(published).hasSizeGreaterThan(160);
    assertThat(new TreeSet<>(own)).containsExactlyElementsOf(new TreeSet<>(published));
  }

  @Test
  void haveHashesButForTwoFamilies() throws IOException {
    assertThat(published().stream().filter(line -> line.endsWith("\t")))
        .isNotEmpty()
        .allMatch(line -> WITHOUT_HASH.stream().anyMatch(line::startsWith));
  }
}
