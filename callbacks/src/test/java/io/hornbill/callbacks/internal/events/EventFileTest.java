package io.hornbill.callbacks.internal.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  private static final Pattern FIELD =
      Pattern.compile("(?m)^ +(?:repeated )?(?:map<\\w+, \\w+>|\\w+) (\\w+) = (\\d+);");
  @TempDir Path folder;

  @Test
  void checksumsAreMaskedAsTheFormatSays() {
    // CRC-32C of "123456789" is 0xe3069283 (RFC 3720's polynomial); by hand: rotated right by 15
    // bits 0x2507c60d, plus 0xa282ead8.
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(EventFile.masked(digits, 9)).isEqualTo(0x2507c60d + 0xa282ead8);
    assertThat(EventFile.masked("1234567890".getBytes(StandardCharsets.US_ASCII), 9))
        .isEqualTo(EventFile.masked(digits, 9));
  }

  @Test
  void aFileBeginsWithItsVersion() throws IOException {
    new EventFile(folder).close();
    List<com.google.protobuf.Message> events = new WrittenEvents(folder).events();
    assertThat(events).hasSize(1);
    assertThat(WrittenEvents.field(events.get(0), "file_version")).isEqualTo("brain.Event:2");
    assertThat((double) WrittenEvents.field(events.get(0), "wall_time"))
        .isBetween(1.7e9, Instant.now().getEpochSecond() + 1.0);
  }

  @Test
  void eachFileHasANameOfItsOwn() throws IOException {
    new EventFile(folder).close();
    new EventFile(folder).close();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2).allMatch(f -> f.toString().contains("events.out.tfevents."));
    }
  }

  @Test
  void whatIsFlushedCanBeRead() throws IOException {
    try (EventFile file = new EventFile(folder.resolve("deep/er"))) {
      file.add(7, Summaries.scalar("loss", 0.5));
      assertThat(new WrittenEvents(folder.resolve("deep/er")).events()).isEmpty();
      file.flush();
      assertThat(new WrittenEvents(folder.resolve("deep/er")).scalars()).containsKey("loss@7");
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws IOException {
    Path occupied = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> new EventFile(occupied))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith(
            "TensorBoard: the log folder must be writable. Received: " + occupied)
        .hasMessageEndingWith(
            "Check its permissions and that the disk has room; the model keeps what it learned.");
  }

  @Test
  void theCompiledDescriptionIsThatOfTheSource() throws IOException {
    List<String> written = new ArrayList<>();
    try (InputStream in = Message.class.getResourceAsStream("events.proto")) {
      Matcher field = FIELD.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      while (field.find()) {
        written.add(field.group(1) + "=" + field.group(2));
      }
    }
    List<String> compiled = new ArrayList<>();
    collect(Message.description().getMessageTypes(), compiled);
    assertThat(compiled)
        .containsExactlyInAnyOrderElementsOf(
            written.stream()
                .filter(f -> !f.startsWith("DT_") && !f.startsWith("STATUS_"))
                .toList());
  }

  private static void collect(Collection<Descriptor> types, List<String> fields) {
    for (Descriptor type : types) {
      if (!type.getOptions().getMapEntry()) {
        type.getFields().forEach(f -> fields.add(f.getName() + "=" + f.getNumber()));
        collect(type.getNestedTypes(), fields);
      }
    }
  }
}
