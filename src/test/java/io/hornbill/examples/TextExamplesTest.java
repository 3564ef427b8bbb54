package io.hornbill.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.Hornbill;
import io.hornbill.datasets.Examples;
import io.hornbill.datasets.Imdb;
import io.hornbill.datasets.TrainTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The examples on texts reach what Keras' own reach, and in a short form learn from made texts.
 * {@code -Dhornbill.long=true} trains on all reviews, in about two minutes.
 */
class TextExamplesTest {
  private static void need(String file) {
    String home = System.getenv("KERAS_HOME");
    assumeTrue(
        home != null && Files.exists(Path.of(home, "datasets", file)),
        () -> "KERAS_HOME has no datasets/" + file);
  }

  @Test
  @Tag("real-data")
  @EnabledIfSystemProperty(named = "hornbill.long", matches = "true")
  void judgesEightyInAHundredUnseenReviewsRight() {
    need("imdb.npz");
    assertThat(Reviews.accuracy()).isGreaterThanOrEqualTo(0.80);
  }

  @Test
  @Tag("real-data")
  void judgesThreeOfFourUnseenReviewsRightAfterAThirdOfThem() {
    need("imdb.npz");
    Hornbill.seed(42);
    TrainTest<List<int[]>> all = Imdb.loadData(o -> o.numWords(5000));
    TrainTest<List<int[]>> part =
        new TrainTest<>(first(all.train(), 8000), first(all.test(), 4000));
    assertThat(Reviews.accuracy(part, 5000, 60, 2)).isGreaterThanOrEqualTo(0.75);
  }

  private static Examples<List<int[]>> first(Examples<List<int[]>> all, int count) {
    return new Examples<>(all.x().subList(0, count), all.y().get(NDArrayIndex.interval(0, count)));
  }

  @Test
  @Tag("real-data")
  void sortsSeventyEightInAHundredUnseenNewswiresRight() {
    need("reuters.npz");
    assertThat(Newswires.accuracy()).isGreaterThanOrEqualTo(0.78);
  }

  @Test
  void reviewsLearnWhichMadeTextsAreGood() {
    Hornbill.seed(42);
    TrainTest<List<int[]>> made = new TrainTest<>(texts(600, 2, 1), texts(200, 2, 2));
    assertThat(Reviews.accuracy(made, 50, 12, 3)).isGreaterThan(0.8);
  }

  @Test
  void newswiresLearnTheTopicsOfMadeTexts() {
    Hornbill.seed(42);
    TrainTest<List<int[]>> made = new TrainTest<>(texts(600, 5, 1), texts(200, 5, 2));
    assertThat(Newswires.accuracy(made, 50, 3)).isGreaterThan(0.8);
  }

  /** Texts of 12 words from 10 to 49; another word, from 1 on, says of which kind each is. */
  private static Examples<List<int[]>> texts(int count, int kinds, long seed) {
    Random random = new Random(seed);
    List<int[]> texts = new ArrayList<>();
    float[] labels = new float[count];
    for (int i = 0; i < count; i++) {
      int[] words = random.ints(12, 10, 50).toArray();
      labels[i] = random.nextInt(kinds);
      words[random.nextInt(12)] = 1 + (int) labels[i];
      texts.add(words);
    }
    return new Examples<>(texts, Nd4j.createFromArray(labels));
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
