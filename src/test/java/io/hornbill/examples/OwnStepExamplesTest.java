package io.hornbill.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each example of a training step of one's own in a short form: it learns something. */
class OwnStepExamplesTest {
  @Test
  void aGanThatAlternatesComesNearTheCircle() {
    assertThat(AlternatingGan.distance("--epochs", "25")).isLessThan(0.45);
  }

  @Test
  void aVariationalAutoencoderDrawsDigitsAgain() {
    assertThat(VaeStep.error("--epochs", "5")).isLessThan(34);
  }

  @Test
  void aStudentLearnsFromItsTeacher() {
    assertThat(Distillation.accuracy("--epochs", "6")).isGreaterThan(0.85);
  }

  @Test
  void contrastBringsDigitsOfAKindTogether() {
    assertThat(ContrastivePairs.likeness("--steps", "150")).isGreaterThan(0.85);
  }
}
