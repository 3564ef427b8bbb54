package io.hornbill.layers;

import static io.hornbill.graph.Ops.abs;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Functions as layers. */
class LambdaTest {
  private static final INDArray X = Nd4j.createFromArray(new float[][] {{1, -2}, {3, 4}});

  @Test
  void isAFunctionOfItsInput() {
    Model model = new Sequential().add(new Input(2)).add(new Lambda(x -> square(x).times(0.5)));
    assertThat(model.predict(X))
        .isEqualTo(Nd4j.createFromArray(new float[][] {{.5f, 2}, {4.5f, 8}}));
  }

  @Test
  void isAFunctionOfTwoInputsOrMore() {
    Tensor a = Input.of(2);
    Tensor b = Input.of(2);
    Tensor two = Lambda.of((p, q) -> abs(p.minus(q))).apply(a, b);
    Tensor three = Lambda.ofAll(xs -> xs.get(0).plus(xs.get(1)).times(xs.get(2))).apply(a, b, a);
    Model model = new Model(List.of(a, b), List.of(two, three));
    List<INDArray> y = model.predict(List.of(X, X.mul(2)));
    assertThat(y.get(0)).isEqualTo(Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}}));
    assertThat(y.get(1)).isEqualTo(Nd4j.createFromArray(new float[][] {{3, 12}, {27, 48}}));
  }

  @Test
  void gradientsPassThroughIt() {
    Lambda layer = new Lambda(x -> square(x).times(x)).dataType(DataType.DOUBLE);
    layer.buildFor(Shape.of(2, 2));
    Evaluate.assertGradients(
        xs -> Trace.inference().run(layer, xs).get(0), X.castTo(DataType.DOUBLE));
  }

  @Test
  void outputShapeIsBelievedBeforeTheCallAndCheckedInIt() {
    Lambda layer = new Lambda(x -> sum(x, 1, true)).name("total").outputShape(3);
    Tensor x = Input.of(2);
    Tensor y = layer.apply(x);
    assertThat(y.shape()).isEqualTo(Shape.of(-1, 3));
    assertThat(new Lambda(t -> sum(t, 1, true)).apply(x).shape()).isEqualTo(Shape.of(-1, 1));
    Model model = new Model(List.of(x), List.of(y));
    assertThatThrownBy(() -> model.predict(X))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Lambda \"total\": the function must make the shape that outputShape says. Received: [2, 1] of the function. Correct outputShape, or leave it out.");
  }

  @Test
  void masksEndHereUnlessTheyArePassedOn() {
    for (boolean pass : new boolean[] {true, false}) {
      Lambda layer = new Lambda(x -> x.times(2));
      Tensor x = Ops.constant(Nd4j.ones(DataType.FLOAT, 1, 3, 2));
      Trace trace = Trace.inference();
      trace.setMask(x, Ops.constant(Nd4j.createFromArray(new float[][] {{1, 0, 1}})));
      Tensor y = trace.run(pass ? layer.mask(m -> m) : layer, List.of(x)).get(0);
      assertThat(trace.mask(y) != null).isEqualTo(pass);
    }
  }

  @Test
  void cannotBeWritten() {
    Model model =
        new Sequential().add(new Input(2)).add(new Lambda(x -> x.times(2)).name("double"));
    assertThatThrownBy(model::config)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "Lambda \"double\": the layers of a model that is written must have a configuration. Received: a Java function. Save the weights alone by saveWeights, or make the function a Layer of your own with config() and Layers.register.");
  }

  @Test
  void theNumberOfInputsIsThatOfTheFunction() {
    assertThatThrownBy(() -> Lambda.of(Ops::add).name("l").apply(Input.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Lambda \"l\": the function takes 2 inputs. Received: 1. Apply the layer to as many, or make it by Lambda.ofAll.");
    Lambda built = new Lambda(x -> x);
    built.buildFor(Shape.of(-1, 2));
    assertThatThrownBy(() -> built.outputShape(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> built.mask(m -> m)).isInstanceOf(IllegalStateException.class);
  }
}
