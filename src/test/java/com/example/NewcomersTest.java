package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Cropping1D;
import io.hornbill.layers.Cropping2D;
import io.hornbill.layers.Cropping3D;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Softmax;
import io.hornbill.layers.UpSampling1D;
import io.hornbill.layers.UpSampling2D;
import io.hornbill.layers.UpSampling3D;
import io.hornbill.layers.ZeroPadding1D;
import io.hornbill.layers.ZeroPadding2D;
import io.hornbill.layers.ZeroPadding3D;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What people typed who had read two pages, and what it is; numbers are by hand. */
class NewcomersTest {
  private static float[] predicted(UnaryOperator<Tensor> function, float... row) {
    Tensor x = Input.of(row.length);
    try (Model model = new Model(x, function.apply(x))) {
      return model.predict(new float[][] {row})[0];
    }
  }

  private static Shape output(Layer layer, long... shape) {
    try (Sequential model = new Sequential(new Input(shape), layer)) {
      return model.outputs().get(0).shape().without(0);
    }
  }

  @Test
  void inputsTakeIntsAndShapes() {
    int[] size = {4, 3};
    Shape unknown = Shape.of(-1, 4, 3);
    assertThat(Input.of(size).shape()).isEqualTo(unknown);
    assertThat(new Input(size).tensor().shape()).isEqualTo(unknown);
    assertThat(Input.of(Input.of(size).shape().without(0)).shape()).isEqualTo(unknown);
    Tensor named = Input.of("picture", size);
    assertThat(named.shape()).isEqualTo(unknown);
    assertThat(named.node().op().name()).isEqualTo("picture");
    assertThat(Input.of(4, 3).shape()).isEqualTo(unknown);
  }

  @Test
  void layersTakeTheirSizesByName() {
    assertThat(output(new UpSampling1D().size(3), 2, 1)).isEqualTo(Shape.of(6, 1));
    assertThat(output(new UpSampling2D().size(2, 3), 2, 2, 1)).isEqualTo(Shape.of(4, 6, 1));
    assertThat(output(new UpSampling3D().size(1, 2, 3), 2, 2, 2, 1))
        .isEqualTo(Shape.of(2, 4, 6, 1));
    assertThat(output(new ZeroPadding1D().padding(1, 2), 2, 1)).isEqualTo(Shape.of(5, 1));
    assertThat(output(new ZeroPadding2D().padding(0, 3), 2, 2, 1)).isEqualTo(Shape.of(2, 8, 1));
    assertThat(output(new ZeroPadding3D().padding(3), 1, 1, 1, 1)).isEqualTo(Shape.of(7, 7, 7, 1));
    assertThat(output(new Cropping1D().cropping(2, 1), 9, 1)).isEqualTo(Shape.of(6, 1));
    assertThat(output(new Cropping2D().cropping(1, 2), 9, 9, 1)).isEqualTo(Shape.of(7, 5, 1));
    assertThat(output(new Cropping3D().cropping(2), 9, 9, 9, 1)).isEqualTo(Shape.of(5, 5, 5, 1));
    try (Sequential model = new Sequential(new Input(2, 1), new Softmax().axis(1))) {
      assertThat(model.predict(new float[][][] {{{1}, {1}}})[0]).containsExactly(0.5f, 0.5f);
    }
  }

  @Test
  void tensorsAreWrittenAsInPython() {
    assertThat(predicted(x -> x.pow(2), 3, -2)).containsExactly(9, 4);
    assertThat(predicted(x -> x.reshape(-1, 2, 2).slice(1, 1, 2).reshape(-1, 2), 1, 2, 3, 4))
        .containsExactly(3, 4);
    assertThat(predicted(x -> x.matmul(Ops.reshape(Ops.constant(1, 10), 2, 1)), 2, 3))
        .containsExactly(32);
    assertThat(predicted(x -> Ops.where(Ops.greater(x, 0), x, 7), 2, -3)).containsExactly(2, 7);
    assertThat(predicted(x -> Ops.where(Ops.greater(x, 0), 7, x), 2, -3)).containsExactly(7, -3);
    assertThat(predicted(x -> Ops.concatenate(x, x.times(2), -1), 1, 2))
        .containsExactly(1, 2, 2, 4);
    assertThat(predicted(x -> x.plus(Ops.broadcastTo(Ops.constant(5f), 1, 2)), 1, 2))
        .containsExactly(6, 7);
  }
}
