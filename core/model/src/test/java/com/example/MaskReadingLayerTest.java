package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Activation;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.GRU;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Masking;
import io.hornbill.training.TrainableModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers that read the mask as in Keras' guide of masking, without asking whether there is one. */
class MaskReadingLayerTest {
  private static final float[][] WORDS = {{1, 2, 0}, {3, 0, 0}};

  /** Of Keras 3.15.1, with the same layer in Python. */
  private static final float[] OF_KERAS = {
    0.622459352016449f,
    0.22270014882087708f,
    0.3775406777858734f,
    0.7772998809814453f,
    0,
    0,
    1,
    1,
    0,
    0,
    0,
    0
  };

  private static final class TemporalSoftmax extends Layer {
    @Override
    protected boolean supportsMasking() {
      return true;
    }

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      Tensor masked = Ops.exp(x).times(Ops.expandDims(context.mask(), -1));
      return masked.dividedBy(Ops.sum(masked, 1, true));
    }
  }

  private static Embedding embedding() {
    return new Embedding(4, 2).maskZero(true);
  }

  private static void assertAsInKeras(Layer embedding, TrainableModel model) {
    INDArray table = Nd4j.createFromArray(new float[][] {{0, 0}, {1, -1}, {.5f, .25f}, {2, 0}});
    embedding.setWeights(List.of(table));
    float[] values = model.predict(Nd4j.createFromArray(WORDS)).data().asFloat();
    assertThat(values).containsExactly(OF_KERAS, within(1e-6f));
  }

  @Test
  void seeTheMaskBehindLayersThatPassItOn() {
    Tensor in = Input.of(3);
    Embedding embedding = embedding();
    Tensor h = new Activation("linear").apply(embedding.apply(in));
    try (Model model = new Model(in, new TemporalSoftmax().apply(h))) {
      assertAsInKeras(embedding, model);
    }
  }

  @Test
  void seeItInSequential() {
    Embedding embedding = embedding();
    try (Sequential model = new Sequential(new Input(3), embedding, new TemporalSoftmax())) {
      assertAsInKeras(embedding, model);
    }
  }

  @Test
  void seeMasksThatTheyAreGivenAndThoseOfRecurrentLayers() {
    Tensor in = Input.of(-1, 2);
    Tensor mask = Input.of(-1);
    Tensor given = new TemporalSoftmax().apply(in, c -> c.mask(mask));
    Tensor h = new GRU(2).returnSequences(true).apply(new Masking().apply(in));
    Tensor passed = new TemporalSoftmax().apply(h);
    try (Model model = new Model(List.of(in, mask), List.of(given, passed))) {
      assertThat(model.outputs().get(1).shape().dims()).containsExactly(-1, -1, 2);
    }
  }

  @Test
  void areToldOfInputsWithoutMask() {
    Tensor h = new Embedding(4, 2).apply(Input.of(3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TemporalSoftmax().name("softmax").apply(h))
        .withMessageContaining(
            "call must take context.mask() as null where all steps count. Received: an input"
                + " without a mask. Ask whether it is null, or put what makes masks before")
        .withCauseInstanceOf(NullPointerException.class);
  }

  @Test
  void madeInLossesAreRefusedWithWhatToDo() {
    try (Sequential model = new Sequential(new Input(3), new Dense(2))) {
      assertThatThrownBy(
              () -> {
                model.compile("sgd", (yTrue, yPred) -> Ops.mean(new Dense(1).apply(yPred), -1));
                model.fit(new float[2][3], new float[2][2], f -> f.verbose(0));
              })
          .hasMessageContaining("gradients need the layer's computation")
          .hasMessageContaining("make the layer outside of the loss and put it into the model");
    }
  }
}
