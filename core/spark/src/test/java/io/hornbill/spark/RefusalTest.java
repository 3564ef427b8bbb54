package io.hornbill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.layers.Dense;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clusters that a training does not fit into. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RefusalTest {
  /** What is thrown with some settings, before a job is begun. */
  private static void assertRefused(
      Map<String, String> settings, Consumer<SparkOptions> options, String message)
      throws Exception {
    Hornbill.seed(1);
    Sequential model = new Sequential(new Input(6), new Dense(1));
    model.compile("sgd", "mse");
    try (SparkSession session = Sessions.local(settings)) {
      long begin = System.nanoTime();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SparkTrainer.fit(model, Rows.random(40, 6).frame(session, 2), options))
          .withMessage(message);
      assertThat((System.nanoTime() - begin) / 1e9).isLessThan(10);
      assertThat(session.sparkContext().statusTracker().getJobIdsForGroup(null)).isEmpty();
    }
  }

  @Test
  void executorsThatComeAndGo() throws Exception {
    assertRefused(
        Map.of("spark.dynamicAllocation.enabled", "true"),
        o -> o.numWorkers(2),
        "SparkTrainer: the number of executors must not change while a model is trained. Received:"
            + " spark.dynamicAllocation.enabled = true. Set it to false, and"
            + " spark.executor.instances to what you want.");
  }

  @Test
  void moreWorkersThanTasksOfSoManyCpus() throws Exception {
    assertRefused(
        Map.of("spark.task.cpus", "3"),
        o -> o.numWorkers(2),
        "SparkTrainer: all workers must run at the same time. Received: numWorkers 2 for 1 slots"
            + " (executors * spark.executor.cores / spark.task.cpus, which is 3). Raise"
            + " spark.executor.instances or spark.executor.cores (here the number in the master"
            + " local[4]), or lower numWorkers.");
  }

  @Test
  void moreThreadsThanCpusOfATask() throws Exception {
    assertRefused(
        Map.of("spark.task.cpus", "2"),
        o -> o.numWorkers(2).threadsPerWorker(4),
        "SparkTrainer: threadsPerWorker must not be above spark.task.cpus. Received: 4 threads for"
            + " 2. Set spark.task.cpus to 4, or lower threadsPerWorker.");
  }

  @Test
  void openTalkWhereSparkEncrypts() throws Exception {
    assertRefused(
        Map.of(
            "spark.authenticate", "true",
            "spark.authenticate.secret", "between us",
            "spark.network.crypto.enabled", "true"),
        o -> o.encrypted(false),
        "SparkTrainer: what workers tell each other must be encrypted where Spark's traffic is."
            + " Received: encrypted false with spark.network.crypto.enabled = true. Leave encrypted"
            + " true.");
  }

  @Test
  void executorsThatNeverComeAreNotWaitedFor() {
    SparkConf conf = new SparkConf(false).set("spark.executor.cores", "4");
    assertThat(SparkChecks.most(conf)).isEqualTo(Integer.MAX_VALUE);
    conf.set("spark.executor.instances", "3").set("spark.task.cpus", "2");
    assertThat(SparkChecks.most(conf)).isEqualTo(6);
  }
}
