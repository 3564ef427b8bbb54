package io.hornbill.callbacks.internal.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final PrintStream before = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void catchWhatIsPrinted() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void letItThrough() {
    System.setOut(before);
  }

  private static Map<String, Double> logs() {
    return Map.of("sparse_categorical_crossentropy", 0.5);
  }

  @Test
  void theTerminalsWidthIsReadOrEighty() {
    assertThat(Console.width("24 132\n")).isEqualTo(132);
    assertThat(Console.width("")).isEqualTo(80);
    assertThat(Console.width("0 0")).isEqualTo(80);
    assertThat(Console.width("stty: no terminal here")).isEqualTo(80);
  }

  @Test
  void whatACallbackPrintsStandsBelowTheBar() {
    ProgressBar bar = new ProgressBar(System.out, true, 4);
    bar.update(4, logs());
    Console.println("Epoch 1: saving model");
    bar.finish(4, logs());
    Console.println("Epoch 2/2");
    String[] lines = printed.toString(StandardCharsets.UTF_8).split("\\r?\\n", -1);
    assertThat(lines[0]).endsWith("sparse_categorical_crossentropy: 0.5000");
    assertThat(lines[1]).isEqualTo("Epoch 1: saving model");
    assertThat(lines[2]).startsWith("\r4/4").endsWith("0.5000");
    assertThat(lines[3]).isEqualTo("Epoch 2/2");
  }

  @Test
  void boxesAreWrittenInAsciiWhereTheOutputCannotShowThem() {
    assertThat(Console.ascii("┏━┳┓┃ ┡╇┩│├┼┤─└┴┘")).isEqualTo("+=++| +++|+++-+++");
    // Before JDK 18 a stream does not say how it writes.
    if (Runtime.version().feature() >= 18) {
      PrintStream ascii = new PrintStream(printed, true, StandardCharsets.US_ASCII);
      assertThat(Console.shown("━", ascii)).isEqualTo("=");
      System.setOut(new PrintStream(printed, true, StandardCharsets.US_ASCII));
      Console.println("│ a │");
      assertThat(printed.toString(StandardCharsets.US_ASCII))
          .isEqualTo("| a |" + System.lineSeparator());
    }
  }

  @Test
  void theSystemsOwnOutputDecidesWhereAStreamDoesNotSay() {
    String known = System.getProperty("stdout.encoding");
    System.setProperty("stdout.encoding", "US-ASCII");
    try {
      if (Runtime.version().feature() < 18) {
        assertThat(Console.shown("━", System.out)).isEqualTo("=");
      }
    } finally {
      if (known == null) {
        System.clearProperty("stdout.encoding");
      } else {
        System.setProperty("stdout.encoding", known);
      }
    }
    assertThat(Charset.isSupported("US-ASCII")).isTrue();
  }
}
