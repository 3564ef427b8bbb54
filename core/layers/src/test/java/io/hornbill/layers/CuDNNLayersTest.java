package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.graph.Shape;
import org.junit.jupiter.api.Test;

/** Keras 2's layers for graphics cards are the plain ones, with settings that a card can run. */
class CuDNNLayersTest {

  @Test
  void areSavedAsPlainLayersOfTheSameSettings() {
    Layer lstm = new CuDNNLSTM(3).name("a").returnSequences(true);
    Layer plain = new LSTM(3).name("a").returnSequences(true);
    assertThat(lstm.className()).isEqualTo("LSTM");
    assertThat(lstm.config()).isEqualTo(plain.config());
    Layer gru = new CuDNNGRU(3).name("b");
    assertThat(gru.className()).isEqualTo("GRU");
    assertThat(gru.config()).isEqualTo(new GRU(3).name("b").config());
  }

  @Test
  void letTheBiasOfTheForgetGateBeginWithOnesUnlessToldOtherwise() {
    Layer ones = new CuDNNLSTM(1);
    Layer zeros = new CuDNNLSTM(1).unitForgetBias(false);
    ones.buildFor(Shape.of(-1, 2, 1));
    zeros.buildFor(Shape.of(-1, 2, 1));
    assertThat(ones.getWeights().get(2).data().asFloat()).containsExactly(0, 1, 0, 0);
    assertThat(zeros.getWeights().get(2).data().asFloat()).containsExactly(0, 0, 0, 0);
  }

  @Test
  void haveTheWeightsOfTheirCells() {
    Layer gru = new CuDNNGRU(2);
    gru.buildFor(Shape.of(-1, 5, 3));
    assertThat(gru.getWeights())
        .extracting(weight -> Shape.of(weight.shape()))
        .containsExactly(Shape.of(3, 6), Shape.of(2, 6), Shape.of(2, 6));
  }

  @Test
  void checkTheirUnits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CuDNNLSTM(0))
        .withMessageContaining("CuDNNLSTM: units must be");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CuDNNGRU(0))
        .withMessageContaining("CuDNNGRU: units must be");
  }
}
