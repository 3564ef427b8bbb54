package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Messages in four parts are made by {@code Fault} alone, so that no part is forgotten. */
class MessagesTest {
  /** {@code Fault} itself, and what looks for such a message in those of Spark. */
  private static final List<String> MAY_WRITE_THE_WORD = List.of("Fault.java", "WorkerCauses.java");

  private static final Pattern WORD = Pattern.compile("\\bReceived:");

  /** A fault that is made by a statement of its own, and neither thrown nor handed on. */
  private static final Pattern FORGOTTEN = Pattern.compile("[;{}]\\s*Fault\\s*\\.\\s*of\\(");

  private static List<String> filesWith(Pattern pattern) {
    return Sources.ofTheLibrary().stream()
        .filter(source -> pattern.matcher(source.code()).find())
        .map(Sources::fileName)
        .toList();
  }

  @Test
  void whatWasReceivedIsSaidByFault() {
    assertThat(filesWith(WORD))
        .as("files with the word in a string: throw Fault.of(owner).expected(…).received(…)…")
        .containsExactlyInAnyOrderElementsOf(MAY_WRITE_THE_WORD);
  }

  @Test
  void eachFaultIsThrownOrHandedOn() {
    assertThat(filesWith(FORGOTTEN)).isEmpty();
  }
}
