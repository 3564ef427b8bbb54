package io.hornbill.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each example in a short form: it learns something, and ends in its number or picture. */
class ExamplesTest {
  @TempDir private Path folder;

  private String picture() {
    return folder.resolve("picture.png").toString();
  }

  private void isDrawn() throws Exception {
    assertThat(Files.size(folder.resolve("picture.png"))).isGreaterThan(2000);
  }

  @Test
  void cifar10CnnTellsShapes() {
    assertThat(Cifar10Cnn.accuracy("--images", "300", "--epochs", "2")).isGreaterThan(0.6);
  }

  @Test
  @Tag("real-data")
  void cifar10CnnTellsPhotographs() {
    String home = System.getenv("KERAS_HOME");
    assumeTrue(
        home != null
            && Files.exists(Path.of(home, "datasets", "cifar-10-batches-py", "data_batch_5")),
        "KERAS_HOME has no CIFAR-10");
    assertThat(Cifar10Cnn.accuracy("--dataset", "cifar10", "--images", "4000", "--epochs", "2"))
        .isGreaterThan(0.3);
  }

  @Test
  void autoencoderTakesNoiseAway() throws Exception {
    assertThat(Autoencoder.error("--epochs", "6", "--picture", picture())).isLessThan(0.04);
    isDrawn();
  }

  @Test
  void variationalAutoencoderDrawsDigitsAgain() throws Exception {
    assertThat(VariationalAutoencoder.error("--epochs", "8", "--picture", picture()))
        .isLessThan(0.55);
    isDrawn();
  }

  @Test
  void ganLearnsToDeceive() throws Exception {
    assertThat(Gan.fooled("--steps", "150", "--picture", picture())).isBetween(0.02, 0.98);
    isDrawn();
  }

  @Test
  void siameseFindsSameDigits() {
    assertThat(Siamese.accuracy("--pairs", "2000", "--epochs", "5")).isGreaterThan(0.7);
  }

  @Test
  void textGenerationLearnsLetters() {
    assertThat(TextGeneration.accuracy("--epochs", "8", "--letters", "20")).isGreaterThan(0.2);
  }

  @Test
  void textTransformerSeesWhichWordComesFirst() {
    assertThat(TextTransformer.accuracy("--epochs", "6")).isGreaterThan(0.8);
  }

  @Test
  void structuredDataSaysWhoLeaves() throws Exception {
    assertThat(StructuredData.areaUnderCurve("--epochs", "4", "--picture", picture()))
        .isGreaterThan(0.8);
    isDrawn();
  }

  @Test
  void timeseriesForecastsBetterThanNoChange() {
    assertThat(Timeseries.error("--epochs", "3")).isLessThan(0.9);
  }

  @Test
  void transferLearningReadsOtherDigits() {
    assertThat(TransferLearning.accuracy("--epochs", "4")).isGreaterThan(0.85);
  }

  @Test
  void gradCamDrawsWhereItLooked() throws Exception {
    assertThat(GradCam.accuracy("--images", "900", "--epochs", "3", "--picture", picture()))
        .isGreaterThan(0.5);
    isDrawn();
  }

  @Test
  void superResolutionIsSharperThanEnlarging() throws Exception {
    assertThat(SuperResolution.gain("--images", "300", "--epochs", "1", "--picture", picture()))
        .isPositive();
    isDrawn();
  }

  @Test
  void unetFindsShapes() throws Exception {
    assertThat(
            UNet.intersectionOverUnion("--images", "600", "--epochs", "2", "--picture", picture()))
        .isGreaterThan(0.7);
    isDrawn();
  }

  @Test
  void sixteenClientsGetNoWrongAnswer() {
    assertThat(PredictionService.wrongAnswers("--clients", "16", "--requests", "25"))
        .isCloseTo(0, within(0.0));
  }
}
