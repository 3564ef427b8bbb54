package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.engine.testing.Golden;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What Keras' own tests of the attentions require; numbers are from those tests. */
class AttentionTest {
  private static final INDArray QUERY = embedded(3, 5);
  private static final INDArray VALUE = embedded(3, 3);
  private static final float[][] QUERY_MASK = {{1, 1, 1, 0, 0}, {1, 1, 1, 1, 1}, {1, 0, 0, 0, 0}};
  private static final float[][] VALUE_MASK = {{1, 1, 0}, {1, 0, 0}, {1, 1, 1}};

  private static INDArray embedded(int batch, int steps) {
    INDArray wave = Nd4j.arange(batch * steps * 8L).castTo(DataType.FLOAT).mul(1.7);
    return Transforms.sin(wave).reshape(batch, steps, 8);
  }

  private static List<INDArray> computed(Layer layer, List<float[][]> masks, INDArray... inputs) {
    Trace trace = Trace.inference();
    List<Tensor> xs = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      xs.add(Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(inputs[i].shape()))));
      if (i < masks.size()) {
        trace.setMask(xs.get(i), Ops.constant(Nd4j.createFromArray(masks.get(i))));
      }
    }
    List<Tensor> outputs = trace.run(layer, xs);
    try (Plan plan = Plan.compile(new Program(xs, outputs, List.of()), PlanOptions.DEFAULT)) {
      for (int i = 0; i < inputs.length; i++) {
        plan.input(i).assign(inputs[i]);
      }
      plan.run();
      List<INDArray> results = new ArrayList<>();
      for (int i = 0; i < outputs.size(); i++) {
        results.add(plan.output(i).dup());
      }
      return results;
    }
  }

  private static void assertSame(INDArray actual, INDArray expected) {
    assertThat(Golden.error(actual, expected)).isLessThan(1e-4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void masksOfTheInputsHideWhatAnAttentionMaskHides(boolean causal) {
    MultiHeadAttention layer = new MultiHeadAttention(2, 2).useCausalMask(causal);
    INDArray masked = computed(layer, List.of(QUERY_MASK, VALUE_MASK), QUERY, VALUE).get(0);
    INDArray mask = Nd4j.create(DataType.FLOAT, 3, 5, 3);
    for (int b = 0; b < 3; b++) {
      for (int t = 0; t < 5; t++) {
        for (int s = 0; s < 3; s++) {
          boolean seen = !causal || s <= t;
          mask.putScalar(b, t, s, seen ? QUERY_MASK[b][t] * VALUE_MASK[b][s] : 0);
        }
      }
    }
    MultiHeadAttention plain = new MultiHeadAttention(2, 2);
    plain.buildFor(Shape.of(3, 5, 8), Shape.of(3, 3, 8));
    plain.setWeights(layer.getWeights());
    assertSame(computed(plain, List.of(), QUERY, VALUE, VALUE, mask).get(0), masked);
    assertThat(computed(plain, List.of(), QUERY, VALUE).get(0)).isNotEqualTo(masked);
  }

  @Test
  void masksMayBeTheSameForAllHeadsOrNot() {
    MultiHeadAttention layer = new MultiHeadAttention(2, 4);
    INDArray past = Nd4j.create(DataType.FLOAT, 3, 5, 5);
    INDArray perHead = Nd4j.create(DataType.FLOAT, 3, 2, 5, 5);
    for (int b = 0; b < 3; b++) {
      for (int t = 0; t < 5; t++) {
        for (int s = 0; s <= t; s++) {
          past.putScalar(b, t, s, 1);
          perHead.putScalar(new int[] {b, 0, t, s}, 1);
          perHead.putScalar(new int[] {b, 1, t, s}, 1);
        }
      }
    }
    INDArray expected = computed(layer, List.of(), QUERY, QUERY, QUERY, past).get(0);
    assertSame(computed(layer, List.of(), QUERY, QUERY, QUERY, perHead).get(0), expected);
    perHead.putScalar(new int[] {0, 1, 4, 0}, 0);
    assertThat(computed(layer, List.of(), QUERY, QUERY, QUERY, perHead).get(0))
        .isNotEqualTo(expected);
    MultiHeadAttention causal = new MultiHeadAttention(2, 4).useCausalMask(true);
    causal.buildFor(Shape.of(3, 5, 8));
    causal.setWeights(layer.getWeights());
    assertSame(computed(causal, List.of(), QUERY).get(0), expected);
  }

  @Test
  void oneInputIsQueryAndValueWithTheirMasks() {
    MultiHeadAttention layer = new MultiHeadAttention(2, 2);
    INDArray twice = computed(layer, List.of(QUERY_MASK, QUERY_MASK), QUERY, QUERY).get(0);
    assertSame(computed(layer, List.<float[][]>of(QUERY_MASK), QUERY).get(0), twice);
    assertThat(computed(layer, List.of(), QUERY).get(0)).isNotEqualTo(twice);
  }

  @Test
  void theMaskOfTheQueryIsThatOfTheOutput() {
    Trace trace = Trace.inference();
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(3, 5, 8)));
    Tensor mask = Ops.constant(Nd4j.createFromArray(QUERY_MASK));
    trace.setMask(x, mask);
    for (Layer layer : List.of(new MultiHeadAttention(2, 2), new GroupedQueryAttention(4, 4, 2))) {
      assertThat(trace.mask(trace.run(layer, List.of(x, x)).get(0))).isSameAs(mask);
    }
    assertThat(trace.mask(trace.run(new Attention(), List.of(x, x)).get(0))).isSameAs(mask);
  }

  @Test
  void aWindowHidesWhatIsFar() {
    for (boolean causal : new boolean[] {true, false}) {
      MultiHeadAttention layer =
          new MultiHeadAttention(2, 4)
              .slidingWindow(3)
              .useCausalMask(causal)
              .returnAttentionScores(true);
      INDArray scores = computed(layer, List.of(), embedded(1, 6)).get(1);
      assertThat(scores.shape()).containsExactly(1, 2, 6, 6);
      for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 6; j++) {
          boolean seen = Math.abs(i - j) < 3 && (!causal || j <= i);
          assertThat(scores.getDouble(0, 0, i, j) > 0).isEqualTo(seen);
        }
      }
    }
  }

  /** Keras' test_correctness, whose identity kernels leave the scores of each head alike. */
  @Test
  void weightsAndOutputsAreThoseOfKeras() {
    MultiHeadAttention layer = new MultiHeadAttention(8, 8).returnAttentionScores(true);
    INDArray identity = Nd4j.eye(8).castTo(DataType.FLOAT);
    INDArray value = Nd4j.arange(64).castTo(DataType.FLOAT).div(100).reshape(1, 8, 8);
    INDArray into = Nd4j.create(DataType.FLOAT, 8, 8, 8);
    INDArray from = Nd4j.create(DataType.FLOAT, 8, 8, 8);
    for (int h = 0; h < 8; h++) {
      for (int i = 0; i < 8; i++) {
        into.putScalar(i, h, i, 1);
        from.putScalar(new int[] {i, h, i}, 1);
      }
    }
    layer.buildFor(Shape.of(1, 8, 8), Shape.of(1, 8, 8), Shape.of(1, 8, 8));
    INDArray heads = Nd4j.zeros(DataType.FLOAT, 8, 8);
    layer.setWeights(
        Arrays.asList(into, heads, into, heads, into, heads, from, Nd4j.zeros(DataType.FLOAT, 8)));
    INDArray one = identity.reshape(1, 8, 8);
    List<INDArray> results = computed(layer, List.of(), one, value, one);
    double[] expected = {2.406, 2.440, 2.473, 2.504, 2.535, 2.568, 2.602, 2.633};
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        assertThat(results.get(0).getDouble(0, i, j)).isCloseTo(expected[i], within(1e-2));
        assertThat(results.get(1).getDouble(0, 3, i, j))
            .isCloseTo(i == j ? 0.1691 : 0.1187, within(1e-3));
      }
    }
  }

  @Test
  void axesCountFromTheEndToo() {
    INDArray x = embedded(2, 3 * 8).reshape(2, 3, 8, 8);
    MultiHeadAttention one = new MultiHeadAttention(2, 4).attentionAxes(2);
    MultiHeadAttention other = new MultiHeadAttention(2, 4).attentionAxes(-2);
    INDArray expected = computed(one, List.of(), x).get(0);
    other.buildFor(Shape.of(x.shape()));
    other.setWeights(one.getWeights());
    assertSame(computed(other, List.of(), x).get(0), expected);
  }

  @Test
  void causalMasksHideTheFutureAlongOneAxisOfSeveral() {
    MultiHeadAttention layer =
        new MultiHeadAttention(2, 4)
            .attentionAxes(1)
            .useCausalMask(true)
            .returnAttentionScores(true);
    INDArray x = embedded(1, 5 * 3).reshape(1, 5, 3, 8);
    INDArray scores = computed(layer, List.of(), x).get(1);
    assertThat(scores.shape()).containsExactly(1, 3, 2, 5, 5); // as in Keras
    for (int column = 0; column < 3; column++) {
      for (int t = 0; t < 5; t++) {
        for (int s = t + 1; s < 5; s++) {
          assertThat(scores.getDouble(0, column, 0, t, s)).isZero();
        }
      }
    }
  }

  @Test
  void flashAttentionGivesTheSameAndExcludesWhatItExcludesInKeras() {
    MultiHeadAttention plain = new MultiHeadAttention(2, 4);
    INDArray expected = computed(plain, List.of(), QUERY).get(0);
    MultiHeadAttention flash = new MultiHeadAttention(2, 4).flashAttention(true);
    flash.buildFor(Shape.of(3, 5, 8));
    flash.setWeights(plain.getWeights());
    assertThat(computed(flash, List.of(), QUERY).get(0)).isEqualTo(expected);
    assertThatThrownBy(
            () ->
                new MultiHeadAttention(2, 4)
                    .flashAttention(true)
                    .dropout(0.1)
                    .apply(Input.of(5, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "flashAttention must go without dropout and returned scores, as in Keras. Received: dropout 0.1");
    assertThatThrownBy(
            () ->
                new GroupedQueryAttention(4, 4, 2)
                    .flashAttention(true)
                    .returnAttentionScores(true)
                    .apply(Input.of(5, 8)))
        .hasMessageContaining("returnAttentionScores true");
  }

  @Test
  void inputsThatDoNotFitAreNamed() {
    MultiHeadAttention layer = new MultiHeadAttention(4, 2).valueDim(2).name("heads");
    assertThatThrownBy(() -> layer.apply(Input.of(4, 8), Input.of(2, 8), Input.of(1, 7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "MultiHeadAttention \"heads\": key and value must be equal in all axes but the last. Received: key [?, 1, 7], value [?, 2, 8]. Give one key per value.");
    assertThatThrownBy(() -> layer.apply(Input.of(8)))
        .hasMessageContaining("input must have at least 3 axes [batch, steps, features]");
    Tensor x = Input.of(4, 8);
    assertThatThrownBy(() -> layer.apply(x, x, x, x, x))
        .hasMessageContaining("the inputs must be query, value, perhaps key and attention mask");
    assertThatThrownBy(() -> new Attention().apply(x))
        .hasMessageContaining(
            "the inputs must be query, value and perhaps key. Received: 1 inputs");
    assertThatThrownBy(() -> new MultiHeadAttention(2, 4).slidingWindow(0))
        .hasMessageContaining("slidingWindow");
    assertThatThrownBy(() -> new MultiHeadAttention(0, 4)).hasMessageContaining("numHeads");
    assertThatThrownBy(() -> new MultiHeadAttention(2, -2)).hasMessageContaining("keyDim");
  }
}
