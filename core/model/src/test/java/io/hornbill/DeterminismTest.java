package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same program with the same seed gives the same bits, in another process too. */
@Tag("processes")
class DeterminismTest {
  private static final List<String> SMALL = List.of("-Xmx256m");

  private static List<String> train(String... arguments) throws Exception {
    return ChildJvm.run(SeededTraining.class, SMALL, arguments).stream()
        .filter(line -> line.startsWith("weights ") || line.startsWith("answers "))
        .toList();
  }

  @Test
  void bitsFollowFromTheSeedAndNotFromWhatOtherThreadsDo() throws Exception {
    List<String> first = train("17");

    assertThat(first).hasSize(4);
    assertThat(train("17")).isEqualTo(first);
    assertThat(train("17", "busy")).isEqualTo(first);
    assertThat(train("18")).isNotEqualTo(first);
  }
}
