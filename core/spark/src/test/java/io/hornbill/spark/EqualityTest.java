package io.hornbill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.callbacks.History;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.LSTM;
import io.hornbill.optimizers.Adam;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.optimizers.SGD;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tasks of {@code local[4]} come to the weights of {@code fit} on one machine. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class EqualityTest {
  private static SparkSession session;

  @BeforeAll
  static void start() {
    session = Sessions.local();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  enum Net {
    MLP {
      @Override
      Sequential model() {
        return new Sequential(
            new Input(6),
            new Dense(8).activation("tanh"),
            new Dropout(0.2),
            new Dense(1).activation("sigmoid"));
      }
    },
    CNN {
      @Override
      Sequential model() {
        return new Sequential(
            new Input(6, 6, 1),
            new Conv2D(3, 3).activation("tanh"),
            new Flatten(),
            new Dense(1).activation("sigmoid"));
      }
    },
    LSTM {
      @Override
      Sequential model() {
        return new Sequential(new Input(5, 3), new LSTM(4), new Dense(1).activation("sigmoid"));
      }
    },
    NORMALIZED {
      @Override
      Sequential model() {
        return new Sequential(
            new Input(6),
            new Dense(8).useBias(false),
            new BatchNormalization(),
            new Dense(1).activation("sigmoid"));
      }
    };

    abstract Sequential model();

    Sequential compiled(boolean adam) {
      Hornbill.seed(3);
      Sequential model = model();
      Optimizer optimizer =
          adam
              ? new Adam().learningRate(0.003).epsilon(1e-4)
              : new SGD().learningRate(0.05).momentum(0.9);
      model.compile(
          c -> c.optimizer(optimizer).loss("binary_crossentropy").metrics("accuracy", "auc"));
      return model;
    }

    Rows rows() {
      return switch (this) {
        case MLP, NORMALIZED -> Rows.random(93, 6);
        case CNN -> Rows.random(93, 6, 6, 1);
        case LSTM -> Rows.random(93, 5, 3);
      };
    }
  }

  /**
   * 93 rows in batches of 20 are five steps, the last of 13 rows, which four workers do not share
   * evenly; ten epochs, rows of different weights.
   */
  @ParameterizedTest
  @CsvSource({
    "MLP, ADAM, 1",
    "MLP, ADAM, 2",
    "MLP, ADAM, 4",
    "MLP, SGD, 4",
    "CNN, SGD, 1",
    "CNN, SGD, 2",
    "CNN, SGD, 4",
    "CNN, ADAM, 4",
    "LSTM, ADAM, 1",
    "LSTM, ADAM, 2",
    "LSTM, ADAM, 4",
    "LSTM, SGD, 4",
    "NORMALIZED, SGD, 1",
    "NORMALIZED, SGD, 2",
    "NORMALIZED, SGD, 4",
    "NORMALIZED, ADAM, 4"
  })
  void weightsAfterFiftyStepsAreThoseOfFit(Net net, String optimizer, int workers) {
    Rows rows = net.rows();
    Sequential alone = net.compiled(optimizer.equals("ADAM"));
    Sequential onSpark = net.compiled(optimizer.equals("ADAM"));
    History expected =
        alone.fit(
            rows.x(),
            rows.y(),
            f -> f.batchSize(20).epochs(10).shuffle(false).verbose(0).sampleWeight(rows.weights()));
    History history =
        SparkTrainer.fit(
            onSpark,
            rows.frame(session, 3),
            o ->
                o.numWorkers(workers)
                    .batchSize(20)
                    .epochs(10)
                    .shuffle(false)
                    .syncBatchNorm(true)
                    .weightCol("weight"));
    assertClose(onSpark, alone);
    expected
        .history()
        .forEach(
            (name, values) ->
                assertThat(history.history().get(name).get(9))
                    .as(name)
                    .isCloseTo(values.get(9), within(1e-4)));
  }

  private static void assertClose(Model model, Model expected) {
    for (int i = 0; i < expected.getWeights().size(); i++) {
      INDArray truth = expected.getWeights().get(i);
      double scale = truth.amaxNumber().doubleValue();
      double difference = model.getWeights().get(i).sub(truth).amaxNumber().doubleValue();
      assertThat(difference / scale).as("weights %d", i).isLessThan(1e-5);
    }
  }

  @Test
  void theSameNumberOfWorkersGivesTheSameBits() {
    List<Sequential> models = List.of(Net.MLP.compiled(true), Net.MLP.compiled(true));
    for (Sequential model : models) {
      SparkTrainer.fit(
          model,
          Rows.random(93, 6).frame(session, 4),
          o -> o.numWorkers(3).batchSize(30).epochs(3).seed(7));
    }
    assertThat(models.get(1).getWeights()).isEqualTo(models.get(0).getWeights());
  }
}
