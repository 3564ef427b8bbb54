package io.hornbill;

import static io.hornbill.Fixtures.random;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.graph.Tensor;
import io.hornbill.layers.Add;
import io.hornbill.layers.Dense;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A thousand layers on a thread with a small stack: nothing goes down layer by layer. */
class DeepModelTest {
  private static final int LAYERS = 1000;
  private static final int STACK_BYTES = 256 * 1024;
  private static final INDArray X = random(1, 4, 3);
  private static final INDArray Y = random(2, 4, 3);

  private interface Task {
    void run() throws Exception;
  }

  private static void onASmallStack(Task task) throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Runnable guarded =
        () -> {
          try {
            task.run();
          } catch (Throwable thrown) {
            failure.set(thrown);
          }
        };
    Thread thread = new Thread(null, guarded, "small", STACK_BYTES);
    thread.start();
    thread.join();
    assertThat(failure.get()).isNull();
  }

  private static void works(Model model, Path folder) throws Exception {
    model.compile("sgd", "mse");
    double before = model.evaluate(X, Y, e -> e.verbose(0)).get("loss");
    model.trainOnBatch(X, Y);
    assertThat(model.evaluate(X, Y, e -> e.verbose(0)).get("loss")).isNotEqualTo(before);
    List<String> lines = new ArrayList<>();
    model.summary(lines::add);
    assertThat(lines).hasSizeGreaterThan(model.layers().size());
    INDArray expected = model.predict(X);
    for (String name : List.of("deep.keras", "deep.h5")) {
      model.save(folder.resolve(name));
      try (Model again = Model.load(folder.resolve(name))) {
        assertThat(again.predict(X)).isEqualTo(expected);
      }
    }
  }

  @Test
  void buildsTrainsPrintsAndSaves(@TempDir Path folder) throws Exception {
    Model first = new Sequential(new Input(3), new Dense(3)); // native code loads on a large stack
    works(first, folder);
    onASmallStack(
        () -> {
          Tensor x = Input.of(3);
          Tensor now = x;
          for (int i = 0; i < LAYERS / 2; i++) {
            now =
                new Add()
                    .apply(
                        now, new Dense(3).kernelInitializer("zeros").activation("tanh").apply(now));
          }
          try (Model model = new Model(List.of(x), List.of(now))) {
            assertThat(model.layers()).hasSize(LAYERS + 1);
            works(model, folder);
          }
        });
  }
}
