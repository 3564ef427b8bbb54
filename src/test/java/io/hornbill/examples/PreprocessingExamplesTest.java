package io.hornbill.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The examples that begin with tables, texts and pictures. */
class PreprocessingExamplesTest {
  @Test
  void tableFeaturesLearnsFromColumns() {
    assertThat(TableFeatures.accuracy("--epochs", "15")).isGreaterThan(0.85);
  }

  @Test
  void textFilesLearnsFromTexts() {
    assertThat(TextFiles.accuracy("--epochs", "6")).isGreaterThan(0.85);
  }

  @Test
  void augmentedImagesTellsRingsFromCrosses() {
    assertThat(AugmentedImages.accuracy("--epochs", "10")).isGreaterThan(0.75);
  }
}
