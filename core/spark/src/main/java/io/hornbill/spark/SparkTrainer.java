package io.hornbill.spark;

import io.hornbill.Model;
import io.hornbill.base.Fault;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.CallbackList;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.ProgbarLogger;
import io.hornbill.callbacks.TrainingParameters;
import io.hornbill.training.CallbackDirector;
import io.hornbill.training.DirectorServer;
import io.hornbill.training.parallel.CollectiveException;
import io.hornbill.training.parallel.RingOptions;
import io.hornbill.training.parallel.Sharing;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Trains a model on the executors of a Spark cluster, each with a part of each batch; the weights
 * become what one machine would make them. Callbacks run here, on the driver.
 *
 * <pre>{@code
 * History history = SparkTrainer.fit(model, dataset,
 *     o -> o.numWorkers(4).batchSize(256).epochs(5).callbacks(new EarlyStopping()));
 * }</pre>
 *
 * <p>A worker that is lost does not end the training: Spark begins the stage anew, and it goes on
 * from the last epoch.
 */
public final class SparkTrainer {
  private static final int SECRET_BYTES = 32;

  private final Model model;
  private final Dataset<Row> rows;
  private final SparkOptions options;
  private final SparkContext context;

  private SparkTrainer(Model model, Dataset<Row> rows, SparkOptions options) {
    this.model = model;
    this.rows = rows;
    this.options = options;
    context = rows.sparkSession().sparkContext();
  }

  /**
   * Trains a model.
   *
   * @param model the compiled model, which has the new weights afterwards
   * @param dataset the rows
   * @param options sets columns, workers, epochs and more
   * @return what every epoch came to, over all workers
   * @throws IllegalArgumentException if the cluster or the columns do not fit; the message names
   *     the setting to change
   * @throws io.hornbill.training.parallel.CollectiveException if the training failed in spite of
   *     Spark's retries, with the first cause
   */
  public static History fit(Model model, Dataset<?> dataset, Consumer<SparkOptions> options) {
    SparkOptions chosen = new SparkOptions();
    options.accept(chosen);
    return fit(model, dataset, chosen);
  }

  static History fit(Model model, Dataset<?> dataset, SparkOptions options) {
    if (!model.isCompiled()) {
      throw Fault.of("SparkTrainer")
          .expected("the model must be compiled")
          .received("\"%s\", which is not", model.name())
          .remedy("Call compile(optimizer, loss) first.")
          .state();
    }
    return new SparkTrainer(model, dataset.toDF(), options).run();
  }

  private History run() {
    SparkChecks.check(context, options);
    RowReader reader = RowReader.ofExamples(rows.schema(), model, options);
    JavaRDD<Sample> samples =
        InternalRows.of(rows).map(reader::read).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return run(reader, samples);
    } finally {
      samples.unpersist();
    }
  }

  private History run(RowReader reader, JavaRDD<Sample> samples) {
    JavaPairRDD<Long, Sample> training =
        samples.filter(s -> !s.validation).zipWithIndex().mapToPair(Tuple2::swap);
    JavaPairRDD<Long, Sample> validation =
        samples
            .filter(s -> s.validation)
            .zipWithIndex()
            .mapToPair(pair -> new Tuple2<>(-pair._2() - 1, pair._1()));
    long count = training.count();
    if (count <= 0) {
      throw Fault.of("SparkTrainer")
          .expected("there must be rows to train on")
          .received("none")
          .remedy(
              "Check the dataset, and validationIndicatorCol \"%s\".",
              options.validationIndicatorCol())
          .argument();
    }
    Sharing sharing = new Sharing(count, options.batchSize(), options.numWorkers());
    JavaPairRDD<Long, Sample> shared =
        training
            .union(validation)
            .repartitionAndSortWithinPartitions(new SharePartitioner(sharing));
    return train(reader, shared.rdd(), sharing);
  }

  private History train(RowReader reader, RDD<Tuple2<Long, Sample>> shared, Sharing sharing) {
    History history = new History();
    List<Callback> callbacks = new ArrayList<>(options.callbacks());
    int first = 0;
    if (!options.checkpointDir().isEmpty()) {
      Checkpoints checkpoints =
          new Checkpoints(
              model,
              options.checkpointDir(),
              options.checkpointEvery(),
              context.hadoopConfiguration());
      first = Math.min(checkpoints.last(), options.epochs());
      if (first > 0) {
        ModelState.copy(ModelBytes.load(checkpoints.read(first)), model);
      }
      callbacks.add(checkpoints);
    }
    callbacks.add(new ProgbarLogger());
    callbacks.add(history);
    var parameters = new TrainingParameters(options.epochs(), sharing.steps(), options.verbose());
    CallbackList list = new CallbackList(callbacks, model, parameters);
    DirectorServer server = new DirectorServer(model, new CallbackDirector(model, list), first);
    run(reader, shared, sharing, server);
    return history;
  }

  private void run(
      RowReader reader, RDD<Tuple2<Long, Sample>> shared, Sharing sharing, DirectorServer server) {
    String secret = secret();
    RingOptions talk =
        new RingOptions()
            .secret(secret)
            .encrypted(options.isEncrypted())
            .deadline(options.deadline());
    String group = "hornbill-" + UUID.randomUUID();
    JavaSparkContext java = new JavaSparkContext(context);
    Broadcast<byte[]> bytes = java.broadcast(ModelBytes.of(model));
    String host = context.getConf().get("spark.driver.host", "localhost");
    try (DriverDoor door = new DriverDoor(host, server, talk, e -> context.cancelJobGroup(group))) {
      WorkerTask task =
          new WorkerTask(bytes, reader, options, sharing.rows(), door.address(), secret);
      collect(java, group, shared, task, door);
    } finally {
      server.end(false);
      bytes.destroy();
    }
  }

  private void collect(
      JavaSparkContext java,
      String group,
      RDD<Tuple2<Long, Sample>> shared,
      WorkerTask task,
      DriverDoor door) {
    ClassTag<String> text = ClassTag$.MODULE$.apply(String.class);
    java.setJobGroup(group, "Hornbill trains " + model.name(), true);
    try {
      // Only a stage before a shuffle is begun anew when an executor is lost.
      shared.barrier().mapPartitions(task, false, text).toJavaRDD().repartition(1).collect();
    } catch (Exception e) { // Scala throws SparkException, which is checked, without saying so
      throw failure(door, e);
    } finally {
      java.clearJobGroup();
    }
  }

  /** What went wrong first: in a callback, or as the workers say. */
  private static RuntimeException failure(DriverDoor door, Exception thrown) {
    RuntimeException ofCallback = door.failure();
    if (ofCallback != null) {
      return ofCallback;
    }
    CollectiveException failure =
        Fault.of("SparkTrainer")
            .expected("the workers must come to the end of the training")
            .received(WorkerCauses.first(thrown))
            .remedy(
                "Look at the logs of that executor; a larger spark.executor.memory helps if it"
                    + " was killed.")
            .as(CollectiveException::new);
    failure.initCause(thrown);
    return failure;
  }

  private static String secret() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret);
  }
}
