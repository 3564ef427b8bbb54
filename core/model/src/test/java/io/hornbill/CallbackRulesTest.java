package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.LambdaCallback;
import io.hornbill.callbacks.Logs;
import io.hornbill.graph.Ops;
import io.hornbill.losses.Loss;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a callback may do to the model that is trained, and what it may not. */
class CallbackRulesTest {
  private final INDArray x = Fixtures.random(1, 60, 4);
  private final INDArray y = Fixtures.signs(x);

  private static Sequential compiled(long seed) {
    Hornbill.seed(seed);
    Sequential model = Fixtures.mlp();
    model.compile("adam", "binary_crossentropy", "accuracy");
    return model;
  }

  /** Trains, and lets the first batch of the second epoch do something before it begins. */
  private List<INDArray> train(Sequential model, Runnable action) {
    AtomicInteger batches = new AtomicInteger();
    Callback callback =
        new LambdaCallback()
            .onTrainBatchBegin(
                (batch, logs) -> {
                  if (batches.incrementAndGet() == 5) {
                    action.run();
                  }
                });
    model.fit(x, y, f -> f.batchSize(16).epochs(2).shuffle(false).verbose(0).callbacks(callback));
    return model.getWeights();
  }

  private void change(Sequential model, String what) {
    switch (what) {
      case "fit" -> model.fit(x, y, f -> f.verbose(0));
      case "compile" -> model.compile("sgd", "mse");
      case "close" -> model.close();
      case "trainOnBatch" -> model.trainOnBatch(x, y);
      default -> throw new IllegalArgumentException(what);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fit", "compile", "close", "trainOnBatch"})
  void whatWouldTrainOrFreeTheModelIsRefusedWithTheWayOut(String what) {
    Sequential model = compiled(1);
    List<INDArray> undisturbed = train(compiled(1), () -> {});

    List<INDArray> weights =
        train(
            model,
            () ->
                assertThatIllegalStateException()
                    .isThrownBy(() -> change(model, what))
                    .withMessageStartingWith("Model \"" + model.name() + "\": a training must have")
                    .withMessageContaining("Received: " + what + "() within fit()")
                    .withMessageEndingWith(
                        "Call stopTraining() there, and " + what + "() when fit() has returned."));

    assertThat(weights).isEqualTo(undisturbed);
    model.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fit", "compile", "close", "trainOnBatch"})
  void whatIsRefusedEndsTheTrainingIfNobodyCatchesIt(String what) {
    Sequential model = compiled(1);

    assertThatThrownBy(() -> train(model, () -> change(model, what)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stopTraining()");

    change(model, what); // and is allowed when the training has ended
  }

  @Test
  void batchesOfNineOtherSizesNeitherCrashNorTrain() {
    Sequential model = compiled(1);
    List<INDArray> undisturbed = train(compiled(1), () -> {});

    List<INDArray> weights =
        train(
            model,
            () -> {
              for (int rows = 1; rows <= 9; rows++) {
                INDArray some = Fixtures.random(rows, rows, 4);
                assertThatIllegalStateException()
                    .isThrownBy(() -> model.trainOnBatch(some, Fixtures.signs(some)));
              }
            });

    assertThat(weights).isEqualTo(undisturbed);
  }

  @Test
  void askingChangesNothing(@TempDir Path folder) {
    Sequential model = compiled(1);
    List<INDArray> undisturbed = train(compiled(1), () -> {});

    List<INDArray> weights =
        train(
            model,
            () -> {
              for (int rows = 1; rows < 30; rows++) { // more shapes than plans are kept for
                INDArray some = Fixtures.random(rows, rows, 4);
                assertThat(model.predict(some).size(0)).isEqualTo(rows);
                model.testOnBatch(some, Fixtures.signs(some));
                model.evaluate(some, Fixtures.signs(some), e -> e.verbose(0));
              }
              model.summary(line -> {});
              model.toJson();
              model.save(folder.resolve("m.keras"));
              model.saveWeights(folder.resolve("m.weights.h5"));
              model.setWeights(model.getWeights());
              model.loadWeights(folder.resolve("m.weights.h5"));
            });

    assertThat(weights).isEqualTo(undisturbed);
  }

  @Test
  void evaluationsWithinAnEvaluationDoNotAddToItsTotals() {
    Sequential model = compiled(1);
    Logs alone = model.evaluate(x, y, e -> e.batchSize(8).verbose(0));
    Consumer<Logs> nested = logs -> model.evaluate(x, y, e -> e.batchSize(8).verbose(0));
    Callback callback = new LambdaCallback().onTestBatchEnd((batch, logs) -> nested.accept(logs));

    Logs logs = model.evaluate(x, y, e -> e.batchSize(8).verbose(0).callbacks(callback));

    assertThat(logs).isEqualTo(alone);
  }

  @Test
  void aModelThatIsClosedWhileItIsAskedByTheSameThreadAnswersStill() {
    Sequential model = compiled(1);
    INDArray alone = model.predict(x, o -> o.batchSize(8));
    Callback callback = new LambdaCallback().onPredictBatchEnd((batch, logs) -> model.close());

    INDArray answer = model.predict(x, o -> o.batchSize(8).callbacks(callback));

    assertThat(answer).isEqualTo(alone);
    assertThatIllegalStateException().isThrownBy(() -> model.predict(x));
  }

  @Test
  void arraysThatACallbackClosesEndTheTraining() {
    Sequential model = compiled(1);
    INDArray own = Fixtures.random(2, 60, 4);

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                model.fit(
                    own,
                    y,
                    f ->
                        f.verbose(0)
                            .callbacks(
                                new LambdaCallback()
                                    .onTrainBatchEnd((batch, logs) -> own.close()))))
        .withMessage(
            "Model \"%s\": x must stay open until the call that it was given to has returned. Received: an array that was closed meanwhile. Close it afterwards."
                .formatted(model.name()));
  }

  @Test
  void aLossThatEvaluatesItsModelIsRefused() {
    INDArray x = Fixtures.random(1, 4, 4);
    INDArray y = Fixtures.signs(x);
    Sequential model = compiled(1);
    Loss circular =
        (yTrue, yPred) -> {
          model.evaluate(x, y);
          return Ops.mean(Ops.square(yTrue.minus(yPred)), -1);
        };
    model.compile("sgd", circular);
    List<INDArray> before = model.getWeights();
    for (Runnable call :
        List.<Runnable>of(
            () -> model.evaluate(x, y),
            () -> model.fit(x, y, o -> o.verbose(0)),
            () -> model.trainOnBatch(x, y))) {
      assertThatIllegalStateException()
          .isThrownBy(call::run)
          .withMessageContaining("must not train or evaluate the model");
    }
    assertThat(model.getWeights()).isEqualTo(before);
  }
}
