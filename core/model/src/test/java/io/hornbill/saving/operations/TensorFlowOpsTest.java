package io.hornbill.saving.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import io.hornbill.files.testing.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Models of Keras 2 with functions of TensorFlow between layers, which tf_keras 2.21 wrote ({@code
 * make_tensorflow_ops.py}), with what they predict. They become operations of Keras 3.
 */
class TensorFlowOpsTest {
  private static final double TOLERANCE = 1e-5;

  @Test
  void functionsOfTensorFlowAreReadAsOperationsAndWrittenAsThese() throws IOException {
    Map<String, String> failures = new TreeMap<>();
    List<?> cases = cases();
    for (Object one : cases) {
      Config written = Config.config("case", one);
      try {
        check(written);
      } catch (RuntimeException | AssertionError e) {
        failures.put(written.text("name", ""), String.valueOf(e.getMessage()));
      }
    }
    assertThat(failures).isEmpty();
    assertThat(cases).hasSizeGreaterThan(300);
  }

  private static List<?> cases() throws IOException {
    byte[] packed = Fixtures.resource("saving/operations/tensorflow.json.gz");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Json.read("{\"all\":" + text + "}", "tensorflow.json").list("all");
    }
  }

  private static void check(Config written) {
    String json = Json.write(Objects.requireNonNull(written.config("model")));
    List<INDArray> x = written.list("x").stream().map(TensorFlowOpsTest::array).toList();
    try (Model model = Model.fromJson(json);
        Model again = Model.fromJson(model.toJson())) {
      for (Model one : List.of(model, again)) {
        List<INDArray> y = one.predict(x);
        for (int i = 0; i < y.size(); i++) {
          same(y.get(i), array(written.list("y").get(i)));
        }
      }
    }
  }

  private static void same(INDArray received, INDArray expected) {
    assertThat(received.shape()).isEqualTo(expected.shape());
    float[] own = received.dup('c').data().asFloat();
    float[] keras = expected.dup('c').data().asFloat();
    for (int i = 0; i < own.length; i++) {
      double most = TOLERANCE * Math.max(1, Math.abs(keras[i]));
      assertThat(Math.abs(own[i] - keras[i])).as("element %s", i).isLessThanOrEqualTo((float) most);
    }
  }

  private static INDArray array(Object written) {
    List<?> pair = (List<?>) written;
    long[] shape =
        ((List<?>) pair.get(0)).stream().mapToLong(n -> ((Number) n).longValue()).toArray();
    List<?> numbers = (List<?>) pair.get(1);
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i) instanceof Number n ? n.floatValue() : Float.NaN;
    }
    return Nd4j.create(values, shape, 'c');
  }
}
