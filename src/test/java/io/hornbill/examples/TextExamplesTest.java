package io.hornbill.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The examples on texts reach what Keras' own reach. Reviews takes about two minutes. */
class TextExamplesTest {
  private static void need(String file) {
    String home = System.getenv("KERAS_HOME");
    assumeTrue(
        home != null && Files.exists(Path.of(home, "datasets", file)),
        () -> "KERAS_HOME has no datasets/" + file);
  }

  @Test
  @Tag("real-data")
  void judgesEightyInAHundredUnseenReviewsRight() {
    need("imdb.npz");
    assertThat(Reviews.accuracy()).isGreaterThanOrEqualTo(0.80);
  }

  @Test
  @Tag("real-data")
  void sortsSeventyEightInAHundredUnseenNewswiresRight() {
    need("reuters.npz");
    assertThat(Newswires.accuracy()).isGreaterThanOrEqualTo(0.78);
  }

  @Test
  void refuseUnknownArguments() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Newswires.accuracy("--topics", "3"))
        .withMessage(
            "Arguments: expected one of --words, --epochs, --seed. Received: --topics. Write --name value.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reviews.accuracy("--length", "0"))
        .withMessage(
            "Arguments: --length must be a whole number of at least 1. Received: 0. Write digits only.");
  }
}
